using Tempest.Application.Commands;
using Tempest.Application.Ordering;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Policies;

/// <summary>
/// Whenever an order is approved, ask Shipping for a shipment of its goods, under the order's id, and hand the order over.
/// </summary>
public sealed class RequestShipmentOfApprovedOrders(TradeTerms terms)
    : Policy<RequestedShipment>("request-shipment", StoredJson.Default.RequestedShipment)
{
    protected override IEnumerable<(StreamId Of, RequestedShipment What)> Ask(Held held, object happened) =>
        (happened, held.State) is (OrderApproved, ApprovedOrder { Details: var order })
        ?
        [
            (new(ShippingStreams.Shipments.Name, held.Stream.Id), new(
                OrderId.Of(held.Stream.Id), AccountId.Of(order.Customer.Value), order.ShipTo,
                [.. order.Lines.Select(line => new RequestedGoods(line.Sku, line.Quantity))])),
        ]
        : [];

    protected override UseCase UseCase(RequestedShipment wish, DateTimeOffset now)
    {
        var (order, shipment) = (wish.Order.Value, ShipmentId.Of(wish.Order.Value));
        return new(
            [
                OrderStreams.Orders.Stream(order), ShippingStreams.Shipments.Stream(order),
                .. wish.Lines.Select(line => ShippingStreams.Goods.Stream(line.Sku.Value)),
            ],
            seen =>
            {
                // Cancelled or delivered in the meantime: there is nothing to carry any more.
                if (seen.State(OrderStreams.Orders, order) is not ApprovedOrder) return new Accepted([], []);

                var pounds = wish.Lines.Sum(line => line.Quantity *
                    (seen.State(ShippingStreams.Goods, line.Sku.Value).WeightInPounds ?? terms.PoundsUnlessWeighed));
                var consignment = new Consignment(
                    terms.Warehouse, wish.ShipTo, wish.BillTo, Math.Max(pounds, Consignment.LeastPounds), wish.Order);
                return seen.Decide(ShippingStreams.Shipments, order, new SubmitShipment(consignment, terms.Carriage, Instant.Kept(now)))
                    .With(seen.Decide(OrderStreams.Orders, order, new HandOver(shipment)));
            });
    }
}

/// <param name="BillTo">The customer's account.</param>
public sealed record RequestedShipment(OrderId Order, AccountId BillTo, Address ShipTo, ValueList<RequestedGoods> Lines);

public sealed record RequestedGoods(Sku Sku, int Quantity);
