using Tempest.Application.Catalogue;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;

namespace Tempest.Adapters.Web.Shop;

/// <summary>A basket with what the catalogue says of it now.</summary>
public sealed record PricedBasket(IReadOnlyList<PricedLine> Lines)
{
    public IEnumerable<PricedLine> Sold => Lines.Where(line => line.IsSold);

    /// <summary>What it comes to, in each currency.</summary>
    public IReadOnlyList<Money> Totals =>
        [.. Sold.Select(line => line.Total!.Value).GroupBy(total => total.Currency).Select(same => same.Aggregate(Money.Add))];

    /// <summary>Where the price is another than the one that was shown before.</summary>
    public IReadOnlyList<PricedLine> Moved => [.. Sold.Where(line => line.Seen is { } seen && seen != line.Product!.Price)];

    /// <summary>What cannot be bought any more.</summary>
    public IReadOnlyList<PricedLine> Gone => [.. Lines.Where(line => !line.IsSold)];

    /// <summary>The basket, now that these prices are shown.</summary>
    public Basket Shown => Lines.Aggregate(Basket.Empty, (all, line) => all.With(line.Sku, line.Quantity, line.Product?.Price));

    public static async Task<PricedBasket> OfAsync(Basket basket, IRecords records, CancellationToken cancel)
    {
        var lines = new List<PricedLine>();
        foreach (var line in basket.Lines)
        {
            var product = (Product?)await records.FindAsync(CatalogueUseCases.Products.Record(line.Sku.Value), cancel);
            lines.Add(new(line.Sku, line.Quantity, line.Seen, product));
        }

        return new(lines);
    }
}

/// <param name="Sku">Of which product.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Seen">The price that was shown before.</param>
/// <param name="Product">As it is now; null when the catalogue has it no more.</param>
public sealed record PricedLine(Sku Sku, int Quantity, Money? Seen, Product? Product)
{
    public bool IsSold => Product is { Status: ProductStatus.Active };

    public Money? Total => IsSold ? Product!.Price * Quantity : null;

    public string Name => Product?.Name ?? Sku.Value;
}
