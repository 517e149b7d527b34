namespace Tempest.Domain.Shipping;

public sealed class ShipmentDecider : IDecider<Shipment, ShipmentCommand, ShipmentEvent>
{
    public static Shipment Initial { get; } = new NotSubmitted();

    public static Decision<ShipmentEvent> Decide(Shipment state, ShipmentCommand command) => (state, command) switch
    {
        (NotSubmitted, SubmitShipment submit) => Submit(submit),
        (KnownShipment known, SubmitShipment again) when known.Details.Consignment == again.Consignment => [],
        (NotSubmitted, RecordPastShipment past) => Record(past.Details),
        (KnownShipment known, RecordPastShipment again) when known.Details == again.Details => [],
        (KnownShipment, SubmitShipment or RecordPastShipment) => new ShipmentAlreadySubmitted(),
        (NotSubmitted, _) => new ShipmentNotSubmitted(),

        (Submitted, AssignTruck assign) => [new TruckAssigned(assign.Truck)],
        (Assigned on, AssignTruck again) when on.Truck == again.Truck => [],
        (_, AssignTruck) => new ShipmentNotWaiting(StatusOf(state)),
        (_, ReassignTruck again) when TruckOf(state) is { } on => Reassign(on, again),

        (Assigned, ShipShipment ship) => [new ShipmentShipped(ship.At)],
        (Shipped, ShipShipment) => [],
        (_, ShipShipment or ReassignTruck) => new ShipmentNotAssigned(StatusOf(state)),
        (Submitted, RecordPastPickUp past) => [new ShipmentShipped(past.At)],
        (Shipped { Truck: null } was, RecordPastPickUp again) when was.ShippedAt == again.At => [],
        (Delivered { Truck: null } was, RecordPastPickUp again) when was.ShippedAt == again.At => [],
        (_, RecordPastPickUp) => new ShipmentNotWaiting(StatusOf(state)),

        (Shipped, DeliverShipment { SignedBy: var by }) when string.IsNullOrWhiteSpace(by) => new SignatureMissing(),
        (Shipped, DeliverShipment deliver) => [new ShipmentDelivered(deliver.SignedBy.Trim(), deliver.At)],
        (Delivered was, DeliverShipment again) when was.SignedBy == again.SignedBy.Trim() => [],
        (Shipped { Truck: null }, RecordPastDelivery past) => [new ShipmentDelivered(past.SignedBy, past.At)],
        (Shipped, RecordPastDelivery) => new ShipmentOnTheRoad(),
        (Delivered was, RecordPastDelivery again)
            when (was.SignedBy, was.DeliveredAt) == (again.SignedBy, again.At) => [],
        (Delivered was, _) => new ShipmentAlreadyDelivered(was.SignedBy),
        (_, DeliverShipment or RecordPastDelivery) => new ShipmentNotShipped(StatusOf(state)),

        (Submitted or Assigned, CancelShipment { Reason: var why }) when string.IsNullOrWhiteSpace(why) => new ReasonMissing(),
        (Submitted or Assigned, CancelShipment cancel) => [new ShipmentCancelled(cancel.Reason.Trim())],
        (Shipped, CancelShipment) => new ShipmentOnTheRoad(),
        (Cancelled was, CancelShipment cancel) when was.Reason == cancel.Reason.Trim() => [],
        (Cancelled was, CancelShipment) => new ShipmentAlreadyCancelled(was.Reason),

        _ => throw new InvalidOperationException($"No rule for {command}."),
    };

    public static Shipment Evolve(Shipment state, ShipmentEvent happened) => (state, happened) switch
    {
        (NotSubmitted, ShipmentSubmitted submitted) => new Submitted(submitted.Details),
        (Submitted waiting, TruckAssigned assigned) => new Assigned(waiting.Details, assigned.Truck),
        (Assigned on, TruckReassigned again) => on with { Truck = again.To },
        (Shipped on, TruckReassigned again) => on with { Truck = again.To },
        (Assigned on, ShipmentShipped shipped) => new Shipped(on.Details, on.Truck, shipped.At),
        (Submitted waiting, ShipmentShipped shipped) => new Shipped(waiting.Details, null, shipped.At),
        (Shipped on, ShipmentDelivered delivered) =>
            new Delivered(on.Details, on.Truck, on.ShippedAt, delivered.At, delivered.SignedBy),
        (Submitted waiting, ShipmentCancelled cancelled) => new Cancelled(waiting.Details, cancelled.Reason),
        (Assigned on, ShipmentCancelled cancelled) => new Cancelled(on.Details, cancelled.Reason),
        _ => throw new BrokenHistoryException(state, happened),
    };

    /// <summary>The truck that it occupies now.</summary>
    public static TruckId? TruckOf(Shipment shipment) => shipment switch
    {
        Assigned on => on.Truck,
        Shipped on => on.Truck,
        _ => null,
    };

    /// <summary>The phase in the word that everybody uses for it.</summary>
    public static string StatusOf(Shipment shipment) => shipment switch
    {
        NotSubmitted => "NotSubmitted",
        Submitted => "Submitted",
        Assigned => "Assigned",
        Shipped => "Shipped",
        Delivered => "Delivered",
        Cancelled => "Cancelled",
        _ => throw new InvalidOperationException($"No word for {shipment}."),
    };

    private static Decision<ShipmentEvent> Submit(SubmitShipment submit)
    {
        if (submit.Consignment.Faults().ToValueList() is { Count: > 0 } faults) return new ShipmentNotAcceptable(faults);
        var cost = submit.Rate.Quote(submit.Consignment.WeightInPounds);
        return [new ShipmentSubmitted(new(submit.Consignment, cost, submit.At))];
    }

    private static Decision<ShipmentEvent> Record(ShipmentDetails past)
    {
        if (past.Consignment.WeightFaults().ToValueList() is { Count: > 0 } faults) return new ShipmentNotAcceptable(faults);
        if (!past.Cost.IsPrice) return new PriceNotPayable(past.Cost.Amount, past.Cost.Currency);
        return [new ShipmentSubmitted(past)];
    }

    private static Decision<ShipmentEvent> Reassign(TruckId on, ReassignTruck again) =>
        again.Truck == on ? []
        : string.IsNullOrWhiteSpace(again.Reason) ? new ReasonMissing()
        : [new TruckReassigned(on, again.Truck, again.Reason.Trim())];
}
