using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using static Tempest.Application.Catalogue.CatalogueUseCases;

namespace Tempest.Adapters.Web.Staff.Catalogue;

/// <summary>All products: to find, and to change where they stand in the table.</summary>
internal static class ProductPages
{
    public const string At = "/staff/products";

    private const int AtOnce = 50;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(At, ListAsync).WithName("staffProductsPage");
        pages.MapGet($"{At}/{{sku}}", ShowAsync).WithName("staffProductPage");
        pages.MapPost($"{At}/{{sku}}/edit", EditAsync).WithName("staffEditProduct");
        ProductDeeds.Pages.MapNew(pages, ProductDeeds.Add);
        ProductDeeds.Pages.Map(pages, ProductDeeds.All);
        PricePages.Map(pages);
    }

    private static async Task<IResult> ListAsync(
        string? words, string? category, string? from, string? to, string? status, string? after, IStorage storage, CancellationToken cancel)
    {
        var wanted = new ProductsWanted(words?.Trim() ?? "", Chosen(category), from?.Trim(), to?.Trim(), status is "active" or "discontinued" ? status : null);
        var found = await storage.SelectAsync(Products, CatalogueQueries.ByName(
            wanted.Words, wanted.Category, Number(from), Number(to), wanted.Status, Paging.After(after), AtOnce), cancel);
        return Views.Show<ProductsPage>(new ProductsModel(wanted, await CategoriesAsync(storage, cancel), [.. found.Items.Cast<Product>()], after, found.Next));
    }

    /// <summary>Those in use, also by what is no longer sold.</summary>
    public static async Task<IReadOnlyList<string>> CategoriesAsync(IRecords records, CancellationToken cancel) =>
        [.. (await records.CountAsync(Products, "category", [], cancel)).Select(count => count.Value).Where(value => value.Length > 0)];

    public static string? Chosen(string? category) =>
        string.IsNullOrEmpty(category) || category.Contains('\0', StringComparison.Ordinal) ? null : category;

    public static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task<IResult> ShowAsync(string sku, IStorage storage, CancellationToken cancel) =>
        Identifier.IsValid(sku) && await ProductDeeds.FindAsync(Sku.Of(sku), storage, cancel) is { } product
            ? Views.Show<ProductPage>(product)
            : Views.Missing($"There is no product {sku}.");

    /// <summary>Name and price in the table: both or neither.</summary>
    private static async Task<IResult> EditAsync(
        string sku, HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (!Identifier.IsValid(sku) || await ProductDeeds.FindAsync(Sku.Of(sku), storage, cancel) is not { } product)
            return Views.Missing($"There is no product {sku}.");

        var filled = new Filled(await Form.ReadAsync(request, cancel), clock.GetUtcNow());
        var edit = Change(product.Sku, new ReviseProduct(new(filled.Text("name", 200), product.Description, product.Category, product.WeightInPounds)))
            .Then(Change(product.Sku, new RepriceProduct(product.Price with { Amount = filled.Number("price") })));
        var (form, seen) = (filled.Form, filled.Form[Form.SeenField]);
        if (form.IsFaulty) return Again(form);

        return await Desk.AnswerAsync(
            await storage.ExecuteAsync(form.Command(caller, $"editProduct {sku}", clock), edit.Provided(now => IsAsSeen(now, sku, seen)), cancel), form,
            _ => Task.FromResult(Results.LocalRedirect(Desk.To(form, $"{At}/{sku}"))),
            again => Task.FromResult<IResult>(Again(again)), () => ProductDeeds.Pages.SeenNow(product.Sku, storage, cancel));

        RazorComponentResult<EditPage> Again(Form again) => Views.Show<EditPage>(new EditModel(product, again), Desk.StatusOf(again));
    }

    /// <summary>Where there is none, the business says so itself.</summary>
    public static bool IsAsSeen(Situation now, string sku, string seen) =>
        now.Record(Products, sku) is not { } present || Products.Tag(present) == seen;
}

/// <summary>What was looked for.</summary>
public sealed record ProductsWanted(string Words, string? Category, string? From, string? To, string? Status)
{
    public string At(string? after = null) => Paging.Address(ProductPages.At,
        ("words", Words), ("category", Category), ("from", From), ("to", To), ("status", Status), ("after", after));
}

/// <param name="After">Where the page begins; null: at the beginning.</param>
public sealed record ProductsModel(
    ProductsWanted Wanted, IReadOnlyList<string> Categories, IReadOnlyList<Product> Products, string? After, Place? Next);

public sealed record EditModel(Product Product, Form Form);
