using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Shipping;

/// <summary>How shipments and trucks are looked for: by properties of their stored state.</summary>
public static class ShippingQueries
{
    private static readonly JsonPath Phase = "phase";

    private static readonly JsonPath SubmittedAt = "details.submittedAt";

    /// <param name="phase">submitted, assigned, shipped, delivered or cancelled; null: all.</param>
    /// <param name="billTo">Whose account; null: any.</param>
    /// <param name="order">Of which order; null: any or none.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">How many at most.</param>
    public static Selection Newest(
        string? phase = null, string? billTo = null, string? order = null, Place? after = null, int limit = 50)
    {
        var where = new List<Criterion>();
        if (phase is not null) where.Add(new Is(Phase, phase));
        if (billTo is not null) where.Add(new Is("details.consignment.billTo", billTo));
        if (order is not null) where.Add(new Is("details.consignment.order", order));
        return new(where, [], SubmittedAt, Descending: true, after, limit);
    }

    /// <summary>Shipments that wait for a truck; who has waited longest comes first.</summary>
    public static Selection Waiting(Place? after = null, int limit = 50) =>
        new([new Is(Phase, "submitted")], [], SubmittedAt, Descending: false, after, limit);

    /// <summary>Shipments on the road; what left first comes first.</summary>
    public static Selection OnTheRoad(Place? after = null, int limit = 50) =>
        new([new Is(Phase, "shipped")], [], "shippedAt", Descending: false, after, limit);

    /// <param name="phase">available, occupied or out-of-service; null: all, those of a kind together.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">How many at most.</param>
    public static Selection Trucks(string? phase = null, Place? after = null, int limit = 50) =>
        new(phase is null ? [] : [new Is(Phase, phase)], [], Phase, Descending: false, after, limit);

    /// <summary>What the driver of a truck needs to know now. Null: there is no such truck.</summary>
    public static async Task<DriversSheet?> SheetAsync(IEntities entities, TruckId id, CancellationToken cancel = default)
    {
        while (true)
        {
            var truck = (Truck)(await entities.LoadAsync(ShippingStreams.Trucks.Stream(id.Value), cancel)).State;
            if (truck is NotAdded) return null;
            if (truck is not Occupied { By: var by }) return new(id, truck, null, null);

            // Between the two looks it may have got another one: then the truck says so on the next look.
            var shipment = (Shipment)(await entities.LoadAsync(ShippingStreams.Shipments.Stream(by.Value), cancel)).State;
            if (ShipmentDecider.TruckOf(shipment) == id) return new(id, truck, by, (KnownShipment)shipment);
        }
    }
}

/// <param name="Id">Null when there is nothing to carry; so is the shipment.</param>
public sealed record DriversSheet(TruckId Truck, Truck State, ShipmentId? Id, KnownShipment? Shipment);
