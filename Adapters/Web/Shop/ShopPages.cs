using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Catalogue;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;

namespace Tempest.Adapters.Web.Shop;

/// <summary>What is sold: to look through, and each product.</summary>
internal static class ShopPages
{
    private const int AtOnce = 60;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/", ShopAsync).WithName("shopPage");
        pages.MapGet("/products/{sku}", ProductAsync).WithName("productPage");
    }

    private static async Task<IResult> ShopAsync(
        string? words, string? category, string? after, IStorage storage, CancellationToken cancel)
    {
        var chosen = string.IsNullOrEmpty(category) || category.Contains('\0', StringComparison.Ordinal) ? null : category;
        var found = await storage.SelectAsync(CatalogueUseCases.Products, CatalogueQueries.ByName(
            words, chosen, status: "active", after: Paging.After(after), limit: AtOnce), cancel);
        return Views.Show<ShopPage>(new ShopModel(
            words?.Trim() ?? "", chosen, await CatalogueQueries.CategoriesAsync(storage, cancel),
            [.. found.Items.Cast<Product>()], IsFirst: after is null, found.Next));
    }

    private static async Task<IResult> ProductAsync(string sku, HttpRequest request, IStorage storage, CancellationToken cancel) =>
        await FindAsync(sku, storage, cancel) is { } product
            ? Views.Show<ProductPage>(new ProductModel(product, BasketCookie.Read(request).QuantityOf(product.Sku), Form.Fresh(("quantity", "1"))))
            : Missing(sku);

    public static IResult Missing(string sku) => Views.Missing($"There is no product {sku}. It may have been taken out of the catalogue.");

    public static async Task<Product?> FindAsync(string sku, IStorage storage, CancellationToken cancel) =>
        Identifier.IsValid(sku) ? (Product?)await storage.FindAsync(CatalogueUseCases.Products.Record(sku), cancel) : null;
}

/// <summary>What was looked for, and what was found.</summary>
public sealed record ShopModel(
    string Words, string? Category, IReadOnlyList<ValueCount> Categories, IReadOnlyList<Product> Products, bool IsFirst, Place? Next)
{
    public string Found => Products.Count == 0 ? "Nothing found"
        : !IsFirst ? Web.Words.Count(Products.Count, "more product", "more products")
        : Next is null ? Web.Words.Count(Products.Count, "product", "products")
        : $"The first {Products.Count} products";

    /// <summary>The shop, looked at in another way.</summary>
    public static string At(string words, string? category, Place? after = null) => Paging.Address(
        "/", ("words", words), ("category", category), ("after", after is null ? null : Paging.Text(after)));
}

/// <param name="Product">As the catalogue has it.</param>
/// <param name="InBasket">How many the basket holds.</param>
/// <param name="Form">To add some.</param>
public sealed record ProductModel(Product Product, int InBasket, Form Form);
