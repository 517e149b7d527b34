using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;

namespace Tempest.Application.Catalogue;

/// <summary>What can be asked of the Catalogue.</summary>
public static class CatalogueUseCases
{
    public static RecordKind<Product> Products { get; } = new(
        "product", StoredJson.Default.Product,
        product => [product.Sku.Value, product.Name, product.Description, product.Category]);

    public static UseCase Change(Sku sku, CatalogueCommand command) =>
        Context.Change(sku.Value, product => CatalogueRules.Decide(sku, product, command));

    internal static PlainContext<Product, ProductNotice> Context { get; } = new(
        Products, (sku, now) => new(Sku.Of(sku), now), Listeners.OfTheCatalogue);
}
