using Tempest.Domain;
using Tempest.Domain.Ordering;
using static Tempest.Application.Ordering.OrderStreams;

namespace Tempest.Application.WhatIf;

/// <summary>What was asked of Ordering, as its events tell.</summary>
public static class OrderingAsked
{
    public static DecisionsOf<Order, OrderCommand, OrderEvent> OfOrders { get; } = new(Orders, [Offers, Buyers], past => past.Happened switch
    {
        OrderPlaced { Details: var order } when past.IsHistory =>
            new RecordPastOrder(order, BuyerThen(past.Others, order.Customer), OffersThen(past.Others, order.Lines)),
        OrderPlaced { Details: var order } => new PlaceOrder(
            order.Customer, Requested(order.Lines), order.ShipTo, order.Channel, order.PlacedAt, order.RequiredBy,
            BuyerThen(past.Others, order.Customer), OffersThen(past.Others, order.Lines)),
        OrderAmended { Lines: var lines } => new AmendOrder(Requested(lines), OffersThen(past.Others, lines)),
        OrderApproved => new ApproveOrder(),
        OrderHandedOver over => new HandOver(over.Shipment),
        OrderTakenBack back => new TakeBack(back.Shipment, back.Reason),
        OrderCompleted done => new CompleteOrder(done.Shipment, done.DeliveredAt),
        OrderCancelled cancelled => new CancelOrder(cancelled.Reason),
        var other => throw new InvalidOperationException($"Say what was asked when {other} came of it."),
    });

    public static DecisionsOf<Offer, OfferCommand, OfferEvent> OfOffers { get; } = new(Offers, [],
        past => (past.Events.Aggregate(past.Before, OfferDecider.Evolve), past.Happened) switch
        {
            (OnOffer on, _) => new OfferProduct(on.Name, on.Price),
            (_, ProductOffered was) => new WithdrawOffer(new(was.Name, was.Price)),
            _ => new WithdrawOffer(),
        })
    {
        Together = events => events.Count,
    };

    public static DecisionsOf<Buyer, BuyerCommand, BuyerEvent> OfBuyers { get; } = new(Buyers, [], past => past.Happened switch
    {
        BuyerAdmitted admitted => new AdmitBuyer(admitted.Currency),
        BuyerCurrencyChanged changed => new AdmitBuyer(changed.Currency),
        BuyerLeft => new DismissBuyer(),
        var other => throw new InvalidOperationException($"Say what was asked when {other} came of it."),
    });

    private static ValueList<RequestedLine> Requested(ValueList<OrderLine> lines) =>
        [.. lines.Select(line => new RequestedLine(line.Sku, line.Quantity, line.DiscountPercent))];

    private static Buyer BuyerThen(PastStates then, CustomerId customer) => then.State(Buyers, customer.Value);

    private static KnownOffers OffersThen(PastStates then, ValueList<OrderLine> lines) =>
        new(lines.ToDictionary(line => line.Sku, line => then.State(Offers, line.Sku.Value)));
}
