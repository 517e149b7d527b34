using Tempest.Application.Catalogue;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;

namespace Tempest.DomainTests.Levels;

public sealed partial class ApplicationTempest
{
    public Task<Reply> AddProductAsync(string sku, string name, decimal price, string currency, string category) =>
        Catalogue(sku, new AddProduct(new(name, "", category, null), Money(price, currency)));

    public Task<Reply> RepriceAsync(string sku, decimal price, string currency, string? seen = null) =>
        Catalogue(sku, new RepriceProduct(Money(price, currency)), seen);

    public Task<Reply> DiscontinueAsync(string sku) => Catalogue(sku, new DiscontinueProduct());

    public Task<Reply> ReinstateAsync(string sku) => Catalogue(sku, new ReinstateProduct());

    public Task<Reply> DeleteProductAsync(string sku) => Catalogue(sku, new DeleteProduct());

    public async Task<ProductView?> ProductAsync(string sku) =>
        await storage.FindAsync(CatalogueUseCases.Products.Record(sku)) is Product product
            ? new(product.Name, product.Price.Amount, product.Price.Currency.Code, Word.Of(product.Status), CatalogueUseCases.Products.Tag(product))
            : null;

    public async Task<IReadOnlyList<string>> ProductsAsync(
        string? words = null, string? category = null, decimal? from = null, decimal? to = null, string? status = null) =>
        [.. (await storage.SelectAsync(CatalogueUseCases.Products, CatalogueQueries.ByName(words, category, from, to, status, limit: 500)))
            .Items.Cast<Product>().Select(product => product.Sku.Value)];

    private Task<Reply> Catalogue(string sku, CatalogueCommand command, string? seen = null)
    {
        var change = CatalogueUseCases.Change(Sku.Of(sku), command);
        return Ask(seen is null ? change : change.Provided(now =>
            now.Record(CatalogueUseCases.Products, sku) is { } product && CatalogueUseCases.Products.Tag(product) == seen));
    }
}
