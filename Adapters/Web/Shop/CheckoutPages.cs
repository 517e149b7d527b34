using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Customers;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Web.Shop;

/// <summary>From a basket to an order. What is ordered is what the form showed, whatever the basket has become meanwhile.</summary>
internal static class CheckoutPages
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/checkout", ShowAsync).WithName("checkoutPage");
        pages.MapPost("/checkout", CheckOutAsync).WithName("checkOut");
    }

    private static async Task<IResult> ShowAsync(HttpRequest request, Caller caller, IStorage storage, CancellationToken cancel)
    {
        var basket = await PricedBasket.OfAsync(BasketCookie.Read(request), storage, cancel);
        if (basket.Lines.Count == 0 || basket.Gone.Count > 0) return Results.LocalRedirect("/basket");

        var addresses = await AddressesAsync(caller, storage, cancel);
        return Show(basket, addresses, Form.Fresh(
            (CheckoutForm.To, addresses.Count > 0 ? CheckoutForm.Line(addresses[0]) : CheckoutForm.Another), ("country", Address.UnitedStates)));
    }

    private static async Task<IResult> CheckOutAsync(
        HttpContext context, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(context.Request, cancel);
        var ordered = Basket.Parse(form[CheckoutForm.Lines]);
        var addresses = await AddressesAsync(caller, storage, cancel);
        (form, var shipTo, var requiredBy) = CheckoutForm.Read(form, addresses);
        if (form.IsFaulty) return await AgainAsync(form, StatusCodes.Status422UnprocessableEntity);

        var id = CheckoutForm.OrderOf(form);
        var place = OrderUseCases.Place(id, caller.Customer!.Value,
            ordered.Lines.Select(line => new RequestedLine(line.Sku, line.Quantity, 0)).ToValueList(),
            shipTo!, Channel.Web, clock.GetUtcNow(), requiredBy).Provided(now => AtPricesSeen(ordered, now));
        switch (await storage.ExecuteAsync(form.Command(caller, "checkout", clock), place, cancel))
        {
            case Done done:
                TakeOut(context, ordered, done.Repeated);
                return Results.LocalRedirect($"/orders/{id}");
            case Rejected { Why: var why }:
                return await AgainAsync(form.Refused(why), StatusCodes.Status409Conflict);
            case SeenStale:
                return await AgainAsync(form, StatusCodes.Status409Conflict);
            case IdUsedOtherwise:
                return await AgainAsync(form.SentOtherwise(), StatusCodes.Status409Conflict);
            case var other:
                throw new InvalidOperationException($"No way to show {other}.");
        }

        async Task<IResult> AgainAsync(Form again, int status) =>
            Show(await PricedBasket.OfAsync(ordered, storage, cancel), addresses, again, status);
    }

    /// <summary>Asked when the order is decided, so that no price moves between the look and the order.</summary>
    private static bool AtPricesSeen(Basket ordered, Situation now) => ordered.Lines.All(line =>
        now.State(OrderStreams.Offers, line.Sku.Value) is not OnOffer offer || offer.Price == line.Seen);

    /// <summary>A repeat takes out only the very basket that was ordered: another has been filled since.</summary>
    private static void TakeOut(HttpContext context, Basket ordered, bool repeated)
    {
        var basket = BasketCookie.Read(context.Request);
        if (!repeated || basket.Text == ordered.Text) BasketCookie.Write(context, basket.Without(ordered));
    }

    private static async Task<IReadOnlyList<Address>> AddressesAsync(Caller caller, IStorage storage, CancellationToken cancel) =>
        caller.Customer is { } id && await storage.FindAsync(CustomerUseCases.Customers.Record(id.Value), cancel) is Customer customer
            ? customer.Addresses
            : [];

    private static RazorComponentResult<CheckoutPage> Show(PricedBasket basket, IReadOnlyList<Address> addresses, Form form, int status = StatusCodes.Status200OK) =>
        Views.Show<CheckoutPage>(new CheckoutModel(basket, addresses, form), status);
}

/// <param name="Basket">What would be ordered.</param>
/// <param name="Addresses">The customer's own.</param>
/// <param name="Form">Where to and when.</param>
public sealed record CheckoutModel(PricedBasket Basket, IReadOnlyList<Address> Addresses, Form Form);

/// <summary>The fields of the checkout and what they mean.</summary>
internal static class CheckoutForm
{
    public const string To = "to", Another = "another", Lines = "lines", RequiredBy = "requiredBy";

    /// <summary>As the error summary calls them.</summary>
    public static IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [To] = "Deliver to", [RequiredBy] = "Needed by", ["name"] = "Who receives", ["line1"] = "Street",
        ["city"] = "City", ["state"] = "State", ["zip"] = "Zip", ["country"] = "Country",
    };

    /// <summary>An address in a line: what a choice of it is sent as.</summary>
    public static string Line(Address address) => string.Join(", ",
        ((string?[])[address.Name, address.Line1, address.Line2, address.City, address.State, address.Zip, address.Country]).Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>The order's id is the form's: sent twice, it is one order.</summary>
    public static OrderId OrderOf(Form form) => OrderId.Of($"W-{form.Key[..Math.Min(form.Key.Length, 8)].ToUpperInvariant()}");

    public static (Form Form, Address? ShipTo, DateOnly? RequiredBy) Read(Form form, IReadOnlyList<Address> addresses)
    {
        var shipTo = form[To] == Another
            ? new Address(form["name"], form["line1"], form.Text("line2"), form["city"], form.Text("state")?.ToUpperInvariant(),
                form.Text("zip"), form["country"].ToUpperInvariant())
            : addresses.FirstOrDefault(address => Line(address) == form[To]);
        if (shipTo is null) form = form.Wrong(To, "Choose where it shall go.");
        foreach (var fault in shipTo is null ? [] : shipTo.Faults()) form = form.Wrong(fault);
        DateOnly? requiredBy = null;
        if (form.Text(RequiredBy) is { } text)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) requiredBy = day;
            else form = form.Wrong(RequiredBy, "Give a day as year, month and day: 2026-12-24.");
        }

        return (form, shipTo, requiredBy);
    }
}
