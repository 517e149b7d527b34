namespace Tempest.Domain.Ordering;

/// <summary>From the lines somebody asks for to lines the sales office can agree to, or why it cannot.</summary>
public static class OrderLines
{
    public const int Most = 1_000;

    public const int LargestQuantity = 1_000_000;

    /// <summary>Lines priced by what is on offer; a line already agreed keeps its name and price.</summary>
    /// <remarks>What has been withdrawn stays on the order and may become less, but not more.</remarks>
    public static (ValueList<OrderLine> Lines, Rejection? Rejection) Price(
        ValueList<RequestedLine> wanted, KnownOffers offers, ValueList<OrderLine> agreed)
    {
        var before = agreed.ToDictionary(line => line.Sku);
        var terms = wanted.Select(line => (line, offer: offers[line.Sku],
            had: before.GetValueOrDefault(line.Sku))).ToArray();

        Rejection? why = Faults(wanted);
        why ??= Named(terms.Where(t => t.offer is NeverOffered && t.had is null).Select(t => t.line.Sku),
            skus => new UnknownProduct(skus));
        why ??= Named(terms.Where(t => t.offer is Withdrawn && t.line.Quantity > (t.had?.Quantity ?? 0))
            .Select(t => t.line.Sku), skus => new ProductWithdrawn(skus));
        if (why is not null) return ([], why);

        var lines = terms.Select(t => t.had is { } had
            ? had with { Quantity = t.line.Quantity, DiscountPercent = t.line.DiscountPercent }
            : Priced(t.line, (OnOffer)t.offer)).ToValueList();
        return (lines, TwoCurrencies([.. agreed.Take(1), .. lines]));
    }

    /// <summary>What is wrong with lines whose prices were agreed elsewhere; null when nothing is.</summary>
    public static Rejection? Check(ValueList<OrderLine> lines, KnownOffers offers) =>
        Faults([.. lines.Select(line => new RequestedLine(line.Sku, line.Quantity, line.DiscountPercent))])
        ?? Named(lines.Where(line => offers[line.Sku] is NeverOffered).Select(line => line.Sku),
            skus => new UnknownProduct(skus))
        ?? (Rejection?)lines.Where(line => !line.UnitPrice.IsPrice)
            .Select(line => new PriceNotPayable(line.UnitPrice.Amount, line.UnitPrice.Currency)).FirstOrDefault()
        ?? TwoCurrencies(lines);

    private static OrderLine Priced(RequestedLine line, OnOffer offer) =>
        new(line.Sku, offer.Name, offer.Price, line.Quantity, line.DiscountPercent);

    private static Rejection? Faults(ValueList<RequestedLine> lines) =>
        lines.Count == 0 ? new OrderEmpty()
        : lines.Count > Most ? new TooManyLines(lines.Count)
        : Named(lines.GroupBy(line => line.Sku).Where(same => same.Count() > 1).Select(same => same.Key),
            skus => new RepeatedSku(skus))
        ?? Named(lines.Where(line => line.Quantity < 1).Select(line => line.Sku), skus => new QuantityBelowOne(skus))
        ?? Named(lines.Where(line => line.Quantity > LargestQuantity).Select(line => line.Sku),
            skus => new QuantityTooLarge(skus))
        ?? Named(lines.Where(line => !IsDiscount(line.DiscountPercent)).Select(line => line.Sku),
            skus => new DiscountOutOfRange(skus));

    private static bool IsDiscount(decimal percent) =>
        percent is >= 0 and <= 100 && decimal.Round(percent, 2) == percent;

    private static MixedCurrencies? TwoCurrencies(IEnumerable<OrderLine> lines) =>
        lines.Select(line => line.UnitPrice.Currency).Distinct().ToValueList() is { Count: > 1 } currencies
            ? new MixedCurrencies(currencies)
            : null;

    private static Rejection? Named(IEnumerable<Sku> skus, Func<ValueList<Sku>, Rejection> why) =>
        skus.ToValueList() is { Count: > 0 } some ? why(some) : null;
}
