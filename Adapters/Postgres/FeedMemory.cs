using System.Collections.Concurrent;
using System.Diagnostics;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// How far this host knows each tenant's feed, and since where it has been the only one to write there: a state that was the
/// newest at a position since then is the newest still, if the feed ends where this host left it.
/// </summary>
internal sealed class FeedMemory
{
    /// <summary>How long after another host's writing it is taken to go on.</summary>
    public static TimeSpan Company { get; } = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<TenantId, Known> feeds = [];

    /// <summary>The last position known to be committed; 0 when none is.</summary>
    public long Reached(TenantId tenant) => feeds.TryGetValue(tenant, out var known) ? known.Reached : 0;

    /// <summary>Where the feed ends, and since where all of it is this host's; null when others write too.</summary>
    public (long Since, long Reached)? Alone(TenantId tenant) =>
        feeds.TryGetValue(tenant, out var known) && Stopwatch.GetElapsedTime(known.Met) > Company
            ? (known.Since, known.Reached)
            : null;

    /// <summary>Where a transaction found its end: if not where this host left it, somebody else has written.</summary>
    public void Found(TenantId tenant, long position) => feeds.AddOrUpdate(tenant,
        _ => new(position, position, 0),
        (_, known) => position <= known.Reached ? known : new(position, position, Stopwatch.GetTimestamp()));

    /// <summary>Where this host's commit moved it.</summary>
    public void Moved(TenantId tenant, long position) => feeds.AddOrUpdate(tenant,
        _ => new(position, position, 0),
        (_, known) => position <= known.Reached ? known : known with { Reached = position });

    /// <summary>It does not end where this host left it, so it has to be read.</summary>
    public void Met(TenantId tenant)
    {
        if (feeds.TryGetValue(tenant, out var known)) feeds.TryUpdate(tenant, known with { Met = Stopwatch.GetTimestamp() }, known);
    }

    public void Forget() => feeds.Clear();

    /// <param name="Since">All after it is this host's.</param>
    /// <param name="Reached">The last one known.</param>
    /// <param name="Met">When somebody else's writing was last noticed; 0: never.</param>
    private sealed record Known(long Since, long Reached, long Met);
}
