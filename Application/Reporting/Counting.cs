using Tempest.Application.Storage;

namespace Tempest.Application.Reporting;

/// <summary>What some events change in the rows of a projection. One that cannot be counted ends it there.</summary>
internal sealed class Counting(Projection projection, Dictionary<RowKey, byte[]> known)
{
    private readonly Dictionary<RowKey, IReadOnlyList<string>> lines = [];
    private readonly Dictionary<RowKey, Figures> added = [];

    public static async Task<Step> StepAsync(
        Projection projection, Generation at, IReadOnlyList<RecordedEvent> events, IKnownRows rows)
    {
        var subjects = events.Select(projection.SubjectOf).OfType<Subject>().Distinct().Select(RowOf).ToArray();
        var counting = new Counting(projection, new(await rows.FindAsync(subjects)));
        var (position, time, fault) = (at.Position, at.Time, default(string));
        foreach (var happened in events)
        {
            fault = counting.FaultOf(happened);
            if (fault is not null) break;

            (position, time) = (happened.Position, happened.RecordedAt);
        }

        return new(await counting.ChangesAsync(rows), position, time, fault);
    }

    private static RowKey RowOf(Subject subject) => new(subject.Category, subject.Id);

    /// <returns>Why the event cannot be counted; then nothing of it is.</returns>
    private string? FaultOf(RecordedEvent happened)
    {
        if (projection.SubjectOf(happened) is not { } subject) return null;

        try
        {
            Take(subject, projection.Learn(subject, known.GetValueOrDefault(RowOf(subject)), happened));
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, the projection stops here and says so; it stops nobody else.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"Event {happened.Position}, {happened.Type} of {happened.Stream}: {e.Message}";
        }
    }

    private void Take(Subject subject, Learned learned)
    {
        known[RowOf(subject)] = learned.Known;
        lines[RowOf(subject)] = [.. learned.After.Select(count => count.Line).Distinct(StringComparer.Ordinal)];
        foreach (var count in learned.After) Add(count, count.Figures);
        foreach (var count in learned.Before) Add(count, Figures.Negate(count.Figures));
    }

    private void Add(Count count, Figures figures)
    {
        var key = new RowKey(count.Part, count.Key);
        added[key] = added.GetValueOrDefault(key, Figures.None) + figures;
    }

    /// <summary>A line that comes to nothing goes.</summary>
    private async Task<IReadOnlyList<RowChange>> ChangesAsync(IKnownRows rows)
    {
        var changed = added.Where(one => !one.Value.IsNone).Select(one => one.Key).ToArray();
        var sums = await rows.FindAsync(changed);
        return
        [
            .. lines.Select(one => new RowChange(one.Key, known[one.Key], one.Value)),
            .. changed.Select(key =>
            {
                var sum = added[key] + (sums.TryGetValue(key, out var json) ? Figures.Read(json) : Figures.None);
                return new RowChange(key, sum.IsNone ? null : sum.Write(), []);
            }),
        ];
    }
}
