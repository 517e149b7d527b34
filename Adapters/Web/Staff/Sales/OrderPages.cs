using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Web.Staff.Customers;
using Tempest.Application.Access;
using Tempest.Application.Catalogue;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Customers;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Web.Staff.Sales;

/// <summary>The sales desk: orders taken by telephone, and what becomes of them.</summary>
internal static class OrderPages
{
    public const string At = "/staff/orders";

    private const int AtOnce = 50;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(At, ListAsync).WithName("staffOrdersPage");
        pages.MapGet($"{At}/new", NewAsync).WithName("staffPlaceOrderPage");
        pages.MapPost($"{At}/new", PlaceAsync).WithName("staffPlaceOrder");
        pages.MapGet($"{At}/{{id}}", ShowAsync).WithName("staffOrderPage");
        pages.MapGet($"{At}/{{id}}/timeline", TimelineAsync).WithName("staffTimelinePage");
        pages.MapGet($"{At}/{{id}}/amend", OpenAsync).WithName("staffAmendOrderPage");
        pages.MapPost($"{At}/{{id}}/amend", AmendAsync).WithName("staffAmendOrder");
        OrderDeeds.Pages.Map(pages, OrderDeeds.All);
    }

    private static async Task<IResult> ListAsync(
        string? status, string? customer, int? limit, string? after, IStorage storage, CancellationToken cancel)
    {
        var wanted = new OrdersWanted(OrdersWanted.Statuses.Contains(status) ? status : null, customer?.Trim() is { Length: > 0 } whose ? whose : null, limit);
        var found = await storage.SelectAsync(OrderStreams.Orders, OrderQueries.Newest(
            wanted.Status, wanted.Customer, after: Paging.After(after), limit: Math.Clamp(limit ?? AtOnce, 1, 200)), cancel);
        return Views.Show<OrdersPage>(new OrdersModel(wanted, found.Items, after is null, found.Next));
    }

    private static async Task<IResult> ShowAsync(string id, long? version, string? at, IStorage storage, CancellationToken cancel)
    {
        var (stream, then) = (OrderStreams.Orders.Stream(id), Then.Of(version, at));
        if (!Identifier.IsValid(id) || await Histories.LoadAsync(stream, version, at, storage, cancel) is not { } held)
            return Missing(id, then);

        return Views.Show<OrderPage>(new OrderModel(id, (PlacedOrder)held.State, held.Version, then,
            await Histories.OfAsync(OrderStreams.Orders, id, storage, cancel), await Histories.DifferentNowAsync(stream, held, then, storage, cancel)));
    }

    private static async Task<IResult> TimelineAsync(string id, IStorage storage, CancellationToken cancel) =>
        Identifier.IsValid(id) && await OrderTimeline.OfAsync(storage, OrderId.Of(id), cancel) is { } lines
            ? Views.Show<TimelinePage>(new TimelineModel(id, lines))
            : Missing(id, new(null, null));

    /// <summary>Whoever is named in the address is looked up, and their first address is where it goes.</summary>
    private static async Task<IResult> NewAsync(HttpRequest request, IStorage storage, CancellationToken cancel)
    {
        var customer = await CustomerPages.FindAsync(request.Query["customer"].ToString(), storage, cancel);
        var shipTo = customer?.Addresses is [var first, ..] ? first : null;
        return await ShowFormAsync(null, Form.Fresh(request.Query,
            ("name", shipTo?.Name ?? customer?.Name), ("line1", shipTo?.Line1), ("line2", shipTo?.Line2), ("city", shipTo?.City),
            ("state", shipTo?.State), ("zip", shipTo?.Zip), ("country", shipTo?.Country)), customer, storage, cancel);
    }

    private static async Task<IResult> PlaceAsync(HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var filled = new Filled(await Form.ReadAsync(request, cancel), clock.GetUtcNow());
        var customer = await CustomerPages.FindAsync(filled.Form["customer"], storage, cancel);
        if (filled.Form.Has(OrderForm.More)) return await ShowFormAsync(null, filled.Form, customer, storage, cancel);

        var id = filled.OptionalId<OrderId>("id") ?? OrderOf(filled.Form);
        var place = OrderUseCases.Place(id, filled.Id<CustomerId>("customer"), OrderForm.Read(filled), filled.Address(), Channel.Phone, filled.Now, filled.Day("requiredBy"));
        var form = filled.Form;
        if (form.IsFaulty) return await ShowFormAsync(null, form, customer, storage, cancel);

        return await Desk.AnswerAsync(await storage.ExecuteAsync(form.Command(caller, $"placeOrder {id}", clock), place, cancel), form,
            async done => Results.LocalRedirect(await OrderDeeds.Pages.AddressAsync(id, done, storage, cancel)),
            again => ShowFormAsync(null, again, customer, storage, cancel), () => Task.FromResult<string?>(null));
    }

    private static async Task<IResult> OpenAsync(string id, HttpRequest request, IStorage storage, CancellationToken cancel)
    {
        if (!Identifier.IsValid(id)) return Missing(id, new(null, null));

        var held = await storage.LoadAsync(OrderStreams.Orders.Stream(id), cancel);
        return await ShowFormAsync(id, Form.Fresh(request.Query, [(Form.SeenField, await OrderDeeds.Pages.SeenNow(OrderId.Of(id), storage, cancel)),
            .. OrderForm.Of(held.State is PlacedOrder { Details.Lines: var lines } ? lines : [])]), null, storage, cancel);
    }

    private static async Task<IResult> AmendAsync(
        string id, HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (!Identifier.IsValid(id)) return Missing(id, new(null, null));

        var filled = new Filled(await Form.ReadAsync(request, cancel), clock.GetUtcNow());
        if (filled.Form.Has(OrderForm.More)) return await ShowFormAsync(id, filled.Form, null, storage, cancel);

        var (order, lines) = (OrderId.Of(id), OrderForm.Read(filled));
        var (form, seen) = (filled.Form, filled.Form.Text(Form.SeenField));
        if (form.IsFaulty) return await ShowFormAsync(id, form, null, storage, cancel);

        var amend = OrderUseCases.Amend(order, lines).Provided(now => seen is null || OrderDeeds.Pages.SeenThen(order, now) is not { } present || present == seen);
        return await Desk.AnswerAsync(await storage.ExecuteAsync(form.Command(caller, $"amendOrder {id}", clock), amend, cancel), form,
            async done => Results.LocalRedirect(await OrderDeeds.Pages.AddressAsync(order, done, storage, cancel)),
            again => ShowFormAsync(id, again, null, storage, cancel), () => OrderDeeds.Pages.SeenNow(order, storage, cancel));
    }

    /// <summary>Sent twice, it is one order.</summary>
    private static OrderId OrderOf(Form form) => OrderId.Of($"P-{form.Key[..Math.Min(form.Key.Length, 8)].ToUpperInvariant()}");

    private static async Task<IResult> ShowFormAsync(string? id, Form form, Customer? customer, IStorage storage, CancellationToken cancel)
    {
        var products = await storage.SelectAsync(CatalogueUseCases.Products, CatalogueQueries.ByName(status: "active", limit: 500), cancel);
        var customers = id is null ? await storage.SelectAsync(CustomerUseCases.Customers, CustomerQueries.ByName(limit: 500), cancel) : new([], null);
        return Views.Show<OrderFormPage>(new OrderFormModel(
            id, form, customer, [.. products.Items.Cast<Product>()], [.. customers.Items.Cast<Customer>()]), Desk.StatusOf(form));
    }

    private static IResult Missing(string id, Then then) =>
        Views.Missing(then.IsPast ? $"There was no order {id} then." : $"There is no order {id}.");
}

