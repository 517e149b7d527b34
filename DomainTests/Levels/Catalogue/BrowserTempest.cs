namespace Tempest.DomainTests.Levels;

public sealed partial class BrowserTempest
{
    public Task<Reply> AddProductAsync(string sku, string name, decimal price, string currency, string category) => SendAsync(
        "/staff/products/new", "Add product",
        ("Number (SKU)", sku), ("Name", name), ("Category", category), ("Price", Typed(price)), ("Currency", currency));

    /// <remarks>Whoever has seen something of it still has it before them.</remarks>
    public async Task<Reply> RepriceAsync(string sku, decimal price, string currency, string? seen = null)
    {
        if (seen is null) return await SendAsync(Of(sku, "reprice"), "Change price", ("Price", Typed(price)), ("Currency", currency));

        await window.UnfoldAsync("Change price");
        return await SendOpenAsync("Change price", ("Price", Typed(price)), ("Currency", currency));
    }

    public Task<Reply> DiscontinueAsync(string sku) => SendAsync(Of(sku, "discontinue"), "Discontinue");

    public Task<Reply> ReinstateAsync(string sku) => SendAsync(Of(sku, "reinstate"), "Reinstate");

    public Task<Reply> DeleteProductAsync(string sku) => SendAsync(Of(sku, "delete"), "Delete");

    public async Task<ProductView?> ProductAsync(string sku)
    {
        if (!await window.OpenAsync(Of(sku))) return null;

        var facts = await window.FactsAsync();
        var (price, currency) = Money(facts["Price"]);
        return new(await window.TitleAsync(), price, currency, (await window.StatusAsync()).ToLowerInvariant(), Seen: window.Page.Url);
    }

    public Task<IReadOnlyList<string>> ProductsAsync(
        string? words = null, string? category = null, decimal? from = null, decimal? to = null, string? status = null) => ListAsync(
        Address("/staff/products", ("words", words), ("category", category), ("from", from is { } least ? Typed(least) : null),
            ("to", to is { } most ? Typed(most) : null), ("status", status)), "Products", "Number");

    private static string Of(string sku, string? deed = null) => $"/staff/products/{sku}{(deed is null ? "" : $"/{deed}")}";
}
