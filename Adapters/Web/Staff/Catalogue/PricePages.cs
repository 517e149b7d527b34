using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using static Tempest.Application.Catalogue.CatalogueUseCases;

namespace Tempest.Adapters.Web.Staff.Catalogue;

/// <summary>Many prices at once: first to look at, then each for itself, if it is still what was looked at.</summary>
internal static class PricePages
{
    private const string At = "/staff/products/prices";

    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(At, PreviewAsync).WithName("staffPricesPage");
        pages.MapPost(At, ApplyAsync).WithName("staffApplyPrices");
    }

    private static async Task<IResult> PreviewAsync(
        string? category, string[]? sku, string? change, string? unit, string? to, HttpRequest request, IStorage storage, CancellationToken cancel)
    {
        var chosen = (sku ?? []).Where(Identifier.IsValid).Distinct().Take(Most).ToArray();
        var form = Form.Fresh(request.Query, ("unit", "percent"), ("to", "0.01"));
        var by = ProductPages.Number(change);
        if (change is not null && by is null) form = form.Wrong("change", "Give a number, such as 5 or -2.50.");
        var within = ProductPages.Chosen(category);
        var found = by is null || form.IsFaulty || (within is null && chosen.Length == 0) ? [] : await FindAsync(within, chosen, storage, cancel);
        if (by is not null && within is null && chosen.Length == 0) form = form.Wrong("category", "Choose a category, or products in the table.");

        var lines = found.Select(product => new PriceLine(
            product, PriceChange.Of(product.Price, by ?? 0, inPercent: unit != "amount", ProductPages.Number(to) ?? 0.01m), Products.Tag(product), null))
            .Where(line => line.New != line.Product.Price).ToArray();
        return Views.Show<PricesPage>(new PricesModel(
            form, chosen, await ProductPages.CategoriesAsync(storage, cancel), by is not null && !form.IsFaulty, lines), Desk.StatusOf(form));
    }

    private static async Task<IReadOnlyList<Product>> FindAsync(string? category, string[] chosen, IStorage storage, CancellationToken cancel)
    {
        if (category is not null)
            return [.. (await storage.SelectAsync(Products, CatalogueQueries.ByName(category: category, limit: Most), cancel)).Items.Cast<Product>()];

        var found = new List<Product>();
        foreach (var sku in chosen)
            if (await ProductDeeds.FindAsync(Sku.Of(sku), storage, cancel) is { } product) found.Add(product);
        return found;
    }

    private static async Task<IResult> ApplyAsync(HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        var lines = new List<PriceLine>();
        foreach (var sku in form["skus"].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(Identifier.IsValid).Take(Most))
        {
            if (ProductPages.Number(form[$"price-{sku}"]) is not { } amount || !Currency.IsValid(form[$"currency-{sku}"])) continue;

            var price = new Money(amount, Currency.Of(form[$"currency-{sku}"]));
            var seen = form[$"seen-{sku}"];
            var before = await ProductDeeds.FindAsync(Sku.Of(sku), storage, cancel);
            var command = form.Command(caller, "repriceProducts", clock);
            var answer = await storage.ExecuteAsync(command with { Id = $"{command.Id}/{sku}" }, Change(Sku.Of(sku), new RepriceProduct(price))
                .Provided(now => ProductPages.IsAsSeen(now, sku, seen)), cancel);
            lines.Add(new(before ?? Gone(sku, price), price, seen, Became.Of(answer)));
        }

        return Views.Show<PricesDonePage>(lines);
    }

    private static Product Gone(string sku, Money price) => new(Sku.Of(sku), sku, "", "", price, null, ProductStatus.Discontinued);
}

/// <summary>From a price to the next.</summary>
public static class PriceChange
{
    /// <param name="old">What it is now.</param>
    /// <param name="by">So many per cent, or so much.</param>
    /// <param name="inPercent">Which of them.</param>
    /// <param name="to">Rounded to a multiple of this, half up; at least to what the currency has coins for.</param>
    public static Money Of(Money old, decimal by, bool inPercent, decimal to)
    {
        var wanted = inPercent ? old.Amount * (100 + Math.Clamp(by, -100, 10_000)) / 100 : old.Amount + Math.Clamp(by, -Money.Largest, Money.Largest);
        var rounded = to <= 0 ? wanted : decimal.Round(wanted / to, 0, MidpointRounding.AwayFromZero) * to;
        return new Money(rounded, old.Currency).Rounded();
    }
}

/// <summary>What became of one of many.</summary>
/// <param name="Code">Why not; null when it is done.</param>
public sealed record Became(string? Code, string Sentence)
{
    internal static Became Of(Answer answer) => answer switch
    {
        Done { Changed: true } => new(null, "Done"),
        Done => new(null, "Already so"),
        Rejected { Why: var why } => new(why.Code, why.Sentence),
        SeenStale => new("stale", "It has changed since you saw it; look again."),
        IdUsedOtherwise => new("idempotency-key-reused", "This form was sent before with other content."),
        _ => throw new InvalidOperationException($"No way to show {answer}."),
    };
}

/// <param name="Product">As it was when it was looked at.</param>
/// <param name="New">What it shall cost.</param>
/// <param name="Seen">Its tag then.</param>
/// <param name="Became">Once it was asked for.</param>
public sealed record PriceLine(Product Product, Money New, string Seen, Became? Became);

/// <param name="Chosen">Products chosen one by one.</param>
/// <param name="IsPreview">It says what would be.</param>
public sealed record PricesModel(
    Form Form, IReadOnlyList<string> Chosen, IReadOnlyList<string> Categories, bool IsPreview, IReadOnlyList<PriceLine> Lines);
