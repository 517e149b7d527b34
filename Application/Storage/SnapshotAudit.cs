using System.Diagnostics.Metrics;

namespace Tempest.Application.Storage;

/// <summary>What the audits of all hosts have done since the beginning.</summary>
public interface IAudit
{
    Task RecordAsync(AuditRound round, CancellationToken cancel = default);

    /// <param name="latest">How many of the differences at most, the latest first.</param>
    /// <param name="cancel">When whoever asked has gone.</param>
    Task<AuditReport> ReportAsync(int latest, CancellationToken cancel = default);
}

public sealed record AuditRound(DateTimeOffset At, long Compared, IReadOnlyList<Difference> Differences);

/// <param name="LastAt">When the last round was; null when there has been none.</param>
public sealed record AuditReport(
    long Rounds, long Compared, long Differences, DateTimeOffset? LastAt, IReadOnlyList<FoundDifference> Latest);

/// <summary>A difference as it is remembered; the snapshot was dropped.</summary>
public sealed record FoundDifference(StreamId Stream, long Version, string What, DateTimeOffset At);

/// <summary>How often how many snapshots are compared.</summary>
public sealed record AuditRate(TimeSpan Every, int Snapshots);

/// <summary>
/// Replays snapshots at random and compares. One that differs is dropped, so that it is made again from its events, and
/// remembered for operators. The meter is <c>Tempest.Audit</c>.
/// </summary>
public sealed class SnapshotAudit : IDisposable
{
    private readonly Meter meter = new("Tempest.Audit");
    private readonly IStorage storage;
    private readonly TimeProvider clock;
    private readonly IReadOnlyList<Category> categories;
    private readonly Counter<long> compared;
    private readonly Counter<long> differences;

    public SnapshotAudit(IStorage storage, TimeProvider clock, IReadOnlyList<Category>? categories = null)
    {
        (this.storage, this.clock, this.categories) = (storage, clock, categories ?? Categories.All);
        compared = meter.CreateCounter<long>("tempest.audit.compared", "{snapshot}");
        differences = meter.CreateCounter<long>("tempest.audit.differences", "{snapshot}");
    }

    /// <summary>One round of at most so many snapshots.</summary>
    /// <returns>What was found: each is reason for an alarm.</returns>
    /// <exception cref="UnknownEventException">There is an event that this code does not know.</exception>
    /// <exception cref="Domain.BrokenHistoryException">There is a stream that does not fold.</exception>
    public async Task<IReadOnlyList<Difference>> RunAsync(int most, CancellationToken cancel = default)
    {
        var found = await SnapshotCheck.SampleAsync(storage, categories, most, cancel: cancel);
        foreach (var difference in found.Differences) await storage.DiscardAsync(difference.Entity, cancel);
        await storage.Audit.RecordAsync(new(clock.GetUtcNow(), found.Compared, found.Differences), cancel);
        compared.Add(found.Compared);
        differences.Add(found.Differences.Count);
        return found.Differences;
    }

    public void Dispose() => meter.Dispose();
}
