using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// States held between commands, the least recently used given up when there are too many. Never the truth: that nothing is
/// newer is found out before anything is decided for good. What is committed of a stream never changes, so an entry can be
/// old but not wrong.
/// </summary>
/// <param name="limit">How many bytes of memory the states may take, about; 0: none is kept.</param>
internal sealed class StateMemory(long limit) : IDisposable
{
    /// <summary>Bytes in memory per byte of JSON, about, and what an entry takes besides.</summary>
    private const int Spread = 4, Entry = 500;

    private readonly MemoryCache states = new(new MemoryCacheOptions { SizeLimit = Math.Max(limit, 1), CompactionPercentage = 0.1 });
    private int era;

    public Remembered? Find(TenantId tenant, StreamId stream) => states.Get<Weighed>((tenant, stream))?.Remembered;

    /// <param name="asOf">The feed position at which nothing of the stream is newer than this.</param>
    public void Keep(TenantId tenant, Category category, Held held, long asOf)
    {
        if (limit == 0 || !held.Exists) return;

        var key = (tenant, held.Stream);
        var known = states.Get<Weighed>(key);
        if (known is not null && known.Remembered.Held.Version > held.Version) return;

        // Weighing is work, so it is only done again when the history has doubled.
        if (known is not null && held.Version < 2 * known.WeighedAt)
        {
            known.Become(new(held, asOf));
            return;
        }

        if (WeightOf(category, held) is { } bytes)
            states.Set(key, new Weighed(new(held, asOf), held.Version), new MemoryCacheEntryOptions { Size = bytes });
        else states.Remove(key);
    }

    /// <summary>How often all was forgotten.</summary>
    public int Era => Volatile.Read(ref era);

    public void Forget()
    {
        Interlocked.Increment(ref era);
        states.Clear();
    }

    public void Dispose() => states.Dispose();

    /// <returns>Null when the state cannot be written: then it has no weight, and is read anew each time.</returns>
    private static long? WeightOf(Category category, Held held)
    {
        try
        {
            return Entry + (Spread * category.WriteSnapshot(held.State).Length);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>An entry that keeps its weight while its state changes.</summary>
    private sealed class Weighed(Remembered first, long weighedAt)
    {
        private volatile Remembered remembered = first;

        public Remembered Remembered => remembered;

        public long WeighedAt => weighedAt;

        /// <summary>Whoever knows more wins, whoever comes last.</summary>
        public void Become(Remembered next)
        {
            for (var was = remembered; was.Held.Version < next.Held.Version || (was.Held.Version == next.Held.Version && was.AsOf < next.AsOf); was = remembered)
            {
                if (Interlocked.CompareExchange(ref remembered, next, was) == was) return;
            }
        }
    }
}

/// <param name="Held">A state that is committed.</param>
/// <param name="AsOf">The feed position at which it was its entity's newest.</param>
internal sealed record Remembered(Held Held, long AsOf);
