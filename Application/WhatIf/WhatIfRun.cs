using Tempest.Application.Storage;

namespace Tempest.Application.WhatIf;

/// <summary>A decision that the present code takes otherwise.</summary>
/// <param name="First">What happened then, as it was recorded; the first event of it.</param>
public sealed record OtherDecision(RecordedEvent First, TakenAgain Taken);

/// <param name="Decisions">How many were taken again.</param>
/// <param name="Entities">Of how many.</param>
/// <param name="Others">How many came out otherwise.</param>
/// <param name="Position">The feed up to here was looked at.</param>
public sealed record WhatIfReport(long Decisions, long Entities, long Others, long Position);

/// <summary>
/// Goes through the real history once and has the present decider take each decision again, from what was known when it was
/// taken. What happened stays what it was: each next decision stands on history and not on what would have become of it, so that
/// each difference is one of its own. Nothing is written.
/// </summary>
public sealed class WhatIfRun(IFeed feed, DecisionsOf decisions)
{
    private const int PerPage = 1_000;

    private readonly PastStates then = new();
    private readonly List<RecordedEvent> together = [];
    private readonly Dictionary<string, Category> beside =
        decisions.Beside.ToDictionary(category => category.Name, StringComparer.Ordinal);

    private readonly HashSet<StreamId> entities = [];
    private long taken, others;

    /// <param name="found">Told of each decision that comes out otherwise, in the feed's order.</param>
    /// <param name="progress">Told the position reached.</param>
    /// <param name="cancel">Stops it; nothing was changed.</param>
    /// <exception cref="UnknownEventException">There is an event that this code does not know; nothing is skipped.</exception>
    public async Task<WhatIfReport> RunAsync(
        Action<OtherDecision> found, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var (position, head) = (0L, await feed.HeadAsync(cancel));
        while (position < head)
        {
            foreach (var happened in await feed.ReadAsync(position, (int)Math.Min(PerPage, head - position), cancel))
            {
                if (together is [var first, ..] && (first.CommandId, first.Stream) != (happened.CommandId, happened.Stream)) TakeAgain(found);
                if (happened.Stream.Category == decisions.Category.Name) together.Add(happened);
                else if (beside.TryGetValue(happened.Stream.Category, out var category)) then.GoOn(category, happened);
                position = happened.Position;
            }

            progress?.Report(position);
        }

        TakeAgain(found);
        return new(taken, entities.Count, others, head);
    }

    private void TakeAgain(Action<OtherDecision> found)
    {
        var category = decisions.Category;
        var events = together.Select(happened => category.Decode(happened.Type, happened.Schema, happened.Data.Span)).ToArray();
        for (var next = 0; next < events.Length;)
        {
            var first = together[next];
            var again = decisions.Take(then.Of(category, first.Stream), events[next..], first, then);
            entities.Add(first.Stream);
            taken++;
            if (!again.IsSame)
            {
                others++;
                found(new(first, again));
            }

            foreach (var happened in together.Slice(next, again.Then.Count)) then.GoOn(category, happened);
            next += again.Then.Count;
        }

        together.Clear();
    }
}
