using System.Globalization;
using System.Text.Json.Nodes;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Memory;

/// <summary>Answers a selection from what is in memory, as the database does from its indexes.</summary>
internal static class MemoryQuery
{
    public static Page<T> Page<T>(
        IEnumerable<(T Item, string Id, JsonNode? Json, IReadOnlyList<string> Words)> all, Selection wanted)
    {
        var matching = all
            .Where(x => wanted.Where.All(criterion => Holds(criterion, criterion.Path.In(x.Json)))
                && wanted.Words.All(begin => x.Words.Any(word => word.StartsWith(begin, StringComparison.Ordinal))))
            .Select(x => (x.Item, Place: new Place(wanted.OrderBy.In(x.Json) ?? "", x.Id)))
            .Order(Comparer<(T Item, Place Place)>.Create((a, b) => Compare(a.Place, b.Place, wanted.Descending)))
            .Where(x => wanted.After is null || Compare(x.Place, wanted.After, wanted.Descending) > 0)
            .Take(wanted.Limit + 1)
            .ToArray();
        return new([.. matching.Take(wanted.Limit).Select(x => x.Item)],
            matching.Length > wanted.Limit ? matching[wanted.Limit - 1].Place : null);
    }

    public static IReadOnlyList<ValueCount> Count(IEnumerable<JsonNode?> all, JsonPath by, IReadOnlyList<Criterion> where) =>
        [.. all.Where(json => where.All(criterion => Holds(criterion, criterion.Path.In(json))))
            .Select(json => by.In(json)).OfType<string>()
            .CountBy(value => value).OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => new ValueCount(count.Key, count.Value))];

    private static bool Holds(Criterion criterion, string? value) => (criterion, value) switch
    {
        (_, null) => false,
        (Is wanted, _) => value == wanted.Value,
        (NotBefore wanted, _) => string.CompareOrdinal(value, wanted.Value) >= 0,
        (Before wanted, _) => string.CompareOrdinal(value, wanted.Value) < 0,
        (AtLeast wanted, _) => Number(value) >= wanted.Value,
        (AtMost wanted, _) => Number(value) <= wanted.Value,
        _ => throw new InvalidOperationException($"No way to test {criterion}."),
    };

    private static decimal Number(string value) => decimal.Parse(value, CultureInfo.InvariantCulture);

    private static int Compare(Place a, Place b, bool descending)
    {
        var order = string.CompareOrdinal(a.Key, b.Key) is var keys && keys != 0
            ? keys
            : string.CompareOrdinal(a.Id, b.Id);
        return descending ? -order : order;
    }
}
