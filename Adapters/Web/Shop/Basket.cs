using System.Collections.Immutable;
using System.Globalization;
using Tempest.Domain;

namespace Tempest.Adapters.Web.Shop;

/// <summary>What somebody means to buy. It is as long as it may be and no longer, whoever wrote it.</summary>
public sealed record Basket
{
    public const int MostProducts = 40;

    public const int MostOfEach = 9_999;

    private const char Separator = '~';

    private Basket(ImmutableList<BasketLine> lines) => Lines = lines;

    public static Basket Empty { get; } = new([]);

    public ImmutableList<BasketLine> Lines { get; }

    public int Pieces => Lines.Sum(line => line.Quantity);

    public bool IsFull => Lines.Count >= MostProducts;

    public int QuantityOf(Sku sku) => Lines.Find(line => line.Sku == sku)?.Quantity ?? 0;

    /// <summary>With so many of a product from now on; none: without it.</summary>
    /// <param name="sku">Of which product.</param>
    /// <param name="quantity">How many.</param>
    /// <param name="seen">The price that was shown with it; null: the one before.</param>
    public Basket With(Sku sku, int quantity, Money? seen = null)
    {
        var at = Lines.FindIndex(one => one.Sku == sku);
        var line = new BasketLine(sku, Math.Clamp(quantity, 0, MostOfEach), seen ?? (at >= 0 ? Lines[at].Seen : null));
        return line.Quantity == 0 ? at < 0 ? this : new(Lines.RemoveAt(at))
            : at >= 0 ? new(Lines.SetItem(at, line))
            : IsFull ? this
            : new(Lines.Add(line));
    }

    /// <summary>Without what was ordered: what came in later stays.</summary>
    public Basket Without(Basket ordered) =>
        ordered.Lines.Aggregate(this, (rest, line) => rest.With(line.Sku, rest.QuantityOf(line.Sku) - line.Quantity));

    /// <summary><c>CU-033~2~348.00USD</c> for each product, fit for a cookie as it is.</summary>
    public string Text => string.Join(Separator, Lines.Select(line => string.Join(
        Separator, line.Sku, line.Quantity.ToString(CultureInfo.InvariantCulture), line.Seen is { } price ? $"{price.AmountText}{price.Currency}" : "")));

    /// <summary>What can be understood of it; the rest is left out.</summary>
    public static Basket Parse(string? text)
    {
        var basket = Empty;
        foreach (var part in (text ?? "").Split(Separator, (MostProducts * 3) + 1).Take(MostProducts * 3).Chunk(3))
        {
            if (part is [var sku, var number, var price] && Identifier.IsValid(sku) && QuantityIn(number) is { } quantity)
                basket = basket.With(Sku.Of(sku), quantity, PriceIn(price));
        }

        return basket;
    }

    /// <summary>Null when it is no number of pieces that anyone buys.</summary>
    public static int? QuantityIn(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) && quantity is >= 0 and <= MostOfEach ? quantity : null;

    private static Money? PriceIn(string text) =>
        text.Length is > 3 and < 24 && Currency.IsValid(text[^3..])
        && decimal.TryParse(text[..^3], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? new Money(amount, Currency.Of(text[^3..])) is { IsPrice: true } price ? price : null
            : null;
}

/// <param name="Sku">Of which product.</param>
/// <param name="Quantity">How many, at least one.</param>
/// <param name="Seen">The price that was shown last.</param>
public sealed record BasketLine(Sku Sku, int Quantity, Money? Seen);
