using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Tempest.Application.Storage;

/// <summary>A snapshot that is not what its events say.</summary>
/// <param name="What">The first thing that differs, in words.</param>
public sealed record Difference(StreamRef Entity, long Version, string What)
{
    public override string ToString() => $"{Entity.Stream} at version {Version}: {What}";
}

/// <param name="Compared">How many snapshots.</param>
public sealed record Checked(long Compared, IReadOnlyList<Difference> Differences);

/// <summary>Replays what was saved as snapshots and compares. What was committed up to a version never changes, so writers may go on.</summary>
public static class SnapshotCheck
{
    private const int PerPage = 200;

    /// <summary>All of a category's, until one differs.</summary>
    /// <exception cref="UnknownEventException">There is an event that this code does not know.</exception>
    /// <exception cref="Domain.BrokenHistoryException">There is a stream that does not fold.</exception>
    public static async Task<Checked> AllAsync(
        ISnapshots storage, Category of, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var (compared, place) = (0L, "");
        while (await storage.SavedAsync([of], place, PerPage, cancel) is { Count: > 0 } page)
        {
            compared += page.Count;
            if (await CompareAsync(storage, page, cancel) is { Count: > 0 } found) return new(compared, found);

            progress?.Report(compared);
            place = page[^1].Place;
        }

        return new(compared, []);
    }

    /// <summary>So many at random. They stand in no order that means anything: from any point on, what follows is a sample.</summary>
    /// <inheritdoc cref="AllAsync"/>
    public static async Task<Checked> SampleAsync(
        ISnapshots storage, IReadOnlyList<Category> of, long most, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var (compared, place, turned) = (0L, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), false);
        var found = new List<Difference>();
        while (compared < most)
        {
            var page = await storage.SavedAsync(of, place, (int)Math.Min(PerPage, most - compared), cancel);
            if (page.Count == 0 && turned) break;

            found.AddRange(await CompareAsync(storage, page, cancel));
            (compared, place, turned) = (compared + page.Count, page.Count == 0 ? "" : page[^1].Place, turned || page.Count == 0);
            progress?.Report(compared);
        }

        return new(compared, found);
    }

    private static async Task<IReadOnlyList<Difference>> CompareAsync(
        ISnapshots storage, IReadOnlyList<Saved> saved, CancellationToken cancel)
    {
        var replayed = await storage.ReplayAsync(saved, cancel);
        return
        [
            .. from pair in saved.Zip(replayed)
               let what = Differs(pair.First, pair.Second)
               where what is not null
               select new Difference(pair.First.Entity, pair.First.Version, what),
        ];
    }

    private static string? Differs(Saved saved, Held replayed) =>
        replayed.Version < saved.Version
            ? $"there are no more than {replayed.Version} events"
            : Differs("", JsonNode.Parse(saved.State.Span), JsonNode.Parse(saved.Entity.Category.WriteSnapshot(replayed.State)));

    private static string? Differs(string path, JsonNode? saved, JsonNode? replayed) => (saved, replayed) switch
    {
        (JsonObject was, JsonObject now) => was.Select(member => member.Key).Union(now.Select(member => member.Key))
            .Order(StringComparer.Ordinal)
            .Select(name => !was.ContainsKey(name) ? $"{Inside(path, name)} is missing"
                : !now.ContainsKey(name) ? $"{Inside(path, name)} should not be there"
                : Differs(Inside(path, name), was[name], now[name]))
            .FirstOrDefault(what => what is not null),
        (JsonArray was, JsonArray now) when was.Count == now.Count => Enumerable.Range(0, was.Count)
            .Select(at => Differs($"{path}[{at}]", was[at], now[at]))
            .FirstOrDefault(what => what is not null),
        (JsonArray was, JsonArray now) => $"{path} has {was.Count} items, its events say {now.Count}",
        _ when JsonNode.DeepEquals(saved, replayed) => null,
        _ => $"{path} is {Text(saved)}, its events say {Text(replayed)}",
    };

    private static string Inside(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Text(JsonNode? json) => json?.ToJsonString() ?? "null";
}
