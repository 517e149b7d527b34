namespace Tempest.Domain.Ordering;

/// <summary>
/// What can be done with an order now, found by asking the decider: a transition is possible when there is an input
/// for which it would change something.
/// </summary>
public static class OrderTransitions
{
    public static ValueList<OrderTransition> PossibleOn(Order order) =>
        [.. Enum.GetValues<OrderTransition>().Where(transition => IsPossible(order, transition))];

    public static bool IsPossible(Order order, OrderTransition transition) =>
        OrderDecider.Decide(order, Probe(order, transition)) is { Rejection: null, Events.Count: > 0 };

    /// <summary>A command of this kind that the decider would refuse only if it refuses every one of them.</summary>
    private static OrderCommand Probe(Order order, OrderTransition transition) => transition switch
    {
        OrderTransition.Amend => new AmendOrder(WithAnotherDiscount(order), KnownOffers.None),
        OrderTransition.Approve => new ApproveOrder(),
        OrderTransition.Cancel => new CancelOrder("any"),
        _ => throw new ArgumentOutOfRangeException(nameof(transition)),
    };

    private static ValueList<RequestedLine> WithAnotherDiscount(Order order) =>
        order is PlacedOrder { Details.Lines: var lines }
        ? [.. lines.Select(line => new RequestedLine(line.Sku, line.Quantity, line.DiscountPercent == 0 ? 1 : 0))]
        : [];
}

public enum OrderTransition
{
    Amend,
    Approve,
    Cancel,
}
