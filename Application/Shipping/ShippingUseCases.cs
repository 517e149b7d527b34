using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;
using static Tempest.Application.Shipping.ShippingStreams;

namespace Tempest.Application.Shipping;

/// <summary>What can be asked of Shipping.</summary>
public static class ShippingUseCases
{
    public static UseCase Submit(ShipmentId id, Consignment consignment, CarriageRate rate, DateTimeOffset at) =>
        New(id, new SubmitShipment(consignment, rate, Instant.Kept(at)));

    public static UseCase Assign(ShipmentId id, TruckId truck) => Change(id, new AssignTruck(truck), truck);

    public static Lookup Reassign(ShipmentId id, TruckId truck, string reason) =>
        WithItsTruck(id, new ReassignTruck(truck, reason), truck);

    public static UseCase Ship(ShipmentId id, DateTimeOffset at) => Change(id, new ShipShipment(Instant.Kept(at)));

    public static Lookup Deliver(ShipmentId id, string signedBy, DateTimeOffset at) =>
        WithItsTruck(id, new DeliverShipment(signedBy, Instant.Kept(at)));

    public static Lookup Cancel(ShipmentId id, string reason) => WithItsTruck(id, new CancelShipment(reason));

    /// <summary>A shipment from before Tempest, with the cost that was agreed; it occupies no truck of ours.</summary>
    public static UseCase RecordPast(ShipmentId id, Consignment consignment, Money cost, DateTimeOffset submittedAt) =>
        New(id, new RecordPastShipment(new(consignment, cost, Instant.Kept(submittedAt))));

    public static UseCase RecordPastPickUp(ShipmentId id, DateTimeOffset at) =>
        Change(id, new RecordPastPickUp(Instant.Kept(at)));

    public static UseCase RecordPastDelivery(ShipmentId id, string? signedBy, DateTimeOffset at) =>
        Change(id, new RecordPastDelivery(signedBy, Instant.Kept(at)));

    public static UseCase AddTruck(TruckId id) => Ask(id, new AddTruck());

    public static UseCase TakeOutOfService(TruckId id, string? reason) => Ask(id, new TakeTruckOutOfService(reason));

    public static UseCase ReturnToService(TruckId id) => Ask(id, new ReturnTruckToService());

    private static UseCase Ask(TruckId id, TruckCommand command) => new(
        [Trucks.Stream(id.Value)], now => now.Decide(Trucks, id.Value, command));

    private static UseCase New(ShipmentId id, ShipmentCommand command) => new(
        [Shipments.Stream(id.Value, assumedNew: true)], now => now.Decide(Shipments, id.Value, command));

    /// <summary>For what the shipment's present truck has a part in, which only the shipment names.</summary>
    private static Lookup WithItsTruck(ShipmentId id, ShipmentCommand command, params TruckId[] others) => new(
        Shipments.Stream(id.Value),
        seen => Change(id, command, ShipmentDecider.TruckOf((Shipment)seen!) is { } on ? [on, .. others] : others));

    private static UseCase Change(ShipmentId id, ShipmentCommand command, params TruckId[] trucks) => new(
        [Shipments.Stream(id.Value), .. trucks.Distinct().Select(truck => Trucks.Stream(truck.Value))],
        now => Decide(now, id, command));

    /// <summary>
    /// Trucks follow shipments: one that the shipment leaves is released, one that it comes to is occupied, in the same
    /// transaction. So a truck is occupied exactly while a shipment is on it.
    /// </summary>
    private static Outcome Decide(Situation now, ShipmentId id, ShipmentCommand command)
    {
        var before = now.State(Shipments, id.Value);
        var decision = ShipmentDecider.Decide(before, command);
        if (decision.Rejection is { } why) return new Refused(why);

        var outcome = (Outcome)new Accepted([new(Shipments.Stream(id.Value), decision.Events)], []);
        var after = decision.Aggregate(before, ShipmentDecider.Evolve);
        var (left, taken) = (ShipmentDecider.TruckOf(before), ShipmentDecider.TruckOf(after));
        if (left == taken) return outcome;

        if (left is { } free) outcome = outcome.With(Follow(now, free, new ReleaseTruck(id)));
        if (taken is { } truck) outcome = outcome.With(Follow(now, truck, new OccupyTruck(truck, id)));
        return outcome;
    }

    /// <summary>Stale when the shipment was on another truck when it was looked at.</summary>
    private static Outcome Follow(Situation now, TruckId truck, TruckCommand command) =>
        now.Streams.ContainsKey(Trucks.Stream(truck.Value).Stream) ? now.Decide(Trucks, truck.Value, command) : new Stale();
}
