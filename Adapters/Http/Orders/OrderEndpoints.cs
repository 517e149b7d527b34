using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Http.Timeline;
using Tempest.Application.Commands;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Http.Orders;

/// <summary>Orders: one endpoint for each transition, and their history.</summary>
internal static class OrderEndpoints
{
    private const string Missing = "order-not-placed";

    private static readonly HistoryEndpoints<OrderId, OrderRepresentation> Orders = new(
        OrderStreams.Orders, "order", Missing)
    {
        Self = OrderLinks.Self,
        Representation = (held, now) =>
            OrderRepresentation.Of(held.Stream.Id, (PlacedOrder)held.State, held.Version, now is not null),
        Links = held => OrderLinks.Of(held.Stream.Id, (Order)held.State, now: true),
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/orders").WithTags("Orders");
        orders.MapGet("", ListAsync).Reads<Collection<OrderRepresentation>>("listOrders", "Orders, the newest first",
            "All filters must hold. Follow the link `next`, in `_links` and in the `Link` header, until there is none.", Examples.Orders);
        orders.MapGet("/{orderId}", GetAsync).Reads<OrderRepresentation>("getOrder", "One order, as it is or as it was",
            "`version` and `at` show it as it was, without `_templates`: nothing can be done with the past.",
            Examples.Order, Missing);
        orders.MapGet("/{orderId}/events", EventsAsync).Reads<Collection<EventRepresentation>>("getOrderEvents",
            "All that ever happened to an order", "The oldest first; nothing is ever taken out.", Examples.Events, Missing);
        orders.MapGet("/{orderId}/history", HistoryAsync).Reads<Collection<TimelineLineRepresentation>>("getOrderHistory",
            "What happened to an order, in words", "With who and when, the oldest first.", Examples.History, Missing);
        orders.MapGet("/{orderId}/difference", DifferenceAsync).Reads<DifferenceRepresentation>("getOrderDifference",
            "What is different between two moments, and why",
            $"Every value that is another one, and what happened in between. {PointInTime.Words}",
            Examples.Difference, Missing, tagged: false);

        orders.MapPost("/{orderId}/commands/place",
            (string orderId, CommandRequest<PlaceOrderBody> request, IStorage storage, CancellationToken cancel) =>
            Orders.RunAsync(orderId, request, id => Place(id, request), storage, cancel, creates: true))
            .Commands<PlaceOrderBody, OrderRepresentation>("placeOrder", "Place an order",
                "You choose the id. Names and prices are those on offer now and stay with the order.",
                Examples.PlaceOrder, Examples.Order, null,
                "unknown-customer", "unknown-product", "product-withdrawn", "order-empty", "too-many-lines", "quantity-below-one",
                "quantity-too-large", "discount-out-of-range", "repeated-sku", "mixed-currencies", "currency-not-the-buyers",
                "address-not-deliverable", "order-already-placed");
        orders.MapPost("/{orderId}/commands/amend",
            (string orderId, CommandRequest<AmendOrderBody> request, IStorage storage, CancellationToken cancel) =>
            Orders.RunAsync(
                orderId, request, id => OrderUseCases.Amend(id, Lines(request.Body.Lines)), storage, cancel))
            .Commands<AmendOrderBody, OrderRepresentation>("amendOrder", "Change an open order's lines",
                "Send all lines as they shall be. What was ordered before keeps its name and price.",
                Examples.AmendOrder, Examples.AmendedOrder, Missing,
                "order-not-open", "order-in-shipping", "order-completed", "unknown-product", "product-withdrawn", "order-empty", "too-many-lines", "quantity-below-one",
                "quantity-too-large", "discount-out-of-range", "repeated-sku", "mixed-currencies");
        orders.MapPost("/{orderId}/commands/approve",
            (string orderId, CommandRequest<EmptyBody> request, IStorage storage, CancellationToken cancel) =>
            Orders.RunAsync(orderId, request, OrdersOnCredit.Approve, storage, cancel))
            .Commands<EmptyBody, OrderRepresentation>("approveOrder", "Approve an open order",
                "Its total is promised by the customer's account, where a credit limit is set. A shipment of its goods is asked for, under the "
                + "order's id. An order that is approved already stays as it is. The body may be left out.",
                "{}", Examples.ApprovedOrder, Missing, "order-not-open", "order-in-shipping", "order-completed",
                "credit-limit-exceeded", "currency-not-the-accounts", "credit-held-otherwise");
        orders.MapPost("/{orderId}/commands/cancel",
            (string orderId, CommandRequest<CancelOrderBody> request, IStorage storage, CancellationToken cancel) =>
            Orders.RunAsync(orderId, request, id => OrdersOnCredit.Cancel(id, request.Body.Reason), storage, cancel))
            .Commands<CancelOrderBody, OrderRepresentation>("cancelOrder", "Cancel an order",
                "Open and approved orders can be cancelled, for a reason that stays in the history. Credit that was promised to it is let go. One in shipping follows its shipment.",
                Examples.CancelOrder, Examples.CancelledOrder, Missing, "reason-missing", "order-already-cancelled",
                "order-in-shipping", "order-completed");
    }

    private static UseCase Place(OrderId id, CommandRequest<PlaceOrderBody> request) => OrderUseCases.Place(
        id, CustomerId.Of(request.Body.Customer), Lines(request.Body.Lines), request.Body.ShipTo.ToAddress(),
        request.Body.Channel == ChannelWord.Web ? Channel.Web : Channel.Phone,
        request.Command.At, request.Body.RequiredBy);

    private static ValueList<RequestedLine> Lines(IReadOnlyList<LineBody> lines) =>
        lines.Select(line => line.ToLine()).ToValueList();

    private static Task<IResult> GetAsync(
        [Description("The order's id.")] string orderId, long? version, DateTimeOffset? at,
        IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Orders.GetAsync(orderId, version, at, storage, clock, cancel);

    private static Task<IResult> EventsAsync(
        [Description("The order's id.")] string orderId, int? limit, string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel) =>
        Orders.EventsAsync(orderId, limit, cursor, context, storage, cancel);

    private static Task<IResult> HistoryAsync(
        [Description("The order's id.")] string orderId, int? limit, string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel) =>
        Orders.HistoryAsync(orderId, limit, cursor, context, storage, cancel);

    private static Task<IResult> DifferenceAsync(
        [Description("The order's id.")] string orderId, string? from, string? to,
        IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Orders.DifferenceAsync(orderId, from, to, storage, clock, cancel);

    private static Task<IResult> ListAsync(
        [Description("Only these: open, approved, shipping, completed or cancelled.")] string? status,
        [Description("Only this customer's.")] string? customer,
        [Description("Only those placed at or after this moment.")] DateTimeOffset? placedFrom,
        [Description("Only those placed before this moment.")] DateTimeOffset? placedBefore,
        int? limit, string? cursor,
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (status is not (null or "open" or "approved" or "shipping" or "completed" or "cancelled"))
            throw new MalformedRequestException("status", "must be open, approved, shipping, completed or cancelled");

        return Orders.ListAsync(
            (after, most) => OrderQueries.Newest(status, customer, placedFrom, placedBefore, after, most), "orders", limit, cursor,
            context, storage, clock, cancel);
    }
}
