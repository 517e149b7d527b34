using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;

namespace Tempest.Adapters.Web.Shop;

/// <summary>What somebody means to buy.</summary>
internal static class BasketPages
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/basket", ShowAsync).WithName("basketPage");
        pages.MapPost("/basket", ChangeAsync).WithName("changeBasket");
        pages.MapPost("/basket/add", AddAsync).WithName("addToBasket");
    }

    public static string FieldOf(Sku sku) => $"quantity-{sku}";

    /// <summary>Once these prices have been shown, they are those that another would be told from.</summary>
    private static async Task<IResult> ShowAsync(HttpContext context, IStorage storage, CancellationToken cancel)
    {
        var basket = await PricedBasket.OfAsync(BasketCookie.Read(context.Request), storage, cancel);
        if (basket.Lines.Count > 0) BasketCookie.Write(context, basket.Shown);
        return Show(basket, Form.Fresh(basket.Lines.Select(line => (FieldOf(line.Sku), (string?)$"{line.Quantity}"))));
    }

    private static async Task<IResult> AddAsync(HttpContext context, IStorage storage, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(context.Request, cancel);
        if (await ShopPages.FindAsync(form["sku"], storage, cancel) is not { } product) return ShopPages.Missing(form["sku"]);

        var basket = BasketCookie.Read(context.Request);
        var had = basket.QuantityOf(product.Sku);
        if (product.Status != ProductStatus.Active)
            return Again(form.Wrong(null, $"{product.Name} is sold no longer."), StatusCodes.Status409Conflict);
        if (Basket.QuantityIn(form["quantity"]) is not { } more || more == 0 || had + more > Basket.MostOfEach)
            return Again(form.Wrong("quantity", had == 0
                ? $"Give a whole number from 1 to {Basket.MostOfEach}."
                : $"Give a whole number from 1; with the {had} in your basket at most {Basket.MostOfEach}."), StatusCodes.Status422UnprocessableEntity);
        if (had == 0 && basket.IsFull)
            return Again(form.Wrong(null, $"A basket holds {Basket.MostProducts} products. Order these first, then go on."), StatusCodes.Status409Conflict);

        BasketCookie.Write(context, basket.With(product.Sku, had + more, product.Price));
        return Results.LocalRedirect($"/products/{product.Sku}");

        IResult Again(Form wrong, int status) => Views.Show<ProductPage>(new ProductModel(product, had, wrong), status);
    }

    /// <summary>All quantities at once, also on the way to the checkout; the product of the button that says so is taken out.</summary>
    private static async Task<IResult> ChangeAsync(HttpContext context, IStorage storage, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(context.Request, cancel);
        var basket = BasketCookie.Read(context.Request);
        var changed = basket;
        foreach (var line in basket.Lines.Where(line => form.Has(FieldOf(line.Sku)) && line.Sku.Value != form["remove"]))
        {
            if (Basket.QuantityIn(form[FieldOf(line.Sku)]) is { } quantity) changed = changed.With(line.Sku, quantity);
            else form = form.Wrong(FieldOf(line.Sku), $"Give a whole number up to {Basket.MostOfEach}; 0 takes it out.");
        }

        if (form.IsFaulty)
            return Show(await PricedBasket.OfAsync(basket, storage, cancel), form, StatusCodes.Status422UnprocessableEntity);

        if (Identifier.IsValid(form["remove"])) changed = changed.With(Sku.Of(form["remove"]), 0);
        BasketCookie.Write(context, changed);
        return Results.LocalRedirect(form["then"] == "checkout" ? "/checkout" : "/basket");
    }

    private static RazorComponentResult<BasketPage> Show(PricedBasket basket, Form form, int status = StatusCodes.Status200OK) =>
        Views.Show<BasketPage>(new BasketModel(basket, form), status);
}

public sealed record BasketModel(PricedBasket Basket, Form Form);
