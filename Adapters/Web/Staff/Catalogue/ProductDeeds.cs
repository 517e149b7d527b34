using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using static Tempest.Application.Catalogue.CatalogueUseCases;

namespace Tempest.Adapters.Web.Staff.Catalogue;

/// <summary>What can be asked of products. Whoever asks has seen the product as it is.</summary>
internal static class ProductDeeds
{
    private static readonly Blank[] Text =
    [
        new("name", "Name"), new("description", "Description") { Optional = true }, new("category", "Category") { Optional = true },
        new("weight", "Weight in pounds") { Optional = true, InputMode = "decimal", Width = "short" },
    ];

    private static readonly Blank[] Price =
    [
        new("price", "Price") { InputMode = "decimal", Width = "short" }, new("currency", "Currency") { Usual = "USD", Width = "short" },
    ];

    public static DeedPages<Sku> Pages { get; } = new("/staff/products", "Product")
    {
        SeenNow = async (sku, storage, cancel) => await FindAsync(sku, storage, cancel) is { } product ? Products.Tag(product) : null,
        SeenThen = (sku, now) => now.Record(Products, sku.Value) is { } product ? Products.Tag(product) : null,
        Known = async (sku, storage, cancel) => Known(await FindAsync(sku, storage, cancel)),
    };

    public static Deed<Sku> Add { get; } = new("addProduct", "new", "Add product",
        [new("id", "Number (SKU)") { Width = "medium" }, .. Text, .. Price],
        (sku, filled) => Change(sku, new AddProduct(TextOf(filled), filled.Money("price"))));

    public static IReadOnlyList<Deed<Sku>> All { get; } =
    [
        new("reviseProduct", "revise", "Revise", Text, (sku, filled) => Change(sku, new ReviseProduct(TextOf(filled)))),
        new("repriceProduct", "reprice", "Change price", Price, (sku, filled) => Change(sku, new RepriceProduct(filled.Money("price"))))
        {
            Hint = "What was ordered before keeps its price.",
        },
        new("discontinueProduct", "discontinue", "Discontinue", [], (sku, _) => Change(sku, new DiscontinueProduct())),
        new("reinstateProduct", "reinstate", "Reinstate", [], (sku, _) => Change(sku, new ReinstateProduct())),
        new("deleteProduct", "delete", "Delete", [], (sku, _) => Change(sku, new DeleteProduct()))
        {
            Danger = true, Hint = "What was ordered of it stays ordered.",
        },
    ];

    public static IReadOnlyList<Deed> PossibleOn(Product product) =>
        [.. All.Where(deed => deed.Name is not ("discontinue" or "reinstate") || (deed.Name == "discontinue") == (product.Status == ProductStatus.Active))];

    public static IReadOnlyList<(string Name, string? Value)> Known(Product? product) => product is null ? [] :
    [
        ("name", product.Name), ("description", product.Description), ("category", product.Category),
        ("weight", product.WeightInPounds is { } pounds ? FormattableString.Invariant($"{pounds}") : null),
        ("price", product.Price.AmountText), ("currency", product.Price.Currency.Code),
    ];

    public static async Task<Product?> FindAsync(Sku sku, IStorage storage, CancellationToken cancel) =>
        (Product?)await storage.FindAsync(Products.Record(sku.Value), cancel);

    private static ProductText TextOf(Filled filled) => new(
        filled.Text("name", 200), filled.Text("description", 2000), filled.Text("category", 100), filled.OptionalNumber("weight"));
}
