using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// States held between commands, the least recently used given up when there are too many. Never the truth: what is newer
/// is read before anything is decided. What is committed of a stream never changes, so an entry can be old but not wrong.
/// </summary>
/// <param name="limit">How many bytes of memory the states may take, about; 0: none is kept.</param>
internal sealed class StateMemory(long limit) : IDisposable
{
    /// <summary>Bytes in memory per byte of JSON, about, and what an entry takes besides.</summary>
    private const int Spread = 4, Entry = 500;

    private readonly MemoryCache states = new(new MemoryCacheOptions { SizeLimit = Math.Max(limit, 1), CompactionPercentage = 0.1 });
    private readonly ConcurrentDictionary<TenantId, long> heads = [];

    public Held? Find(TenantId tenant, StreamId stream) => states.Get<Weighed>((tenant, stream))?.Held;

    public void Keep(TenantId tenant, Category category, Held held)
    {
        if (limit == 0 || !held.Exists) return;

        var key = (tenant, held.Stream);
        var known = states.Get<Weighed>(key);
        if (known is not null && known.Held.Version >= held.Version) return;

        // Weighing is work, so it is only done again when the history has doubled.
        var weighed = known is not null && held.Version < 2 * known.WeighedAt
            ? known with { Held = held }
            : Weigh(category, held);
        if (weighed is null) states.Remove(key);
        else states.Set(key, weighed, new MemoryCacheEntryOptions { Size = weighed.Bytes });
    }

    /// <summary>The last position of the tenant's feed that this host knows to be committed.</summary>
    public long Reached(TenantId tenant) => heads.GetValueOrDefault(tenant);

    public void Reached(TenantId tenant, long position) =>
        heads.AddOrUpdate(tenant, position, (_, known) => Math.Max(known, position));

    public void Forget()
    {
        states.Clear();
        heads.Clear();
    }

    public void Dispose() => states.Dispose();

    /// <returns>Null when the state cannot be written: then it has no weight, and is read anew each time.</returns>
    private static Weighed? Weigh(Category category, Held held)
    {
        try
        {
            return new(held, Entry + (Spread * category.WriteSnapshot(held.State).Length), held.Version);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private sealed record Weighed(Held Held, long Bytes, long WeighedAt);
}
