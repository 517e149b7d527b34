using System.Text.Json.Serialization;
using Tempest.Application;
using Tempest.Application.Timeline;

namespace Tempest.Adapters.Http.Timeline;

/// <summary>One thing that happened, what led to it and what it led to.</summary>
/// <param name="Of">What it happened to: <c>shipment/S-1042</c>.</param>
/// <param name="What">In words.</param>
/// <param name="Event">All that is recorded of it.</param>
/// <param name="Cause">The event that led to it; absent when somebody asked for it.</param>
/// <param name="Together">What else the same command did.</param>
/// <param name="Followed">What policies did because of it.</param>
/// <param name="Related">All that goes back to the same request, in order; the first 500.</param>
/// <param name="Links">
/// <c>history</c> of what it happened to, <c>cause</c>, and <c>command</c> with its answer when it was asked for by a policy or carried out later.
/// </param>
public sealed record WhyRepresentation(
    string Of, string What, EventRepresentation Event, TimelineLineRepresentation? Cause, IReadOnlyList<TimelineLineRepresentation> Together,
    IReadOnlyList<TimelineLineRepresentation> Followed, IReadOnlyList<TimelineLineRepresentation> Related,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    internal static WhyRepresentation Showing(Why why)
    {
        var happened = why.Event.Happened;
        return new(
            happened.Stream.ToString(), why.Event.Words, EventRepresentation.Of(Categories.Find(happened.Stream.Category)!, happened),
            why.Cause is { } cause ? TimelineLineRepresentation.Showing(cause) : null,
            Lines(why.Together), Lines(why.Followed), Lines(why.Related), LinksOf(why));
    }

    private static TimelineLineRepresentation[] Lines(IReadOnlyList<TimelineLine> lines) => [.. lines.Select(TimelineLineRepresentation.Showing)];

    private static Dictionary<string, Link> LinksOf(Why why)
    {
        var (stream, links) = (why.Event.Happened.Stream, new Dictionary<string, Link> { ["self"] = At(why.Event) });
        if (why.Cause is { } cause) links["cause"] = At(cause);
        if (why.Command is { } command) links["command"] = new($"/api/commands/{command}");
        if (stream.Category is "order" or "shipment" or "truck" or "account") links["history"] = new($"/api/{stream.Category}s/{stream.Id}/history");
        return links;
    }

    private static Link At(TimelineLine line) => new(FormattableString.Invariant($"/api/events/{line.Happened.Position}"));
}
