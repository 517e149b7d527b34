using Tempest.Application.Storage;

namespace Tempest.Application.Reporting;

/// <summary>
/// Carries projections on, event by event. Any number of hosts may: one at a time is at each, and none of them can ask for
/// anything to be done, as nothing but the feed and the projections' own rows is given to it.
/// </summary>
public sealed class Projector(IFeed feed, IProjectionStore store, IReadOnlyList<Projection> projections, TimeProvider clock)
{
    /// <summary>Whoever has not carried on a generation for so long is taken to have gone.</summary>
    public static TimeSpan Abandoned { get; } = TimeSpan.FromMinutes(1);

    private const int Most = 2_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="failed">Told when the storage itself does not answer; it goes on after a moment.</param>
    /// <param name="cancel">Ends it after what is under way.</param>
    public async Task RunAsync(Action<Exception> failed, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var isDone = true;
            try
            {
                isDone = !await RoundAsync(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it is, it is reported, and the projections outlive it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failed(e);
            }

            if (isDone) await Task.Delay(Pause, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until every projection that can be carried on counts all there is.</summary>
    public async Task CatchUpAsync(CancellationToken cancel = default)
    {
        while (await RoundAsync(cancel)) cancel.ThrowIfCancellationRequested();
    }

    /// <summary>A step of each projection.</summary>
    /// <returns>Whether there is more to do.</returns>
    public async Task<bool> RoundAsync(CancellationToken cancel = default)
    {
        var head = await feed.HeadAsync(cancel);
        var more = false;
        foreach (var projection in projections)
        {
            await MakeSureAsync(projection, head, cancel);
            var all = await GenerationsAsync(projection, cancel);
            foreach (var generation in all.Where(one => one.Fingerprint == projection.Fingerprint && one is { IsPaused: false, Fault: null }))
                more |= await CarryOnAsync(projection, generation, head, cancel);
        }

        return more;
    }

    /// <summary>A projection whose code was not counted with before is counted anew, beside what there is.</summary>
    private async Task MakeSureAsync(Projection projection, long head, CancellationToken cancel)
    {
        var known = (await store.GenerationsAsync(cancel)).Where(one => one.Projection == projection.Name).ToArray();
        if (known.Any(one => one.Fingerprint == projection.Fingerprint && one.State is not GenerationState.Retired)) return;
        if (known.Any(one => one.Fingerprint == projection.Fingerprint) && !IsLeftAlone(known, GenerationState.Live, head)) return;

        if (known.FirstOrDefault(one => one.State is GenerationState.Building) is { } others)
        {
            if (!IsLeftAlone(known, GenerationState.Building, head)) return;
            await store.AbandonAsync(others, cancel);
        }

        await store.BeginAsync(projection.Name, projection.Fingerprint, cancel);
    }

    /// <summary>Whether there is something to count and nobody counts it: its code runs nowhere any more.</summary>
    private bool IsLeftAlone(IEnumerable<Generation> known, GenerationState state, long head) =>
        known.FirstOrDefault(one => one.State == state) is { IsPaused: false } one
        && one.Position < head && clock.GetUtcNow() - one.CarriedOnAt > Abandoned;

    private async Task<bool> CarryOnAsync(Projection projection, Generation generation, long head, CancellationToken cancel)
    {
        var more = false;
        if (generation.Position < head)
        {
            await store.StepAsync(generation, async (now, rows) =>
            {
                var events = await feed.ReadAsync(new FeedPart(now.Position), Most, cancel);
                more = events.Count == Most;
                var step = await Counting.StepAsync(projection, now, events, rows);
                more &= step.Fault is null;
                return step;
            }, cancel);
        }

        return generation.State is GenerationState.Building && !more && await store.SwapAsync(generation, cancel) || more;
    }

    private async Task<IReadOnlyList<Generation>> GenerationsAsync(Projection projection, CancellationToken cancel) =>
        [.. (await store.GenerationsAsync(cancel)).Where(one => one.Projection == projection.Name && one.State is not GenerationState.Retired)];
}
