using Tempest.Application.Shipping;
using Tempest.Domain.Shipping;
using static Tempest.Application.Shipping.ShippingStreams;

namespace Tempest.Application.WhatIf;

/// <summary>What was asked of Shipping, as its events tell.</summary>
public static class ShippingAsked
{
    /// <param name="rate">What carriage costs: the events tell what it came to and not by which rate.</param>
    public static DecisionsOf<Shipment, ShipmentCommand, ShipmentEvent> OfShipments(CarriageRate rate) => new(Shipments, [],
        past => (past.Before, past.Happened) switch
        {
            (_, ShipmentSubmitted { Details: var details }) when past.IsHistory => new RecordPastShipment(details),
            (_, ShipmentSubmitted { Details: var details }) => new SubmitShipment(details.Consignment, rate, details.SubmittedAt),
            (_, TruckAssigned assigned) => new AssignTruck(assigned.Truck),
            (_, TruckReassigned again) => new ReassignTruck(again.To, again.Reason),
            (Submitted, ShipmentShipped shipped) => new RecordPastPickUp(shipped.At),
            (_, ShipmentShipped shipped) => new ShipShipment(shipped.At),
            (Shipped { Truck: null }, ShipmentDelivered delivered) => new RecordPastDelivery(delivered.SignedBy, delivered.At),
            (_, ShipmentDelivered delivered) => new DeliverShipment(delivered.SignedBy ?? "", delivered.At),
            (_, ShipmentCancelled cancelled) => new CancelShipment(cancelled.Reason),
            var other => throw new InvalidOperationException($"Say what was asked when {other} came of it."),
        });

    public static DecisionsOf<Truck, TruckCommand, TruckEvent> OfTrucks { get; } = new(Trucks, [], past => past.Happened switch
    {
        TruckAdded => new AddTruck(),
        TruckOccupied occupied => new OccupyTruck(TruckId.Of(past.Id), occupied.By),
        TruckReleased released => new ReleaseTruck(released.By),
        TruckTakenOutOfService taken => new TakeTruckOutOfService(taken.Reason),
        TruckReturnedToService => new ReturnTruckToService(),
        var other => throw new InvalidOperationException($"Say what was asked when {other} came of it."),
    });

    public static DecisionsOf<Goods, WeighGoods, GoodsWeighed> OfGoods { get; } =
        new(ShippingStreams.Goods, [], past => new(past.Happened.WeightInPounds));
}
