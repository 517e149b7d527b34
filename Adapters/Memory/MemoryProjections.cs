using System.Text;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Memory;

/// <summary>Projections, while the process lasts.</summary>
internal sealed class MemoryProjections : IProjectionStore
{
    private readonly Lock gate = new();
    private readonly List<Generation> generations = [];
    private readonly Dictionary<(string Projection, int Number), Rows> rows = [];
    private readonly HashSet<(string Projection, int Number)> busy = [];

    public Task<IReadOnlyList<Generation>> GenerationsAsync(CancellationToken cancel = default) => Locked<IReadOnlyList<Generation>>(() =>
        [.. generations.OrderBy(one => one.Projection, StringComparer.Ordinal).ThenBy(one => one.Number)]);

    public Task<Projected?> ReadAsync(
        string projection, string part, string from = "", string? before = null, CancellationToken cancel = default) => Locked(() =>
        Live(projection) is not { } live ? null : new Projected(live, [.. rows[Key(live)]
            .Where(row => row.Key.Part == part && string.CompareOrdinal(row.Key.Key, from) >= 0 && (before is null || string.CompareOrdinal(row.Key.Key, before) < 0))
            .OrderBy(row => row.Key.Key, StringComparer.Ordinal).Select(row => new ProjectedLine(row.Key.Key, Figures.Read(row.Value.Json)))]));

    public Task<IReadOnlyList<Subject>> BehindAsync(
        string projection, IReadOnlyList<string> lines, Subject? after, int limit, CancellationToken cancel = default) => Locked<IReadOnlyList<Subject>>(() =>
        Live(projection) is not { } live ? [] : [.. rows[Key(live)].Where(row => row.Value.Lines.Intersect(lines, StringComparer.Ordinal).Any())
            .Select(row => new Subject(row.Key.Part, row.Key.Key))
            .OrderBy(one => one.Category, StringComparer.Ordinal).ThenBy(one => one.Id, StringComparer.Ordinal)
            .Where(one => after is not { } last || string.CompareOrdinal(one.Category, last.Category) is var part
                && (part > 0 || (part == 0 && string.CompareOrdinal(one.Id, last.Id) > 0))).Take(limit)]);

    public Task<string> DigestAsync(Generation generation, CancellationToken cancel = default) => Locked(() =>
        Digest.Of(string.Concat(rows[Key(generation)].OrderBy(row => row.Key.Part, StringComparer.Ordinal).ThenBy(row => row.Key.Key, StringComparer.Ordinal)
            .Select(row => $"{row.Key.Part}\0{row.Key.Key}\0{Encoding.UTF8.GetString(row.Value.Json)}\0"))));

    public Task<bool> BeginAsync(string projection, string fingerprint, CancellationToken cancel = default) => Locked(() =>
    {
        if (generations.Exists(one => one.Projection == projection && one.State is GenerationState.Building)) return false;

        var now = DateTimeOffset.UtcNow;
        var begun = new Generation(projection, generations.Count(one => one.Projection == projection) + 1, fingerprint,
            Live(projection) is null ? GenerationState.Live : GenerationState.Building, 0, null, Live(projection)?.IsPaused ?? false, null, now, now);
        generations.Add(begun);
        rows[Key(begun)] = [];
        return true;
    });

    public async Task<bool> StepAsync(
        Generation generation, Func<Generation, IKnownRows, Task<Step>> step, CancellationToken cancel = default)
    {
        var key = Key(generation);
        Generation now;
        lock (gate)
        {
            if (Now(key) is not { IsPaused: false, Fault: null, State: not GenerationState.Retired } free || !busy.Add(key)) return false;
            now = free;
        }

        try
        {
            var done = await step(now, rows[key]);
            lock (gate)
            {
                foreach (var change in done.Changes)
                {
                    if (change.Json is { } json) rows[key][change.Key] = (json, change.Lines);
                    else rows[key].Remove(change.Key);
                }

                Become(Now(key)! with { Position = done.Position, Time = done.Time, Fault = done.Fault, CarriedOnAt = DateTimeOffset.UtcNow });
            }

            return true;
        }
        finally
        {
            lock (gate) busy.Remove(key);
        }
    }

    public Task<bool> SwapAsync(Generation built, CancellationToken cancel = default) => Locked(() =>
    {
        if (Now(Key(built)) is not { State: GenerationState.Building } ready || Live(built.Projection) is not { } live || ready.Position < live.Position) return false;

        Become(live with { State = GenerationState.Retired });
        Become(ready with { State = GenerationState.Live });
        rows[Key(live)] = [];
        return true;
    });

    public Task AbandonAsync(Generation building, CancellationToken cancel = default) => Locked(() =>
    {
        if (Now(Key(building)) is not { State: GenerationState.Building } now) return false;

        Become(now with { State = GenerationState.Retired });
        rows[Key(now)] = [];
        return true;
    });

    public Task<bool> PauseAsync(string projection, bool paused, CancellationToken cancel = default) => Locked(() =>
    {
        var all = generations.FindAll(one => one.Projection == projection && one.State is not GenerationState.Retired);
        foreach (var one in all) Become(one with { IsPaused = paused, Fault = paused ? one.Fault : null });
        return all.Count > 0;
    });

    private static (string Projection, int Number) Key(Generation generation) => (generation.Projection, generation.Number);

    private Generation? Now((string Projection, int Number) key) => generations.Find(one => Key(one) == key);

    private Generation? Live(string projection) => generations.Find(one => one.Projection == projection && one.State is GenerationState.Live);

    private void Become(Generation now) => generations[generations.FindIndex(one => Key(one) == Key(now))] = now;

    private Task<T> Locked<T>(Func<T> look)
    {
        lock (gate) return Task.FromResult(look());
    }

    private sealed class Rows : Dictionary<RowKey, (byte[] Json, IReadOnlyList<string> Lines)>, IKnownRows
    {
        public Task<IReadOnlyDictionary<RowKey, byte[]>> FindAsync(IReadOnlyCollection<RowKey> keys) =>
            Task.FromResult<IReadOnlyDictionary<RowKey, byte[]>>(keys.Where(ContainsKey).ToDictionary(key => key, key => this[key].Json));
    }
}
