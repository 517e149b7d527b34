using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Web.Parts;
using Tempest.Adapters.Web.Shop;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Web.Orders;

/// <summary>Changing and cancelling an order, as long as that is possible. What was decided on one version is done to that version only.</summary>
internal static class OrderChangePages
{
    public const string Version = "version", Reason = "reason", Add = "add", AddQuantity = "addQuantity";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/orders/{id}/amend", AmendAsync).WithName("amendOrderPage");
        pages.MapPost("/orders/{id}/amend", SendAmendmentAsync).WithName("sendOrderAmendment");
        pages.MapGet("/orders/{id}/cancel", CancelAsync).WithName("cancelOrderPage");
        pages.MapPost("/orders/{id}/cancel", SendCancellationAsync).WithName("sendOrderCancellation");
    }

    public static string QuantityOf(Sku sku) => $"quantity-{sku}";

    public static string RemoveOf(Sku sku) => $"remove-{sku}";

    private static async Task<IResult> AmendAsync(string id, OrderReader orders, CancellationToken cancel) =>
        await FindAsync(id, orders, cancel) is not { } order ? OrderPages.Missing(id)
        : !order.Possible.Contains(OrderTransition.Amend) ? Results.LocalRedirect(order.Self)
        : ShowAmend(order, Fresh(order), StatusCodes.Status200OK);

    private static async Task<IResult> SendAmendmentAsync(
        string id, HttpRequest request, Caller caller, OrderReader orders, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        if (await FindAsync(id, orders, cancel) is not { } order) return OrderPages.Missing(id);

        (form, var lines) = await LinesAsync(form, order.Order.Details.Lines, storage, cancel);
        if (form.IsFaulty) return ShowAmend(order, form, StatusCodes.Status422UnprocessableEntity);

        return await SendAsync(
            id, "amend", form, OrderUseCases.Amend(order.Id, lines), caller, orders, storage, clock, ShowAmend, cancel);
    }

    private static async Task<IResult> CancelAsync(string id, OrderReader orders, CancellationToken cancel) =>
        await FindAsync(id, orders, cancel) is not { } order ? OrderPages.Missing(id)
        : !order.Possible.Contains(OrderTransition.Cancel) ? Results.LocalRedirect(order.Self)
        : ShowCancel(order, Form.Fresh((Version, $"{order.Version}")), StatusCodes.Status200OK);

    private static async Task<IResult> SendCancellationAsync(
        string id, HttpRequest request, Caller caller, OrderReader orders, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        if (await FindAsync(id, orders, cancel) is not { } order) return OrderPages.Missing(id);
        if (form.Text(Reason) is not { } reason)
            return ShowCancel(order, form.Wrong(Reason, "Say why: it helps us, and stays in the order's history."), StatusCodes.Status422UnprocessableEntity);

        return await SendAsync(
            id, "cancel", form, OrdersOnCredit.Cancel(order.Id, reason), caller, orders, storage, clock, ShowCancel, cancel);
    }

    /// <summary>Only to the version that was looked at: if it is another by now, what has changed is shown, and asked again.</summary>
    private static async Task<IResult> SendAsync(
        string id, string what, Form form, Lookup asked, Caller caller, OrderReader orders, IStorage storage, TimeProvider clock,
        Func<OrderModel, Form, int, IResult> show, CancellationToken cancel)
    {
        var stream = OrderStreams.Orders.Stream(id).Stream;
        var onlyThat = asked with { Ask = seen => asked.Ask(seen).Provided(now => $"{now.Version(stream)}" == form[Version]) };
        var answer = await storage.ExecuteAsync(form.Command(caller, $"{what} {id}", clock), onlyThat, cancel);
        return answer switch
        {
            Done => Results.LocalRedirect($"/orders/{id}"),
            Rejected { Why: var why } => show((await FindAsync(id, orders, cancel))!, form.Refused(why), StatusCodes.Status409Conflict),
            IdUsedOtherwise => show((await FindAsync(id, orders, cancel))!, form.SentOtherwise(), StatusCodes.Status409Conflict),
            SeenStale => show((await FindAsync(id, orders, cancel))!, form, StatusCodes.Status409Conflict),
            var other => throw new InvalidOperationException($"No way to show {other}."),
        };
    }

    private static async Task<OrderModel?> FindAsync(string id, OrderReader orders, CancellationToken cancel) =>
        Identifier.IsValid(id) ? await orders.NowAsync(OrderId.Of(id), cancel) : null;

    private static Form Fresh(OrderModel order) => Form.Fresh(
        [(Version, $"{order.Version}"), (AddQuantity, "1"), .. order.Order.Details.Lines.Select(line => (QuantityOf(line.Sku), (string?)$"{line.Quantity}"))]);

    /// <summary>What the order shall hold: discounts stay as they were agreed.</summary>
    private static async Task<(Form Form, ValueList<RequestedLine> Lines)> LinesAsync(
        Form form, ValueList<OrderLine> present, IStorage storage, CancellationToken cancel)
    {
        var lines = new List<RequestedLine>();
        foreach (var line in present.Where(line => !form.Has(RemoveOf(line.Sku))))
        {
            // A line that came in since the form was shown is not in it, and the version says so.
            var typed = form.Has(QuantityOf(line.Sku)) ? form[QuantityOf(line.Sku)] : $"{line.Quantity}";
            if (QuantityIn(typed) is { } quantity) lines.Add(new(line.Sku, quantity, line.DiscountPercent));
            else form = form.Wrong(QuantityOf(line.Sku), $"Give a whole number up to {Words.Number(OrderLines.LargestQuantity)}; 0 takes it out.");
        }

        if (form.Text(Add) is { } sku)
        {
            var more = QuantityIn(form[AddQuantity]);
            if (more is null or 0) form = form.Wrong(AddQuantity, "Give a whole number from 1.");
            if (await ShopPages.FindAsync(sku, storage, cancel) is not { } product) form = form.Wrong(Add, $"There is no product {sku}. Its number stands beside it in the shop.");
            else if (lines.FindIndex(line => line.Sku == product.Sku) is >= 0 and var at) lines[at] = lines[at] with { Quantity = lines[at].Quantity + (more ?? 0) };
            else lines.Add(new(product.Sku, more ?? 0, 0));
        }

        lines.RemoveAll(line => line.Quantity == 0);
        if (lines.Count == 0 && !form.IsFaulty) form = form.Wrong(null, "Nothing would be left of the order. Cancel it instead.");
        return (form, lines.ToValueList());
    }

    private static int? QuantityIn(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) && quantity <= OrderLines.LargestQuantity ? quantity : null;

    private static RazorComponentResult<AmendOrderPage> ShowAmend(OrderModel order, Form form, int status) =>
        Views.Show<AmendOrderPage>(new OrderChangeModel(order, form), status);

    private static RazorComponentResult<CancelOrderPage> ShowCancel(OrderModel order, Form form, int status) =>
        Views.Show<CancelOrderPage>(new OrderChangeModel(order, form), status);
}

/// <param name="Order">As it is now.</param>
/// <param name="Form">What to do with it, of the version that the form was shown for.</param>
public sealed record OrderChangeModel(OrderModel Order, Form Form)
{
    /// <summary>What has happened to it since the form was shown.</summary>
    public IReadOnlyList<Occurrence> Since =>
        [.. Order.Versions.Where(one => long.TryParse(Form[OrderChangePages.Version], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) && one.Version > seen)
            .Select(one => Told.To(Order.Actor, one))];

    /// <summary>What a quantity was typed as, or is.</summary>
    public string Quantity(OrderLine line) => Form.Has(OrderChangePages.QuantityOf(line.Sku)) ? Form[OrderChangePages.QuantityOf(line.Sku)] : $"{line.Quantity}";

    public IReadOnlyDictionary<string, string> Labels => new Dictionary<string, string>(
        Order.Order.Details.Lines.Select(line => KeyValuePair.Create(OrderChangePages.QuantityOf(line.Sku), line.Name)), StringComparer.Ordinal)
    {
        [OrderChangePages.Add] = "Product number", [OrderChangePages.AddQuantity] = "Quantity", [OrderChangePages.Reason] = "Reason",
    };
}
