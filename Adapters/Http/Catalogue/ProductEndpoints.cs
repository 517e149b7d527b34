using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Catalogue;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;

namespace Tempest.Adapters.Http.Catalogue;

/// <summary>The catalogue: whoever changes a product says which state of it was seen.</summary>
internal static class ProductEndpoints
{
    private static RecordKind<Product> Products => CatalogueUseCases.Products;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/products").WithTags("Catalogue");
        products.MapGet("", ListAsync).Reads("listProducts", "Products by words, category, price and status");
        products.MapGet("/{sku}", GetAsync).Reads("getProduct", "One product");

        products.MapPost("/{sku}/commands/add", (string sku, CommandRequest<AddProductBody> request, IStorage storage, CancellationToken cancel) =>
            RunAsync(sku, request, request.Body.ToCommand(), storage, cancel))
            .Commands<AddProductBody, ProductRepresentation>("addProduct", "Add a product", Examples.AddProduct, Examples.Product, created: true,
                "product-exists", "product-name-missing", "price-not-payable", "weight-not-above-zero");
        products.MapPost("/{sku}/commands/revise", (string sku, CommandRequest<ReviseProductBody> request, IStorage storage, CancellationToken cancel) =>
            RunAsync(sku, request, request.Body.ToCommand(), storage, cancel))
            .Commands<ReviseProductBody, ProductRepresentation>("reviseProduct", "Revise a product's text", Examples.ReviseProduct, Examples.Product,
                created: false, "product-name-missing", "weight-not-above-zero").NeedsIfMatch();
        products.MapPost("/{sku}/commands/reprice", (string sku, CommandRequest<RepriceProductBody> request, IStorage storage, CancellationToken cancel) =>
            RunAsync(sku, request, new RepriceProduct(request.Body.Price.ToMoney()), storage, cancel))
            .Commands<RepriceProductBody, ProductRepresentation>("repriceProduct", "Change a product's price", Examples.RepriceProduct, Examples.Product,
                created: false, "price-not-payable", "currency-fixed").NeedsIfMatch();
        MapPlain("discontinue", "discontinueProduct", "Sell a product no longer", new DiscontinueProduct());
        MapPlain("reinstate", "reinstateProduct", "Sell a product again", new ReinstateProduct());
        products.MapPost("/{sku}/commands/delete", (string sku, CommandRequest<EmptyBody> request, IStorage storage, CancellationToken cancel) =>
            RunAsync(sku, request, new DeleteProduct(), storage, cancel))
            .Deletes("deleteProduct", "Delete a product; what was ordered of it stays ordered").NeedsIfMatch();

        void MapPlain(string name, string operation, string summary, CatalogueCommand command) =>
            products.MapPost($"/{{sku}}/commands/{name}", (string sku, CommandRequest<EmptyBody> request, IStorage storage, CancellationToken cancel) =>
                RunAsync(sku, request, command, storage, cancel))
                .Commands<EmptyBody, ProductRepresentation>(operation, summary, "{}", Examples.Product, created: false).NeedsIfMatch();
    }

    private static async Task<IResult> RunAsync<TBody>(
        string skuText, CommandRequest<TBody> request, CatalogueCommand command, IStorage storage, CancellationToken cancel)
    {
        var sku = Sku.Of(RouteIds.Checked(skuText, "sku"));
        if (command is not AddProduct && request.IfMatch is null) return Preconditions.Required();

        return await Answers.RunAsync(
            storage, request.Command,
            CatalogueUseCases.Change(sku, command).If(request.IfMatch, now => now.Record(Products, sku.Value) is { } seen ? Tag(seen) : null),
            done => done.Records.Single().Value is Product product
                ? Answers.Show(ProductRepresentation.Of(product), Tag(product), command is AddProduct ? ProductLinks.Self(product) : null)
                : Results.NoContent(),
            async () => Problems.Stale(await storage.FindAsync(Products.Record(sku.Value), cancel) is Product present ? Tag(present) : null),
            async () => await storage.FindAsync(Products.Record(sku.Value), cancel) is Product product
                ? ProductLinks.Of(product)
                : new Dictionary<string, Link>(),
            cancel);
    }

    private static string Tag(Product product) => Products.Tag(product);

    private static async Task<IResult> GetAsync(
        [Description("The product's SKU.")] string sku, IStorage storage, CancellationToken cancel) =>
        await storage.FindAsync(Products.Record(RouteIds.Checked(sku, "sku")), cancel) is Product product
            ? Answers.Show(ProductRepresentation.Of(product), Tag(product))
            : Problems.NotFound("product-not-found", $"There is no product {sku}.");

    private static async Task<IResult> ListAsync(
        [Description("Words that the SKU, name, description or category begin with.")] string? words,
        [Description("Only this category.")] string? category,
        [Description("Only at this price or above.")] decimal? priceFrom,
        [Description("Only at this price or below.")] decimal? priceTo,
        [Description("Only these: active or discontinued.")] string? status,
        [Description("How many at most, 1 to 500; 50 unless given.")] int? limit,
        [Description("Opaque; from the link named next.")] string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel)
    {
        if (status is not (null or "active" or "discontinued"))
            throw new MalformedRequestException("status", "must be active or discontinued");

        var page = await storage.SelectAsync(Products, CatalogueQueries.ByName(
            words, category, priceFrom, priceTo, status, Paging.After(cursor), Paging.Limit(limit)), cancel);
        return Paging.Answer(context, [.. page.Items.Cast<Product>().Select(ProductRepresentation.Of)], page.Next);
    }
}
