using Tempest.Application.Commands;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Policies;

/// <summary>Whenever a shipment that carries an order is cancelled, tell the order, which waits for another one.</summary>
public sealed class TakeBackOrdersOfCancelledShipments()
    : Policy<OrderLeftBehind>("take-order-back", StoredJson.Default.OrderLeftBehind)
{
    protected override IEnumerable<(StreamId Of, OrderLeftBehind What)> Ask(Held held, object happened) =>
        (happened, held.State) is (ShipmentCancelled { Reason: var reason }, Cancelled { Details.Consignment.Order: { } order })
            ? [(new(OrderStreams.Orders.Name, order.Value), new(order, ShipmentId.Of(held.Stream.Id), reason))]
            : [];

    protected override UseCase UseCase(OrderLeftBehind wish, DateTimeOffset now) => new(
        [OrderStreams.Orders.Stream(wish.Order.Value)],
        seen => seen.Decide(OrderStreams.Orders, wish.Order.Value, new TakeBack(wish.Shipment, wish.Reason)));
}

public sealed record OrderLeftBehind(OrderId Order, ShipmentId Shipment, string Reason);
