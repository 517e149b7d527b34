namespace Tempest.DomainTests.Levels;

public sealed partial class BrowserTempest
{
    /// <remarks>At the sales desk, where an order may be given its number; whatever way it came in, it is taken by telephone.</remarks>
    public async Task<Reply> PlaceAsync(
        string order, string customer, IReadOnlyList<Line> lines, string channel = "web", string zip = "68102", string? request = null)
    {
        var reply = await SendAsync(Address("/staff/orders/new", ("key", request)), "Place order",
        [
            ("Customer", customer), ("Order number", order), .. Rows(lines),
            ("Name", "Polar Foods"), ("Street", "12 Dock Street"), ("City", "Omaha"), ("State", "NE"), ("Zip", zip),
        ]);
        return reply.Refusal is null ? reply with { Order = await ShownOrderAsync() } : reply;
    }

    public async Task<Reply> AmendAsync(string order, IReadOnlyList<Line> lines)
    {
        await window.OpenAsync($"/staff/orders/{order}/amend");
        return await SendOpenAsync("Amend order", [.. Rows(lines), .. await EmptiedAsync(lines.Count)]);
    }

    public Task<Reply> ApproveAsync(string order, string? seen = null) =>
        SendAsync(Address($"/staff/orders/{order}/approve", ("seen", seen)), "Approve");

    public Task<Reply> CancelAsync(string order, string reason, string? seen = null) =>
        SendAsync(Address($"/staff/orders/{order}/cancel", ("seen", seen)), "Cancel order", ("Reason", reason));

    public async Task<OrderView?> OrderAsync(string order, long? version = null, DateTimeOffset? at = null) =>
        await window.OpenAsync(Address($"/staff/orders/{order}", ("version", version is { } v ? $"{v}" : null), ("at", at?.ToString("O"))))
            ? await ShownOrderAsync()
            : null;

    public Task<IReadOnlyList<HistoryLine>> OrderHistoryAsync(string order) => HistoryAsync($"/staff/orders/{order}");

    public Task<IReadOnlyList<string>> OrdersAsync(string customer, string? status = null, int pageSize = 50) => ListAsync(
        Address("/staff/orders", ("customer", customer), ("status", status), ("limit", $"{pageSize}")), "Orders, the newest first", "Order");

    private async Task<OrderView> ShownOrderAsync()
    {
        var facts = await window.FactsAsync();
        var (total, currency) = Money(await window.RowAsync("Total"));
        return new(
            (await window.StatusAsync()).ToLowerInvariant(), total, currency, facts["Came in"].Replace("by ", "", StringComparison.Ordinal), Moment(facts["Placed"]),
            facts.GetValueOrDefault("Reason"), [.. (await window.RowsAsync("Lines")).Select(LineOf)],
            await OffersAsync(("Amend lines", "amend"), ("Approve", "approve"), ("Cancel order", "cancel")),
            (await window.RowsAsync("History"))[^1]["No."], facts.GetValueOrDefault("Shipment"));
    }

    private static LineView LineOf(IReadOnlyDictionary<string, string> row) => new(
        row["Number"], row["Name"], Money(row["Price"]).Amount, (int)Number(row["Quantity"]), Number(row["Discount"].TrimEnd('%', ' ')),
        Money(row["Total"]).Amount);

    private static IEnumerable<(string Label, string? Value)> Rows(IEnumerable<Line> lines) => lines.SelectMany((line, at) => new (string, string?)[]
    {
        ($"Product {at + 1}", line.Sku), ($"Quantity {at + 1}", $"{line.Quantity}"), ($"Discount {at + 1}", Typed(line.Discount)),
    });

    /// <summary>Rows below, which hold what was ordered so far.</summary>
    private async Task<IEnumerable<(string Label, string? Value)>> EmptiedAsync(int kept) =>
        (await window.RowsAsync("Lines")).Skip(kept).SelectMany((_, at) => new (string, string?)[]
        {
            ($"Product {kept + at + 1}", ""), ($"Quantity {kept + at + 1}", ""), ($"Discount {kept + at + 1}", ""),
        });
}
