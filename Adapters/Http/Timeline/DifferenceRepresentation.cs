using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;

namespace Tempest.Adapters.Http.Timeline;

/// <summary>What is different between two versions of something, or between two moments.</summary>
/// <param name="Of">Of what: <c>shipment/S-1042</c>.</param>
/// <param name="From">As it was first.</param>
/// <param name="To">As it was later.</param>
/// <param name="Changes">Every value that is another one, in the words in which it is shown.</param>
/// <param name="Events">What happened in between, the first 500, in words.</param>
/// <param name="Links">Where to go from here; <c>from</c> and <c>to</c> show all of it as it was.</param>
public sealed record DifferenceRepresentation(
    string Of, PointInTime From, PointInTime To, IReadOnlyList<ChangeRepresentation> Changes, IReadOnlyList<TimelineLineRepresentation> Events,
    [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    /// <summary>What says which it is and what can be done, rather than how it is.</summary>
    private static readonly string[] LeftOut = ["version", "at", "_links", "_templates"];

    public static DifferenceRepresentation Showing(
        StreamId stream, string self, PointInTime from, PointInTime to, JsonNode? before, JsonNode? after, IReadOnlyList<TimelineLine> events) => new(
        stream.ToString(), from, to,
        [.. Differences.Between(HowItIs(before), HowItIs(after)).Select(ChangeRepresentation.Showing)],
        [.. events.Select(TimelineLineRepresentation.Showing)],
        new Dictionary<string, Link>
        {
            ["self"] = new($"{self}/difference?from={Text(from)}&to={Text(to)}"),
            ["from"] = new($"{self}?{Query(from)}"),
            ["to"] = new($"{self}?{Query(to)}"),
            ["events"] = new($"{self}/events"),
        });

    private static JsonNode? HowItIs(JsonNode? shown)
    {
        foreach (var name in LeftOut) (shown as JsonObject)?.Remove(name);
        return shown;
    }

    private static string Query(PointInTime then) => then.At is null ? $"version={Text(then)}" : $"at={Text(then)}";

    private static string Text(PointInTime then) =>
        then.At is { } at ? Instant.Text(at) : FormattableString.Invariant($"{then.Version}");
}

/// <summary>A value that is another one.</summary>
/// <param name="Path">Where it stands in what is shown, as a JSON Pointer: <c>/shipTo/city</c>.</param>
/// <param name="Before">Absent when it was not there.</param>
/// <param name="After">Absent when it is there no more.</param>
public sealed record ChangeRepresentation(string Path, JsonElement? Before, JsonElement? After)
{
    public static ChangeRepresentation Showing(Change change) => new(change.Path, Value(change.Before), Value(change.After));

    private static JsonElement? Value(JsonNode? value) => value is null ? null : JsonSerializer.SerializeToElement(value, WireJson.Shown.JsonNode);
}
