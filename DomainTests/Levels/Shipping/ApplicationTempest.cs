using Tempest.Application.Commands;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.DomainTests.Levels;

public sealed partial class ApplicationTempest
{
    public Task<decimal> QuoteAsync(decimal pounds) => Task.FromResult(CarriageRate.Usual.Quote(pounds).Amount);

    public Task<Reply> SubmitAsync(string shipment, Goods goods, string? request = null) => Ask(
        ShippingUseCases.Submit(
            ShipmentId.Of(shipment), ConsignmentOf(goods), CarriageRate.Usual, Now), request, $"submit {shipment} {goods}");

    public Task<Reply> AssignAsync(string shipment, string truck) =>
        Ask(ShippingUseCases.Assign(ShipmentId.Of(shipment), TruckId.Of(truck)));

    public Task<Reply> ReassignAsync(string shipment, string truck, string reason) =>
        Ask(ShippingUseCases.Reassign(ShipmentId.Of(shipment), TruckId.Of(truck), reason));

    public Task<Reply> ShipAsync(string shipment) => Ask(ShippingUseCases.Ship(ShipmentId.Of(shipment), Now));

    public Task<Reply> DeliverAsync(string shipment, string signedBy, string? request = null) => Ask(
        ShippingUseCases.Deliver(ShipmentId.Of(shipment), signedBy, Now), request, $"deliver {shipment} {signedBy}");

    public Task<Reply> CancelShipmentAsync(string shipment, string reason) =>
        Ask(ShippingUseCases.Cancel(ShipmentId.Of(shipment), reason));

    public async Task<IReadOnlyList<Reply>> AssignManyAsync(IReadOnlyList<(string Shipment, string Truck)> wanted)
    {
        var replies = new List<Reply>();
        foreach (var (shipment, truck) in wanted) replies.Add(await AssignAsync(shipment, truck));
        return replies;
    }

    public async Task<ShipmentView?> ShipmentAsync(string shipment, long? version = null)
    {
        var stream = ShippingStreams.Shipments.Stream(shipment);
        return ViewOfShipment(version is { } v ? await storage.LoadAsync(stream, v) : await storage.LoadAsync(stream));
    }

    public Task<IReadOnlyList<HistoryLine>> ShipmentHistoryAsync(string shipment) =>
        HistoryAsync(ShippingStreams.Shipments, shipment);

    public Task<Reply> AddTruckAsync(string truck) => Ask(ShippingUseCases.AddTruck(TruckId.Of(truck)));

    public Task<Reply> TakeOutOfServiceAsync(string truck, string reason) =>
        Ask(ShippingUseCases.TakeOutOfService(TruckId.Of(truck), reason));

    public Task<Reply> ReturnToServiceAsync(string truck) => Ask(ShippingUseCases.ReturnToService(TruckId.Of(truck)));

    public async Task<TruckView?> TruckAsync(string truck) =>
        (Truck)(await storage.LoadAsync(ShippingStreams.Trucks.Stream(truck))).State is not NotAdded and var state
            ? new(TruckDecider.StatusOf(state), (state as Occupied)?.By.Value,
                [.. TruckDecider.PossibleOn(state).Select(t => t == TruckTransition.TakeOutOfService ? "take-out-of-service" : "return-to-service")])
            : null;

    public async Task<SheetView?> SheetAsync(string truck) =>
        await ShippingQueries.SheetAsync(storage, TruckId.Of(truck)) is not { } sheet ? null
        : new(sheet.Id?.Value, sheet.Shipment?.Details.Consignment.ShipFrom.Line1, sheet.Shipment?.Details.Consignment.ShipTo.Line1,
            sheet.Shipment?.Details.Consignment.ShipTo.Name);

    public Task<IReadOnlyList<string>> WaitingAsync() =>
        IdsAsync(ShippingStreams.Shipments, after => ShippingQueries.Waiting(after, 500));

    public Task<IReadOnlyList<string>> AvailableTrucksAsync() =>
        IdsAsync(ShippingStreams.Trucks, after => ShippingQueries.Trucks("available", after, 500));

    public async Task<IReadOnlyList<(string Shipment, DateTimeOffset Since)>> OnTheRoadAsync() =>
        [.. (await AllAsync(ShippingStreams.Shipments, after => ShippingQueries.OnTheRoad(after, 500)))
            .Select(held => (held.Stream.Id, ((Shipped)held.State).ShippedAt))];

    public Task<IReadOnlyList<string>> ShipmentsAsync(string account, string? status = null) => IdsAsync(
        ShippingStreams.Shipments, after => ShippingQueries.Newest(status?.ToLowerInvariant(), account, after: after));

    /// <summary>A shipment that was carried and delivered before Tempest was there.</summary>
    public async Task<Reply> RecordPastShipmentAsync(
        string shipment, string account, decimal cost, DateTimeOffset pickedUp, DateTimeOffset delivered)
    {
        var id = ShipmentId.Of(shipment);
        await Ask(ShippingUseCases.RecordPast(id, ConsignmentOf(new(1, account)), Money(cost, "USD"), pickedUp),
            HistoryIds.OfImport("shipments", shipment, null), at: pickedUp);
        await Ask(ShippingUseCases.RecordPastPickUp(id, pickedUp), at: pickedUp);
        return await Ask(ShippingUseCases.RecordPastDelivery(id, null, delivered), at: delivered);
    }

    private static Consignment ConsignmentOf(Goods goods) => new(
        new("Great Plains", "4 River Dock", null, "Omaha", "NE", goods.FromZip),
        new("Lakeside", "480 Shore Road", null, "Sioux Falls", goods.ToState, goods.ToZip),
        AccountId.Of(goods.Account), goods.Pounds, goods.Order is null ? null : OrderId.Of(goods.Order));

    private static ShipmentView? ViewOfShipment(Held held) => held.State is not KnownShipment shipment ? null : new(
        ShipmentDecider.StatusOf(shipment), shipment.Details.Cost.Amount, shipment.Details.Cost.Currency.Code,
        (shipment is Delivered was ? was.Truck : ShipmentDecider.TruckOf(shipment))?.Value,
        shipment switch { Shipped on => on.ShippedAt, Delivered once => once.ShippedAt, _ => null },
        (shipment as Delivered)?.DeliveredAt, (shipment as Delivered)?.SignedBy, (shipment as Cancelled)?.Reason,
        [.. ShipmentTransitions.PossibleOn(shipment).Select(transition => Word.Of(transition))]);
}
