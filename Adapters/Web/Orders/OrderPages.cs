using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Web.Orders;

/// <summary>A customer's orders: all of them, and each as it is, as it was, and as it changes.</summary>
internal static class OrderPages
{
    private const int AtOnce = 25;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/orders", ListAsync).WithName("ordersPage");
        pages.MapGet("/orders/{id}", ShowAsync).WithName("orderPage");
        pages.MapGet("/orders/{id}/changes", ChangesAsync).WithName("orderChanges");
    }

    public static IResult Missing(string id) => Views.Missing($"You have no order {id}. The address may have a slip in it.");

    private static async Task<IResult> ListAsync(string? status, string? after, IStorage storage, CancellationToken cancel)
    {
        var chosen = OrderWords.Statuses.Any(one => one.Value == status) ? status : null;
        var found = await storage.SelectAsync(
            OrderStreams.Orders, OrderQueries.Newest(chosen, after: Paging.After(after), limit: AtOnce), cancel);
        return Views.Show<OrdersPage>(new OrdersModel(
            chosen, [.. found.Items.Select(held => new ListedOrder(held.Stream.Id, (PlacedOrder)held.State))], IsFirst: after is null, found.Next));
    }

    private static async Task<IResult> ShowAsync(
        string id, string? version, string? at, OrderReader orders, CancellationToken cancel)
    {
        if (!Identifier.IsValid(id)) return Missing(id);
        if (version is null && at is null)
            return await orders.NowAsync(OrderId.Of(id), cancel) is { } now ? Views.Show<OrderPage>(now) : Missing(id);

        var then = long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await orders.ThenAsync(OrderId.Of(id), number, cancel)
            : DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? await orders.ThenAsync(OrderId.Of(id), moment, cancel)
            : null;
        return then is null ? Views.Missing($"You have no order {id}, or it was not yet there then.") : Views.Show<OrderPage>(then);
    }

    private static IResult ChangesAsync(string id, string? seen, Live live, OrderReader orders, HttpContext context) =>
        Identifier.IsValid(id)
            ? live.Changes(seen, OrderStreams.Orders.Stream(id).Stream, cancel => orders.FollowedAsync(OrderId.Of(id), cancel), context)
            : Missing(id);
}

/// <param name="Id">By which it is asked for.</param>
public sealed record ListedOrder(string Id, PlacedOrder Order);

/// <param name="Status">The only one that is shown; null: all.</param>
/// <param name="IsFirst">Nothing newer stands before them.</param>
/// <param name="Next">Where the next page begins.</param>
public sealed record OrdersModel(string? Status, IReadOnlyList<ListedOrder> Orders, bool IsFirst, Place? Next)
{
    public static string At(string? status, Place? after = null) => Paging.Address(
        "/orders", ("status", status), ("after", after is null ? null : Paging.Text(after)));
}
