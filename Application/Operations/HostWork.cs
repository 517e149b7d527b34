using System.Collections.Concurrent;

namespace Tempest.Application.Operations;

/// <summary>What one host has done since it was started; of others it knows nothing.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Since">When it was started.</param>
/// <param name="Kinds">By what commands are about and states are of, by name.</param>
public sealed record HostWork(string Host, DateTimeOffset Since, IReadOnlyList<KindOfWork> Kinds);

/// <param name="Kind">A category of streams, or a kind of plain records.</param>
/// <param name="Commands">How many were asked of it.</param>
/// <param name="Retries">How often one of them was tried again, because others had written meanwhile or the connection was lost.</param>
/// <param name="FromSnapshots">How many states were read from a snapshot that fits this version, and the events after it.</param>
/// <param name="FromEvents">How many were read from the first event on.</param>
public sealed record KindOfWork(string Kind, long Commands, long Retries, long FromSnapshots, long FromEvents)
{
    /// <summary>How many of a hundred states had a snapshot; null when none was read.</summary>
    public decimal? HitRate => FromSnapshots + FromEvents is > 0 and var read ? Math.Round(100m * FromSnapshots / read, 1) : null;
}

/// <summary>Counts what a host does; from any number of threads.</summary>
public sealed class WorkTally(TimeProvider clock)
{
    private readonly DateTimeOffset since = clock.GetUtcNow();
    private readonly ConcurrentDictionary<string, Counts> kinds = new(StringComparer.Ordinal);

    public HostWork Done => new(Environment.MachineName, since,
        [.. kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => kind.Value.Of(kind.Key))]);

    /// <param name="kind">What the command is about.</param>
    /// <param name="attempts">How many it took: 1 when nothing was in its way.</param>
    public void Tried(string kind, int attempts) => Of(kind).Tried(attempts);

    /// <param name="kind">The category of an entity whose state was read from the database.</param>
    /// <param name="fromSnapshot">Whether there was a snapshot that fits.</param>
    public void Read(string kind, bool fromSnapshot) => Of(kind).Read(fromSnapshot);

    private Counts Of(string kind) => kinds.GetOrAdd(kind, _ => new());

    private sealed class Counts
    {
        private long commands, retries, fromSnapshots, fromEvents;

        public void Tried(int attempts)
        {
            Interlocked.Increment(ref commands);
            if (attempts > 1) Interlocked.Add(ref retries, attempts - 1);
        }

        public void Read(bool fromSnapshot) => Interlocked.Increment(ref fromSnapshot ? ref fromSnapshots : ref fromEvents);

        public KindOfWork Of(string kind) => new(kind, Interlocked.Read(ref commands), Interlocked.Read(ref retries),
            Interlocked.Read(ref fromSnapshots), Interlocked.Read(ref fromEvents));
    }
}
