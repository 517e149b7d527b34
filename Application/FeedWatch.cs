using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Application;

/// <summary>
/// Tells those who look at something that it may have changed: one look at the feed each second at most for all of them together,
/// none while nobody watches. What has changed, each sees for themselves, with the eyes they have.
/// </summary>
public sealed class FeedWatch(IFeed feed, FeedHead end, TimeProvider clock)
{
    public const int Most = 2_000;

    public const int MostOfOne = 24;

    private const int AtOnce = 500;

    /// <summary>Whoever is further behind than that is told to look without being told at what.</summary>
    private const int MostBehind = 20 * AtOnce;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly HashSet<Watch> watches = [];
    private bool isLooking;

    /// <param name="who">Whoever watches.</param>
    /// <returns>Null when there are too many already, or too many of theirs.</returns>
    public Watch? Begin(string who)
    {
        lock (gate)
        {
            if (watches.Count >= Most || watches.Count(watch => watch.Who == who) >= MostOfOne) return null;

            var begun = new Watch(who, End);
            watches.Add(begun);
            if (isLooking) return begun;

            isLooking = true;
            using (ExecutionContext.SuppressFlow()) _ = Task.Run(LookAsync);
            return begun;
        }
    }

    private void End(Watch watch)
    {
        lock (gate) watches.Remove(watch);
    }

    private async Task LookAsync()
    {
        long? seen = null;
        while (Watching() is { Length: > 0 } watching)
        {
            try
            {
                seen = await LookAsync(watching, seen);
            }
#pragma warning disable CA1031 // Whoever watches looks for themselves, and meets the fault where it can be answered.
            catch (Exception)
#pragma warning restore CA1031
            {
                seen = null;
                foreach (var watch in watching) watch.Ring();
            }

            await Task.Delay(Pause, clock);
        }
    }

    /// <summary>None: nobody looks any more, until somebody begins again.</summary>
    private Watch[] Watching()
    {
        lock (gate)
        {
            isLooking = watches.Count > 0;
            return [.. watches];
        }
    }

    private async Task<long> LookAsync(Watch[] watching, long? seen)
    {
        var head = seen is { } before ? await end.BeyondAsync(before, Pause) : await feed.HeadAsync();
        if (seen is not { } at || head < at || head - at > MostBehind)
        {
            foreach (var watch in watching) watch.Ring();
            return head;
        }

        while (at < head)
        {
            var happened = await feed.ReadAsync(at, AtOnce);
            if (happened.Count == 0) return at;

            var streams = happened.Select(one => one.Stream).ToHashSet();
            foreach (var watch in watching.Where(watch => watch.Follows(streams))) watch.Ring();
            at = happened[^1].Position;
        }

        return at;
    }
}

/// <summary>One who watches some streams, until it is disposed of.</summary>
public sealed class Watch(string who, Action<Watch> end) : IDisposable
{
    private readonly Bell bell = new();
    private volatile HashSet<StreamId> followed = [];
    private volatile HashSet<string> categories = [];

    public string Who => who;

    /// <returns>Whether these are others than before: look again, since what happened to them until now was not heard.</returns>
    public bool Follow(IEnumerable<StreamId> streams)
    {
        var now = streams.ToHashSet();
        if (now.SetEquals(followed)) return false;

        followed = now;
        return true;
    }

    /// <summary>Besides, everything of these categories, also what does not exist yet.</summary>
    public void FollowAll(params IEnumerable<Category> all) => categories = [.. all.Select(category => category.Name)];

    /// <summary>The next time that something may have happened to what is followed: taken first, then looked, it misses nothing.</summary>
    public Task Next => bell.Next;

    public void Dispose() => end(this);

    internal bool Follows(HashSet<StreamId> streams) =>
        followed.Overlaps(streams) || streams.Any(stream => categories.Contains(stream.Category));

    internal void Ring() => bell.Ring();
}
