using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tempest.DomainTests.Levels;

/// <summary>Tempest through its API, as a program of somebody else's would use it.</summary>
public sealed partial class HttpTempest(HttpClient http) : ITempest
{
    public Task<Reply> AddProductAsync(string sku, string name, decimal price, string currency, string category) =>
        Post($"api/products/{sku}/commands/add", new { name, category, price = Money(price, currency) });

    public Task<Reply> RepriceAsync(string sku, decimal price, string currency, string? seen = null) =>
        Post($"api/products/{sku}/commands/reprice", new { price = Money(price, currency) }, seen: seen ?? "*");

    public Task<Reply> DiscontinueAsync(string sku) => Post($"api/products/{sku}/commands/discontinue", new { }, seen: "*");

    public Task<Reply> ReinstateAsync(string sku) => Post($"api/products/{sku}/commands/reinstate", new { }, seen: "*");

    public Task<Reply> DeleteProductAsync(string sku) => Post($"api/products/{sku}/commands/delete", new { }, seen: "*");

    public async Task<ProductView?> ProductAsync(string sku) => await Get($"api/products/{sku}") is { } product
        ? new(Text(product["name"]), Amount(product["price"]), Text(product["price"]!["currency"]), Text(product["status"]), Text(product["tag"]))
        : null;

    public Task<IReadOnlyList<string>> ProductsAsync(
        string? words = null, string? category = null, decimal? from = null, decimal? to = null, string? status = null) =>
        Collect("api/products", "sku", ("words", words), ("category", category), ("priceFrom", from?.ToString(CultureInfo.InvariantCulture)),
            ("priceTo", to?.ToString(CultureInfo.InvariantCulture)), ("status", status));

    public Task<Reply> SaveCustomerAsync(string id, string name, string currency) =>
        Send(HttpMethod.Put, $"api/customers/{id}", new { name, currency }, seen: "*");

    public Task<Reply> DeleteCustomerAsync(string id) => Send(HttpMethod.Delete, $"api/customers/{id}", null, seen: "*");

    public async Task<string?> CustomerNameAsync(string id) => (string?)(await Get($"api/customers/{id}"))?["name"];

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
        await Get($"api/orders/{order}" + (version is { } v ? $"?version={v}" : at is { } t ? $"?at={Uri.EscapeDataString(t.ToString("O"))}" : "")) is { } json
            ? View(json)
            : null;

    public async Task<IReadOnlyList<HistoryLine>> HistoryAsync(string order) =>
        [.. (await Get($"api/orders/{order}/events"))!["items"]!.AsArray()
            .Select(e => new HistoryLine(Text(e!["type"]), Text(e["actor"]), Time(e["happenedAt"])))];

    public Task<IReadOnlyList<string>> OrdersAsync(string customer, string? status = null, int pageSize = 50) =>
        Collect("api/orders", "id", ("customer", customer), ("status", status), ("limit", $"{pageSize}"));

    private async Task<IReadOnlyList<string>> Collect(string path, string id, params (string Name, string? Value)[] query) =>
        [.. (await Items(path, query)).Select(item => Text(item[id]))];

    private async Task<IReadOnlyList<JsonNode>> Items(string path, params (string Name, string? Value)[] query)
    {
        var found = new List<JsonNode>();
        var next = $"{path}?{string.Join('&', query.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}"))}";
        while (next is not null)
        {
            var page = (await Get(next))!;
            found.AddRange(page["items"]!.AsArray().Select(item => item!));
            next = ((string?)page["_links"]!["next"]?["href"])?.TrimStart('/');
        }

        return found;
    }

    private async Task<JsonNode?> Get(string path)
    {
        using var answer = await http.GetAsync(path);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync());
    }

    private Task<Reply> Post(string path, object body, string? request = null, string? seen = null) =>
        Send(HttpMethod.Post, path, body, request, seen);

    private async Task<Reply> Send(HttpMethod method, string path, object? body, string? request = null, string? seen = null)
    {
        using var message = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (request is not null) message.Headers.Add("Idempotency-Key", request);
        if (seen is not null) message.Headers.TryAddWithoutValidation("If-Match", seen == "*" ? "*" : $"\"{seen}\"");
        using var answer = await http.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        var json = text.Length == 0 ? null : JsonNode.Parse(text);
        return ReplyOf(answer.StatusCode, json);
    }

    private static Reply ReplyOf(HttpStatusCode status, JsonNode? json)
    {
        if ((int)status is >= 200 and < 300)
            return new(Order: json?["lines"] is null ? null : View(json), Shipment: json?["cost"] is null ? null : ViewOfShipment(json));

        var code = Text(json!["type"]).Split('/')[^1];
        return status switch
        {
            HttpStatusCode.Conflict or HttpStatusCode.NotFound => new(code, json["skus"]?.AsArray().Select(Text).ToArray()
                ?? json["faults"]?.AsArray().Select(fault => Text(fault!["part"])).ToArray()),
            HttpStatusCode.PreconditionFailed => new(Reply.Stale),
            HttpStatusCode.UnprocessableEntity => new(Reply.NameUsed),
            _ => throw new InvalidOperationException($"{(int)status} {json}"),
        };
    }

    private static OrderView View(JsonNode order) => new(
        Text(order["status"]), Amount(order["total"]), Text(order["total"]!["currency"]), Text(order["channel"]),
        Time(order["placedAt"]), (string?)order["reason"],
        [.. order["lines"]!.AsArray().Select(line => new LineView(
            Text(line!["sku"]), Text(line["name"]), Amount(line["unitPrice"]), (int)line["quantity"]!, (decimal)line["discountPercent"]!, Amount(line["total"])))],
        [.. (order["_templates"]?.AsObject() ?? []).Select(template => template.Key)], $"{order["version"]}", (string?)order["shipment"]);

    private static object Money(decimal amount, string currency) =>
        new { amount = amount.ToString(CultureInfo.InvariantCulture), currency };

    private static object[] Lines(IReadOnlyList<Line> lines) =>
        [.. lines.Select(line => new { sku = line.Sku, quantity = line.Quantity, discountPercent = line.Discount })];

    private static string Text(JsonNode? node) => (string)node!;

    private static decimal Amount(JsonNode? money) => decimal.Parse(Text(money!["amount"]), CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonNode? node) => DateTimeOffset.Parse(Text(node), CultureInfo.InvariantCulture);
}
