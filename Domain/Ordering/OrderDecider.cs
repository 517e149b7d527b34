namespace Tempest.Domain.Ordering;

public sealed class OrderDecider : IDecider<Order, OrderCommand, OrderEvent>
{
    public static Order Initial { get; } = new NotPlaced();

    public static Decision<OrderEvent> Decide(Order state, OrderCommand command) => (state, command) switch
    {
        (NotPlaced, PlaceOrder place) => Place(place),
        (PlacedOrder placed, PlaceOrder again) when IsWhatWasPlaced(placed, again) => [],
        (NotPlaced, RecordPastOrder past) => Record(past),
        (PlacedOrder placed, RecordPastOrder again) when placed.Details == again.Details => [],
        (PlacedOrder, PlaceOrder or RecordPastOrder) => new OrderAlreadyPlaced(),
        (NotPlaced, _) => new OrderNotPlaced(),

        (OpenOrder open, AmendOrder amend) => Amend(open, amend),
        (OpenOrder, ApproveOrder) => [new OrderApproved()],
        (ApprovedOrder, ApproveOrder) => [],

        (ApprovedOrder, HandOver over) => [new OrderHandedOver(over.Shipment)],
        (OrderInShipping on, HandOver again) when on.Shipment == again.Shipment => [],
        (CompletedOrder was, HandOver again) when was.Shipment == again.Shipment => [],
        (OpenOrder or CancelledOrder, HandOver) => new OrderNotApproved(StatusOf(state)),
        (OrderInShipping on, TakeBack back) when on.Shipment == back.Shipment => [new OrderTakenBack(back.Shipment, back.Reason)],
        (_, TakeBack) => [],
        (CompletedOrder was, CompleteOrder again) when was.Shipment == again.Shipment => [],
        (OpenOrder or ApprovedOrder or OrderInShipping, CompleteOrder done) => [new OrderCompleted(done.Shipment, done.DeliveredAt)],
        (CancelledOrder, CompleteOrder) => new OrderNotApproved(StatusOf(state)),
        (OrderInShipping on, _) => new OrderAlreadyInShipping(on.Shipment),
        (CompletedOrder was, _) => new OrderAlreadyCompleted(was.Shipment),

        (OpenOrder or ApprovedOrder, CancelOrder { Reason: var reason }) when string.IsNullOrWhiteSpace(reason) =>
            new ReasonMissing(),
        (OpenOrder or ApprovedOrder, CancelOrder cancel) => [new OrderCancelled(cancel.Reason.Trim())],
        (CancelledOrder was, CancelOrder cancel) when was.Reason == cancel.Reason.Trim() => [],
        (CancelledOrder was, CancelOrder) => new OrderAlreadyCancelled(was.Reason),

        _ => new OrderNotOpen(StatusOf(state)),
    };

    public static Order Evolve(Order state, OrderEvent happened) => (state, happened) switch
    {
        (NotPlaced, OrderPlaced placed) => new OpenOrder(placed.Details),
        (OpenOrder open, OrderAmended amended) => new OpenOrder(open.Details with { Lines = amended.Lines }),
        (OpenOrder open, OrderApproved) => new ApprovedOrder(open.Details),
        (ApprovedOrder approved, OrderHandedOver over) => new OrderInShipping(approved.Details, over.Shipment),
        (OrderInShipping on, OrderTakenBack) => new ApprovedOrder(on.Details),
        (OpenOrder or ApprovedOrder or OrderInShipping, OrderCompleted done) =>
            new CompletedOrder(((PlacedOrder)state).Details, done.Shipment, done.DeliveredAt),
        (OpenOrder open, OrderCancelled cancelled) => new CancelledOrder(open.Details, cancelled.Reason),
        (ApprovedOrder approved, OrderCancelled cancelled) => new CancelledOrder(approved.Details, cancelled.Reason),
        _ => throw new BrokenHistoryException(state, happened),
    };

    /// <summary>The phase in the word that everybody uses for it.</summary>
    public static string StatusOf(Order order) => order switch
    {
        NotPlaced => "not placed",
        OpenOrder => "open",
        ApprovedOrder => "approved",
        OrderInShipping => "shipping",
        CompletedOrder => "completed",
        CancelledOrder => "cancelled",
        _ => throw new InvalidOperationException($"No word for {order}."),
    };

    private static Decision<OrderEvent> Place(PlaceOrder place)
    {
        if (place.Buyer is not KnownBuyer buyer) return new UnknownCustomer(place.Customer);
        if (place.ShipTo.Faults().ToValueList() is { Count: > 0 } faults) return new AddressNotDeliverable(faults);
        var (lines, rejection) = OrderLines.Price(place.Lines, place.Offers, []);
        if (rejection is not null) return rejection;
        if (lines[0].UnitPrice.Currency is var currency && currency != buyer.Currency)
            return new CurrencyNotTheBuyers(currency, buyer.Currency);
        return [new OrderPlaced(new(place.Customer, lines, place.ShipTo, place.Channel, place.At, place.RequiredBy))];
    }

    private static Decision<OrderEvent> Record(RecordPastOrder past) =>
        past.Buyer is UnknownBuyer ? new UnknownCustomer(past.Details.Customer)
        : OrderLines.Check(past.Details.Lines, past.Offers)
        ?? (Decision<OrderEvent>)[new OrderPlaced(past.Details)];

    private static Decision<OrderEvent> Amend(OpenOrder open, AmendOrder amend)
    {
        var (lines, rejection) = OrderLines.Price(amend.Lines, amend.Offers, open.Details.Lines);
        return rejection ?? (lines == open.Details.Lines ? [] : (Decision<OrderEvent>)[new OrderAmended(lines)]);
    }

    /// <summary>Asked for the same again, whenever: prices may have moved since, the request has not.</summary>
    private static bool IsWhatWasPlaced(PlacedOrder placed, PlaceOrder again) =>
        placed.Details is var was && was.Customer == again.Customer && was.ShipTo == again.ShipTo
        && was.Channel == again.Channel && was.RequiredBy == again.RequiredBy
        && again.Lines == was.Lines
            .Select(line => new RequestedLine(line.Sku, line.Quantity, line.DiscountPercent)).ToValueList();
}
