using System.Globalization;

namespace Tempest.DomainTests.Levels;

public partial class HttpTempest
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
}
