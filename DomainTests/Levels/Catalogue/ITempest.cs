namespace Tempest.DomainTests.Levels;

public partial interface ITempest
{
    Task<Reply> AddProductAsync(string sku, string name, decimal price, string currency, string category);

    Task<Reply> RepriceAsync(string sku, decimal price, string currency, string? seen = null);

    Task<Reply> DiscontinueAsync(string sku);

    Task<Reply> ReinstateAsync(string sku);

    Task<Reply> DeleteProductAsync(string sku);

    Task<ProductView?> ProductAsync(string sku);

    Task<IReadOnlyList<string>> ProductsAsync(
        string? words = null, string? category = null, decimal? from = null, decimal? to = null, string? status = null);
}

public sealed record ProductView(string Name, decimal Price, string Currency, string Status, string Seen);
