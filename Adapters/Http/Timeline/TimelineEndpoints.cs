using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;
using Tempest.Domain;

namespace Tempest.Adapters.Http.Timeline;

/// <summary>One history for all departments.</summary>
internal static class TimelineEndpoints
{
    private const string Missing = "order-not-placed";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/timeline/{orderId}", GetAsync).WithTags("Orders").Reads<TimelineRepresentation>("getTimeline",
            "Everything that happened with an order, whoever did it",
            "The order, its shipments and its invoices as one history, in words, with who and when.",
            TimelineExamples.Timeline, Missing, tagged: false);

    private static async Task<IResult> GetAsync(
        [Description("The order's id.")] string orderId, IStorage storage, CancellationToken cancel) =>
        await OrderTimeline.OfAsync(storage, OrderId.Of(RouteIds.Checked(orderId, "orderId")), cancel) is { } lines
            ? Answers.Show(TimelineRepresentation.Of(orderId, lines), tag: null)
            : Problems.NotFound(Missing, $"There is no order {orderId}.");
}

/// <summary>Everything that happened with an order.</summary>
/// <param name="Order">Which.</param>
/// <param name="Items">In the order in which it was recorded.</param>
/// <param name="Links">Where to go from here.</param>
public sealed record TimelineRepresentation(
    string Order, IReadOnlyList<TimelineLineRepresentation> Items,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static TimelineRepresentation Of(string order, IReadOnlyList<TimelineLine> lines) => new(
        order, [.. lines.Select(TimelineLineRepresentation.Showing)], new Dictionary<string, Link>
        {
            ["self"] = new($"/api/timeline/{order}"),
            ["order"] = new($"/api/orders/{order}"),
        });
}

/// <summary>One thing that happened.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Who">Who did it: a person, or the policy that acts by itself.</param>
/// <param name="What">In words.</param>
/// <param name="Of">What it happened to: <c>shipment/S-1042</c>.</param>
/// <param name="Type">The event's name.</param>
/// <param name="Position">Its place among all that happened in the company.</param>
/// <param name="CorrelationId">The same for all that one request led to.</param>
/// <param name="CausationId">The event that led to it, if one did.</param>
public sealed record TimelineLineRepresentation(
    DateTimeOffset At, string Who, string What, string Of, string Type, long Position, string CorrelationId, string? CausationId)
{
    public static TimelineLineRepresentation Showing(TimelineLine line) => new(
        line.Happened.HappenedAt, line.Happened.Actor, line.Words, line.Happened.Stream.ToString(), line.Happened.Type,
        line.Happened.Position, line.Happened.CorrelationId, line.Happened.CausationId);
}

/// <summary>An example answer, shown by the very code that shows the real ones.</summary>
internal static class TimelineExamples
{
    public static string Timeline => JsonSerializer.Serialize(
        TimelineRepresentation.Of(Examples.OrderId,
        [
            Line(1, "order", "order-placed", "Ordered by polar: 1 line, 783.75 USD", "staff/sally", null),
            Line(2, "order", "order-approved", "Approved", "staff/sally", null),
            Line(3, "shipment", "shipment-submitted", "Carriage of 123 pounds to Omaha asked for, at 34.44 USD", "policy/request-shipment", "order/S-1042/2"),
        ]), WireJson.Shown.TimelineRepresentation);

    /// <summary>Of an approval, which a policy answered.</summary>
    public static string Why
    {
        get
        {
            TimelineLine[] related =
            [
                Line(2, "order", "order-approved", "Approved", "staff/sally", null),
                Line(3, "shipment", "shipment-submitted", "Carriage of 123 pounds to Omaha asked for, at 34.44 USD", "policy/request-shipment", "order/S-1042/2"),
            ];
            var approved = new TimelineLine(Examples.Happened(Application.Ordering.OrderStreams.Orders, Examples.OrderId, new Domain.Ordering.OrderApproved()), "Approved");
            return JsonSerializer.Serialize(
                WhyRepresentation.Showing(new(approved, null, [], [related[1]], related, null)), WireJson.Shown.WhyRepresentation);
        }
    }

    private static TimelineLine Line(int position, string category, string type, string words, string who, string? cause) => new(
        new(new(category, Examples.OrderId), 1, position, type, 1, default, who, $"c{position}", $"c{position}", cause, Examples.PlacedAt, Examples.PlacedAt), words);
}
