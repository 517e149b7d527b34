using System.Text.Json.Nodes;

namespace Tempest.DomainTests.Levels;

public partial class HttpTempest
{
    public Task<Reply> PlaceAsync(
        string order, string customer, IReadOnlyList<Line> lines, string channel = "web", string zip = "68102", string? request = null) =>
        Post($"api/orders/{order}/commands/place", new
        {
            customer, channel, lines = Lines(lines),
            shipTo = new { name = "Polar Foods", line1 = "12 Dock Street", city = "Omaha", state = "NE", zip },
        }, request);

    public Task<Reply> AmendAsync(string order, IReadOnlyList<Line> lines) =>
        Post($"api/orders/{order}/commands/amend", new { lines = Lines(lines) });

    public Task<Reply> ApproveAsync(string order, string? seen = null) => Post($"api/orders/{order}/commands/approve", new { }, seen: seen);

    public Task<Reply> CancelAsync(string order, string reason, string? seen = null) =>
        Post($"api/orders/{order}/commands/cancel", new { reason }, seen: seen);

    public async Task<OrderView?> OrderAsync(string order, long? version = null, DateTimeOffset? at = null) =>
        await Get($"api/orders/{order}" + (version is { } v ? $"?version={v}" : at is { } t ? At(t) : "")) is { } json
            ? ViewOfOrder(json)
            : null;

    public Task<IReadOnlyList<HistoryLine>> OrderHistoryAsync(string order) => History($"api/orders/{order}");

    public Task<IReadOnlyList<string>> OrdersAsync(string customer, string? status = null, int pageSize = 50) =>
        Collect("api/orders", "id", ("customer", customer), ("status", status), ("limit", $"{pageSize}"));

    private static OrderView ViewOfOrder(JsonNode order) => new(
        Text(order["status"]), Amount(order["total"]), Text(order["total"]!["currency"]), Text(order["channel"]),
        Time(order["placedAt"]), (string?)order["reason"],
        [.. order["lines"]!.AsArray().Select(line => new LineView(
            Text(line!["sku"]), Text(line["name"]), Amount(line["unitPrice"]), (int)line["quantity"]!, (decimal)line["discountPercent"]!, Amount(line["total"])))],
        Offers(order), $"{order["version"]}", (string?)order["shipment"]);

    private static object[] Lines(IReadOnlyList<Line> lines) =>
        [.. lines.Select(line => new { sku = line.Sku, quantity = line.Quantity, discountPercent = line.Discount })];
}
