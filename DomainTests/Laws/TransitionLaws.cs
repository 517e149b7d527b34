using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tempest.Domain.Ordering;
using Xunit;

namespace Tempest.DomainTests.Laws;

/// <summary>
/// What an order offers is what it would do: a transition is offered when some command of its kind makes a difference,
/// and not when none does.
/// </summary>
public sealed class TransitionLaws
{
    private const int Tries = 60;

    /// <summary>An order that went through some commands, and many commands of each kind to try on it.</summary>
    private static readonly Gen<(Order Order, Dictionary<OrderTransition, OrderCommand[]> Tried)> Cases =
        from asked in Any.ListOf(AnyOrders.Command, 0, 12)
        let order = asked.Aggregate(OrderDecider.Initial, (state, command) =>
            OrderDecider.Decide(state, command).Aggregate(state, OrderDecider.Evolve))
        from amendments in Gen.OneOf(AnyOrders.Amend, AnyOrders.AmendOf(order)).ArrayOf(Tries)
        from cancellations in AnyOrders.Cancel.ArrayOf(Tries)
        select (order, new Dictionary<OrderTransition, OrderCommand[]>
        {
            [OrderTransition.Amend] = amendments,
            [OrderTransition.Approve] = [new ApproveOrder()],
            [OrderTransition.Cancel] = cancellations,
        });

    [Fact]
    public void What_is_offered_can_be_done() => Law.Holds(Cases, one =>
    {
        foreach (var offered in OrderTransitions.PossibleOn(one.Order))
            one.Tried[offered].ShouldContain(command => MakesADifference(one.Order, command), $"{offered} on {one.Order}");
    });

    [Fact]
    public void What_is_not_offered_cannot_be_done() => Law.Holds(Cases, one =>
    {
        foreach (var absent in Enum.GetValues<OrderTransition>().Except(OrderTransitions.PossibleOn(one.Order)))
            one.Tried[absent].ShouldAllBe(command => !MakesADifference(one.Order, command), $"{absent} on {one.Order}");
    });

    [Fact]
    public void The_cases_reach_every_phase_and_what_is_on_order_may_be_withdrawn()
    {
        var cases = Law.Some(Cases).ToArray();
        cases.Select(one => one.Order.GetType()).Distinct()
            .ShouldBe(
                [typeof(NotPlaced), typeof(OpenOrder), typeof(ApprovedOrder), typeof(OrderInShipping), typeof(CompletedOrder), typeof(CancelledOrder)],
                ignoreOrder: true);
        cases.ShouldContain(one => one.Order is OpenOrder && one.Tried[OrderTransition.Amend].Any(command =>
            OrderDecider.Decide(one.Order, command).Rejection is ProductWithdrawn));
    }

    private static bool MakesADifference(Order order, OrderCommand command) =>
        OrderDecider.Decide(order, command) is { Rejection: null, Events.Count: > 0 };
}
