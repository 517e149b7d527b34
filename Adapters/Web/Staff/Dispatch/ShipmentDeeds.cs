using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Web.Staff.Dispatch;

/// <summary>What can be asked of shipments, by whoever is quickest: the business says what has become of them meanwhile.</summary>
internal static class ShipmentDeeds
{
    public static DeedPages<ShipmentId> Pages { get; } = new("/staff/shipments", "Shipment") { History = ShippingStreams.Shipments };

    public static Deed<ShipmentId> Assign { get; } = new("assignTruck", "assign", "Assign", [Blank.Truck("Truck")],
        (id, filled) => ShippingUseCases.Assign(id, filled.Id<TruckId>("truck")));

    public static Deed<ShipmentId> Ship { get; } = new("shipShipment", "ship", "Picked up", [],
        (id, filled) => ShippingUseCases.Ship(id, filled.Now));

    public static Deed<ShipmentId> Deliver { get; } = new("deliverShipment", "deliver", "Delivered", [new("signedBy", "Signed for by")],
        (id, filled) => ShippingUseCases.Deliver(id, filled.Text("signedBy", 100), filled.Now));

    public static IReadOnlyList<Deed<ShipmentId>> All { get; } =
    [
        Assign,
        new("reassignTruck", "reassign", "Assign another truck", [Blank.Truck("Other truck"), Blank.Reason],
            (id, filled) => ShippingUseCases.Reassign(id, filled.Id<TruckId>("truck"), filled.Text("reason"))),
        Ship,
        Deliver,
        new("cancelShipment", "cancel", "Cancel shipment", [Blank.Reason],
            (id, filled) => ShippingUseCases.Cancel(id, filled.Text("reason"))) { Danger = true },
    ];

    public static IReadOnlyList<Deed> PossibleOn(Shipment shipment) => [.. ShipmentTransitions.PossibleOn(shipment)
        .Select(transition => All.Single(deed => string.Equals(deed.Name, transition.ToString(), StringComparison.OrdinalIgnoreCase)))];
}

/// <summary>Trucks: what can be asked of them, and which are free.</summary>
internal static class Trucks
{
    public static DeedPages<TruckId> Pages { get; } = new("/staff/trucks", "Truck") { History = ShippingStreams.Trucks };

    public static Deed<TruckId> Add { get; } = new("addTruck", "new", "Add truck", [new("id", "Truck") { Width = "medium" }],
        (id, _) => ShippingUseCases.AddTruck(id));

    public static IReadOnlyList<Deed<TruckId>> All { get; } =
    [
        new("takeTruckOutOfService", "take-out-of-service", "Take out of service", [Blank.Reason with { Optional = true }],
            (id, filled) => ShippingUseCases.TakeOutOfService(id, filled.OptionalText("reason"))),
        new("returnTruckToService", "return-to-service", "Return to service", [], (id, _) => ShippingUseCases.ReturnToService(id)),
    ];

    public static IReadOnlyList<Deed> PossibleOn(Truck truck) => [.. TruckDecider.PossibleOn(truck)
        .Select(transition => All[transition == TruckTransition.TakeOutOfService ? 0 : 1])];

    public static async Task<IReadOnlyList<string>> FreeAsync(IStorage storage, CancellationToken cancel) =>
        [.. (await storage.SelectAsync(ShippingStreams.Trucks, ShippingQueries.Trucks("available", limit: 500), cancel)).Items.Select(truck => truck.Stream.Id)];
}
