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
    private const string Missing = "product-not-found";

    private static RecordKind<Product> Products => CatalogueUseCases.Products;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/products").WithTags("Catalogue");
        products.MapGet("", ListAsync).Reads<Collection<ProductRepresentation>>("listProducts",
            "Products by words, category, price and status",
            "By name. All filters must hold. Follow the link `next`, in `_links` and in the `Link` header, until there is none.",
            Examples.Products);
        products.MapGet("/{sku}", GetAsync).Reads<ProductRepresentation>("getProduct", "One product",
            "Its `ETag` goes into `If-Match` of whatever changes it.", Examples.Product, Missing);

        products.MapPost("/{sku}/commands/add",
            (string sku, CommandRequest<AddProductBody> request, IStorage storage, CancellationToken cancel) =>
            RunAsync(sku, request, request.Body.ToCommand(), storage, cancel))
            .Commands<AddProductBody, ProductRepresentation>("addProduct", "Add a product",
                "You choose the SKU. From now on it can be ordered.", Examples.AddProduct, Examples.Product, null,
                "product-exists", "product-name-missing", "price-not-payable", "weight-not-above-zero");
        products.MapPost("/{sku}/commands/revise",
            (string sku, CommandRequest<ReviseProductBody> request, IStorage storage, CancellationToken cancel) =>
            RunAsync(sku, request, request.Body.ToCommand(), storage, cancel))
            .Commands<ReviseProductBody, ProductRepresentation>("reviseProduct", "Revise a product's text",
                "Send all of it: what is left out is empty or unknown from now on.", Examples.ReviseProduct, Examples.RevisedProduct,
                Missing, "product-name-missing", "weight-not-above-zero").NeedsIfMatch();
        products.MapPost("/{sku}/commands/reprice",
            (string sku, CommandRequest<RepriceProductBody> request, IStorage storage, CancellationToken cancel) =>
            RunAsync(sku, request, new RepriceProduct(request.Body.Price.ToMoney()), storage, cancel))
            .Commands<RepriceProductBody, ProductRepresentation>("repriceProduct", "Change a product's price",
                "What was ordered before keeps its price.", Examples.RepriceProduct, Examples.RepricedProduct,
                Missing, "price-not-payable", "currency-fixed").NeedsIfMatch();
        MapPlain("discontinue", "discontinueProduct", "Sell a product no longer", Examples.DiscontinuedProduct, new DiscontinueProduct());
        MapPlain("reinstate", "reinstateProduct", "Sell a product again", Examples.Product, new ReinstateProduct());
        products.MapPost("/{sku}/commands/delete",
            (string sku, CommandRequest<EmptyBody> request, IStorage storage, CancellationToken cancel) =>
            RunAsync(sku, request, new DeleteProduct(), storage, cancel))
            .Accepts<EmptyBody>(isOptional: true, "application/json")
            .Deletes("deleteProduct", "Delete a product", "What was ordered of it stays ordered. One that is not there is no error.")
            .NeedsIfMatch();

        void MapPlain(string name, string operation, string summary, string response, CatalogueCommand command) =>
            products.MapPost($"/{{sku}}/commands/{name}",
                (string sku, CommandRequest<EmptyBody> request, IStorage storage, CancellationToken cancel) =>
                RunAsync(sku, request, command, storage, cancel))
                .Commands<EmptyBody, ProductRepresentation>(operation, summary,
                    "One of which this is true already stays as it is. The body may be left out.", "{}", response, Missing)
                .NeedsIfMatch();
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
                ? Answers.Show(ProductRepresentation.Of(product), Tag(product), command is AddProduct && done.Changed ? ProductLinks.Self(product) : null)
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
        int? limit, string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel)
    {
        if (status is not (null or "active" or "discontinued"))
            throw new MalformedRequestException("status", "must be active or discontinued");

        var page = await storage.SelectAsync(Products, CatalogueQueries.ByName(
            words, category, priceFrom, priceTo, status, Paging.After(cursor, "products"), Paging.Limit(limit)), cancel);
        return Paging.Answer(context, [.. page.Items.Cast<Product>().Select(ProductRepresentation.Of)], page.Next, "products");
    }
}
