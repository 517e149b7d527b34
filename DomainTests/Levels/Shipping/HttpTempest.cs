using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tempest.DomainTests.Levels;

public partial class HttpTempest
{
    public async Task<decimal> QuoteAsync(decimal pounds) => Amount(
        (await Get($"api/shipments/quote?weightInPounds={pounds.ToString(CultureInfo.InvariantCulture)}"))!["cost"]);

    public Task<Reply> SubmitAsync(string shipment, Goods goods, string? request = null) => Post($"api/shipments/{shipment}/commands/submit", new
    {
        shipFrom = new { name = "Great Plains", line1 = "4 River Dock", city = "Omaha", state = "NE", zip = goods.FromZip },
        shipTo = new { name = "Lakeside", line1 = "480 Shore Road", city = "Sioux Falls", state = goods.ToState, zip = goods.ToZip },
        billToAccountId = goods.Account, weightInPounds = goods.Pounds, orderId = goods.Order,
    }, request);

    public Task<Reply> AssignAsync(string shipment, string truck) =>
        Post($"api/shipments/{shipment}/commands/assign", new { truckId = truck });

    public Task<Reply> ReassignAsync(string shipment, string truck, string reason) =>
        Post($"api/shipments/{shipment}/commands/reassign", new { truckId = truck, reason });

    public Task<Reply> ShipAsync(string shipment) => Post($"api/shipments/{shipment}/commands/ship", new { });

    public Task<Reply> DeliverAsync(string shipment, string signedBy, string? request = null) =>
        Post($"api/shipments/{shipment}/commands/deliver", new { signedBy }, request);

    public Task<Reply> CancelShipmentAsync(string shipment, string reason) =>
        Post($"api/shipments/{shipment}/commands/cancel", new { reason });

    public async Task<IReadOnlyList<Reply>> AssignManyAsync(IReadOnlyList<(string Shipment, string Truck)> wanted)
    {
        using var answer = await http.PostAsJsonAsync("api/shipments/commands",
            wanted.Select(one => new { id = one.Shipment, command = "assign", body = new { truckId = one.Truck } }));
        answer.EnsureSuccessStatusCode();
        return [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray()
            .Select(item => ReplyOf((HttpStatusCode)(int)item!["status"]!, item["body"]))];
    }

    public async Task<ShipmentView?> ShipmentAsync(string shipment, long? version = null) =>
        await Get($"api/shipments/{shipment}{(version is { } v ? $"?version={v}" : "")}") is { } json ? ViewOfShipment(json) : null;

    public Task<IReadOnlyList<HistoryLine>> ShipmentHistoryAsync(string shipment) => History($"api/shipments/{shipment}");

    public Task<Reply> AddTruckAsync(string truck) => Post($"api/trucks/{truck}/commands/add", new { });

    public Task<Reply> TakeOutOfServiceAsync(string truck, string reason) =>
        Post($"api/trucks/{truck}/commands/take-out-of-service", new { reason });

    public Task<Reply> ReturnToServiceAsync(string truck) => Post($"api/trucks/{truck}/commands/return-to-service", new { });

    public async Task<TruckView?> TruckAsync(string truck) => await Get($"api/trucks/{truck}") is { } json
        ? new(Text(json["status"]), (string?)json["shipmentId"], Offers(json))
        : null;

    public async Task<SheetView?> SheetAsync(string truck) => await Get($"api/trucks/{truck}/sheet") is { } json
        ? new((string?)json["shipmentId"], (string?)json["pickUpAt"]?["line1"], (string?)json["deliverTo"]?["line1"], (string?)json["deliverTo"]?["name"])
        : null;

    public Task<IReadOnlyList<string>> WaitingAsync() => Collect("api/dispatch/waiting", "id", ("limit", "500"));

    public Task<IReadOnlyList<string>> AvailableTrucksAsync() => Collect("api/dispatch/available-trucks", "id", ("limit", "500"));

    public async Task<IReadOnlyList<(string Shipment, DateTimeOffset Since)>> OnTheRoadAsync() =>
        [.. (await Items("api/dispatch/on-the-road", ("limit", "500"))).Select(item => (Text(item["id"]), Time(item["shippedAt"])))];

    public Task<IReadOnlyList<string>> ShipmentsAsync(string account, string? status = null) =>
        Collect("api/shipments", "id", ("billToAccountId", account), ("status", status));

    private static ShipmentView ViewOfShipment(JsonNode shipment) => new(
        Text(shipment["status"]), Amount(shipment["cost"]), Text(shipment["cost"]!["currency"]), (string?)shipment["truckId"],
        shipment["shippedAt"] is { } shipped ? Time(shipped) : null, shipment["deliveredAt"] is { } delivered ? Time(delivered) : null,
        (string?)shipment["signedBy"], (string?)shipment["reason"], Offers(shipment));
}
