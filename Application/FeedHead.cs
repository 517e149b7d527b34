using Tempest.Application.Storage;

namespace Tempest.Application;

/// <summary>
/// Where the feed ends, for all on this host who wait for it to go on: one look every few milliseconds for all of them
/// together, none while nobody waits.
/// </summary>
public sealed class FeedHead(IFeed feed, TimeProvider clock)
{
    /// <summary>How long somebody waits for what they have written elsewhere.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly Lock gate = new();
    private Task<long>? look;

    /// <summary>Waits until the feed goes on after this position.</summary>
    /// <returns>Where it ends; no further than before when it took longer than that.</returns>
    public async Task<long> BeyondAsync(long position, TimeSpan longest, CancellationToken cancel = default)
    {
        var since = clock.GetTimestamp();
        long head;
        do head = await Next().WaitAsync(cancel);
        while (head <= position && clock.GetElapsedTime(since) < longest);
        return head;
    }

    /// <summary>Waits until all up to this position can be read here.</summary>
    /// <exception cref="NotReachedException">It cannot within a few seconds.</exception>
    public async Task ReachAsync(long position, CancellationToken cancel = default)
    {
        var head = await feed.HeadAsync(cancel);
        if (head < position) head = await BeyondAsync(position - 1, Patience, cancel);
        if (head < position) throw new NotReachedException(position, head);
    }

    private Task<long> Next()
    {
        lock (gate)
        {
            if (look is { IsCompleted: false }) return look;

            using (ExecutionContext.SuppressFlow()) return look = Task.Run(LookAsync);
        }
    }

    private async Task<long> LookAsync()
    {
        await Task.Delay(Pause, clock);
        return await feed.HeadAsync();
    }
}

/// <summary>What is to be read is not here yet.</summary>
public sealed class NotReachedException : Exception
{
    public NotReachedException(long position, long head) : base(FormattableString.Invariant(
        $"Position {position} is not reached here; the feed ends at {head}. If it stays so, the database was put back to an earlier day: begin anew.")) { }

    public NotReachedException(long position, string projection, long counted) : base(FormattableString.Invariant(
        $"Position {position} is not reached by the report; {projection} counts up to {counted}. If it stays so, operators see why it stands still.")) { }

    public NotReachedException(string message) : base(message) { }

    public NotReachedException(string message, Exception inner) : base(message, inner) { }

    public NotReachedException() { }
}
