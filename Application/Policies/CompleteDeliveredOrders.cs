using Tempest.Application.Commands;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Policies;

/// <summary>Whenever a shipment that carries an order is delivered, complete the order.</summary>
public sealed class CompleteDeliveredOrders() : Policy<DeliveredOrder>("complete-order", StoredJson.Default.DeliveredOrder)
{
    protected override IEnumerable<(StreamId Of, DeliveredOrder What)> Ask(Held held, object happened) =>
        (happened, held.State) is (ShipmentDelivered, Delivered { Details.Consignment.Order: { } order } delivered)
            ? [(new(OrderStreams.Orders.Name, order.Value), new(order, ShipmentId.Of(held.Stream.Id), delivered.DeliveredAt))]
            : [];

    protected override UseCase UseCase(DeliveredOrder wish, DateTimeOffset now) =>
        OrderUseCases.Complete(wish.Order, wish.Shipment, wish.DeliveredAt);
}

public sealed record DeliveredOrder(OrderId Order, ShipmentId Shipment, DateTimeOffset DeliveredAt);