/// <summary>What was looked for.</summary>
public sealed record OrdersWanted(string? Status, string? Customer, int? Limit)
{
    public static readonly IReadOnlyList<string?> Statuses = ["open", "approved", "shipping", "completed", "cancelled"];

    public string At(Place? after = null) => Paging.Address(OrderPages.At, ("status", Status), ("customer", Customer),
        ("limit", Limit is { } limit ? FormattableString.Invariant($"{limit}") : null), ("after", after is null ? null : Paging.Text(after)));
}

public sealed record OrdersModel(OrdersWanted Wanted, IReadOnlyList<Held> Orders, bool IsFirst, Place? Next);

public sealed record OrderModel(string Id, PlacedOrder Order, long Version, Then Then, IReadOnlyList<TimelineLine> History, IReadOnlyList<Change> DifferentNow);

public sealed record TimelineModel(string Id, IReadOnlyList<TimelineLine> Lines);

/// <param name="Id">Of the order that is amended; null: a new one.</param>
/// <param name="Customer">Who orders, when it is known.</param>
/// <param name="Products">What is sold, to choose from.</param>
/// <param name="Customers">Who may order, to choose from.</param>
public sealed record OrderFormModel(
    string? Id, Form Form, Customer? Customer, IReadOnlyList<Product> Products, IReadOnlyList<Customer> Customers);
