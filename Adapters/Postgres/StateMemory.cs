using Microsoft.Extensions.Caching.Memory;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// States held between commands, bounded in number. Never the truth: what is newer is read before anything is decided.
/// What is committed of a stream never changes, so an entry can be old but not wrong.
/// </summary>
internal sealed class StateMemory(int limit) : IDisposable
{
    private readonly MemoryCache states = new(new MemoryCacheOptions { SizeLimit = Math.Max(limit, 1) });

    public Held? Find(StreamRef stream) => limit > 0 ? states.Get<Held>(stream.Stream) : null;

    public void Keep(Held held)
    {
        if (limit == 0 || !held.Exists || states.Get<Held>(held.Stream) is { } known && known.Version >= held.Version)
            return;

        states.Set(held.Stream, held, new MemoryCacheEntryOptions { Size = 1 });
    }

    public void Forget() => states.Clear();

    public void Dispose() => states.Dispose();
}
