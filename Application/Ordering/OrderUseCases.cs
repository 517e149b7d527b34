using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using static Tempest.Application.Ordering.OrderStreams;

namespace Tempest.Application.Ordering;

/// <summary>What can be asked of Ordering.</summary>
public static class OrderUseCases
{
    public static UseCase Place(
        OrderId id, CustomerId customer, ValueList<RequestedLine> lines, Address shipTo, Channel channel,
        DateTimeOffset at, DateOnly? requiredBy) => new(
        [Orders.Stream(id.Value, assumedNew: true), Buyers.Stream(customer.Value), .. OffersOf(Skus(lines))],
        now => now.Decide(Orders, id.Value, new PlaceOrder(
            customer, lines, shipTo, channel, Instant.Kept(at), requiredBy,
            now.State(Buyers, customer.Value), OffersNow(now, Skus(lines)))));

    /// <summary>
    /// An order agreed elsewhere, with the prices it was sold at and names from what is or was on offer.
    /// </summary>
    public static UseCase RecordPast(
        OrderId id, CustomerId customer, ValueList<PastLine> lines, Address shipTo, Channel channel,
        DateTimeOffset placedAt, DateOnly? requiredBy)
    {
        var skus = lines.Select(line => line.Sku).Distinct().ToValueList();
        return new(
            [Orders.Stream(id.Value, assumedNew: true), Buyers.Stream(customer.Value), .. OffersOf(skus)],
            now =>
            {
                var offers = OffersNow(now, skus);
                var agreed = lines.Select(line => new OrderLine(
                    line.Sku, NameOf(offers[line.Sku]), line.UnitPrice, line.Quantity, line.DiscountPercent));
                return now.Decide(Orders, id.Value, new RecordPastOrder(
                    new(customer, agreed.ToValueList(), shipTo, channel, Instant.Kept(placedAt), requiredBy),
                    now.State(Buyers, customer.Value), offers));
            });
    }

    public static UseCase Amend(OrderId id, ValueList<RequestedLine> lines) => new(
        [Orders.Stream(id.Value), .. OffersOf(Skus(lines))],
        now => now.Decide(Orders, id.Value, new AmendOrder(lines, OffersNow(now, Skus(lines)))));

    public static UseCase Approve(OrderId id) => new(
        [Orders.Stream(id.Value)], now => now.Decide(Orders, id.Value, new ApproveOrder()));

    public static UseCase Cancel(OrderId id, string reason) => new(
        [Orders.Stream(id.Value)], now => now.Decide(Orders, id.Value, new CancelOrder(reason)));

    /// <summary>Its goods were delivered.</summary>
    public static UseCase Complete(OrderId id, ShipmentId shipment, DateTimeOffset deliveredAt) => new(
        [Orders.Stream(id.Value)],
        now => now.Decide(Orders, id.Value, new CompleteOrder(shipment, Instant.Kept(deliveredAt))));

    /// <summary>
    /// A shipment from before Tempest carries it, or has delivered it. What was carried had been approved; an order that went
    /// with several shipments is told of the first.
    /// </summary>
    public static UseCase RecordPastShipment(OrderId id, ShipmentId shipment, DateTimeOffset? deliveredAt = null) => new(
        [Orders.Stream(id.Value)],
        now =>
        {
            var events = new List<object>();
            var state = now.State(Orders, id.Value);
            if (state is OpenOrder) Tell(new ApproveOrder());
            if (state is ApprovedOrder) Tell(new HandOver(shipment));
            if (state is OrderInShipping { Shipment: var carrying } && carrying == shipment && deliveredAt is { } at)
                Tell(new CompleteOrder(shipment, Instant.Kept(at)));
            return new Accepted(events.Count == 0 ? [] : [new(Orders.Stream(id.Value), events)], []);

            void Tell(OrderCommand command)
            {
                foreach (var happened in OrderDecider.Decide(state, command))
                {
                    events.Add(happened);
                    state = OrderDecider.Evolve(state, happened);
                }
            }
        });

    private static IEnumerable<StreamRef> OffersOf(ValueList<Sku> skus) => skus.Select(sku => Offers.Stream(sku.Value));

    private static ValueList<Sku> Skus(ValueList<RequestedLine> lines) =>
        lines.Select(line => line.Sku).Distinct().ToValueList();

    private static KnownOffers OffersNow(Situation now, ValueList<Sku> skus) =>
        new(skus.ToDictionary(sku => sku, sku => now.State(Offers, sku.Value)));

    private static string NameOf(Offer offer) => offer switch
    {
        OnOffer on => on.Name,
        Withdrawn was => was.Name,
        _ => "",
    };
}

public sealed record PastLine(Sku Sku, Money UnitPrice, int Quantity, decimal DiscountPercent);
