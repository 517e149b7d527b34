namespace Tempest.Domain.Catalogue;

public abstract record CatalogueCommand;

/// <summary>What staff may write of a product; its price and whether it is sold change on their own.</summary>
public sealed record ProductText(string Name, string Description, string Category, decimal? WeightInPounds);

public sealed record AddProduct(ProductText Text, Money Price, bool Discontinued = false) : CatalogueCommand;

public sealed record ReviseProduct(ProductText Text) : CatalogueCommand;

public sealed record RepriceProduct(Money Price) : CatalogueCommand;

public sealed record DiscontinueProduct : CatalogueCommand;

public sealed record ReinstateProduct : CatalogueCommand;

public sealed record DeleteProduct : CatalogueCommand;

/// <summary>What may be done with a product, and what it is afterwards.</summary>
public static class CatalogueRules
{
    public static Revision<Product> Decide(Sku sku, Product? product, CatalogueCommand command) =>
        (product, command) switch
    {
        (null, AddProduct add) => Fits(New(sku, add)),
        ({ } already, AddProduct add) when already == New(sku, add) => already,
        (_, AddProduct) => new ProductExists(sku),
        (null, DeleteProduct) => Revision<Product>.Gone,
        (null, _) => new ProductNotFound(sku),

        (_, ReviseProduct revise) => Fits(With(product, revise.Text)),
        (_, RepriceProduct reprice) when reprice.Price.Currency != product.Price.Currency =>
            new CurrencyFixed(sku, product.Price.Currency),
        (_, RepriceProduct reprice) => Fits(product with { Price = reprice.Price }),
        (_, DiscontinueProduct) => product with { Status = ProductStatus.Discontinued },
        (_, ReinstateProduct) => product with { Status = ProductStatus.Active },
        (_, DeleteProduct) => Revision<Product>.Gone,
        _ => throw new InvalidOperationException($"No rule for {command}."),
    };

    /// <summary>Whether asking this now would make a difference.</summary>
    public static bool WouldChange(Product product, CatalogueCommand command) =>
        Decide(product.Sku, product, command) is { Rejection: null } revision && revision.Now != product;

    private static Product New(Sku sku, AddProduct add) => With(
        new(sku, "", "", "", add.Price, null, add.Discontinued ? ProductStatus.Discontinued : ProductStatus.Active),
        add.Text);

    private static Product With(Product product, ProductText text) => product with
    {
        Name = text.Name.Trim(), Description = text.Description.Trim(), Category = text.Category.Trim(),
        WeightInPounds = text.WeightInPounds,
    };

    private static Revision<Product> Fits(Product product) => product switch
    {
        { Name: "" } => new ProductNameMissing(product.Sku),
        { Price.IsPrice: false } => new PriceNotPayable(product.Price.Amount, product.Price.Currency),
        { WeightInPounds: <= 0 } => new WeightNotAboveZero(product.WeightInPounds.Value),
        _ => product,
    };
}

public sealed record ProductExists(Sku Sku)
    : Rejection("product-exists", $"There is already another product {Sku}; revise that one or choose another SKU.");

public sealed record ProductNotFound(Sku Sku) : Rejection("product-not-found", $"There is no product {Sku}.");

public sealed record ProductNameMissing(Sku Sku) : Rejection("product-name-missing", "A product needs a name.");

public sealed record CurrencyFixed(Sku Sku, Currency Currency)
    : Rejection("currency-fixed", $"Product {Sku} is priced in {Currency}; add another product for another currency.");

public sealed record WeightNotAboveZero(decimal WeightInPounds)
    : Rejection("weight-not-above-zero", "A product weighs more than nothing; leave the weight out when it is unknown.");
