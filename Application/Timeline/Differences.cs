using System.Text.Json.Nodes;

namespace Tempest.Application.Timeline;

/// <param name="Path">A JSON Pointer to a single value: <c>/shipTo/city</c>, <c>/lines/0/quantity</c>.</param>
/// <param name="Before">Null when it was not there.</param>
/// <param name="After">Null when it is there no more.</param>
public sealed record Change(string Path, JsonNode? Before, JsonNode? After);

/// <summary>What is different between something as it was and as it was later, value by value.</summary>
public static class Differences
{
    public static IReadOnlyList<Change> Between(JsonNode? before, JsonNode? after) => [.. Between("", before, after)];

    /// <summary>What is on one side only is told by its single values as well.</summary>
    private static IEnumerable<Change> Between(string path, JsonNode? before, JsonNode? after) => (before, after) switch
    {
        (JsonObject or null, JsonObject or null) and not (null, null) =>
            Parts(before as JsonObject, after as JsonObject).SelectMany(part => Between($"{path}/{Escaped(part)}", before?[part], after?[part])),
        (JsonArray or null, JsonArray or null) and not (null, null) =>
            Enumerable.Range(0, Math.Max(CountOf(before), CountOf(after)))
                .SelectMany(index => Between(FormattableString.Invariant($"{path}/{index}"), At(before, index), At(after, index))),
        _ => JsonNode.DeepEquals(before, after) ? [] : [new(path, before, after)],
    };

    private static IEnumerable<string> Parts(JsonObject? before, JsonObject? after) =>
        NamesIn(before).Union(NamesIn(after), StringComparer.Ordinal);

    private static IEnumerable<string> NamesIn(JsonObject? one) => one?.Select(part => part.Key) ?? [];

    private static int CountOf(JsonNode? array) => (array as JsonArray)?.Count ?? 0;

    private static JsonNode? At(JsonNode? array, int index) => index < CountOf(array) ? array![index] : null;

    private static string Escaped(string part) =>
        part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
