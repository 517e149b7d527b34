using System.Diagnostics.Metrics;
using Tempest.Application.Operations;

namespace Tempest.Adapters.Postgres;

/// <summary>What operators watch of a host's database: the meter <c>Tempest.Postgres</c>, and sums for who looks at a page.</summary>
internal sealed class Metrics : IDisposable
{
    private readonly Meter meter = new("Tempest.Postgres");
    private readonly Histogram<int> attempts;
    private readonly Counter<long> reads;
    private readonly WorkTally work;

    public Metrics(TimeProvider clock)
    {
        work = new(clock);
        attempts = meter.CreateHistogram<int>("tempest.command.attempts", "{attempt}");
        Together = meter.CreateHistogram<int>("tempest.command.together", "{command}");
        Retries = meter.CreateCounter<long>("tempest.command.retries", "{retry}");
        RoundTrips = meter.CreateCounter<long>("tempest.command.roundtrips", "{trip}");
        reads = meter.CreateCounter<long>("tempest.snapshots.reads", "{state}");
        SnapshotsLost = meter.CreateCounter<long>("tempest.snapshots.lost", "{batch}");
    }

    public HostWork Work => work.Done;

    /// <summary>Commands that shared a transaction.</summary>
    public Histogram<int> Together { get; }

    /// <summary>Transactions that had to be tried again, by SQLSTATE or "connection".</summary>
    public Counter<long> Retries { get; }

    /// <summary>Round trips to the server that transactions took.</summary>
    public Counter<long> RoundTrips { get; }

    /// <summary>Batches of snapshots that could not be written; the events are there.</summary>
    public Counter<long> SnapshotsLost { get; }

    /// <summary>A command was answered or given up.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="after">How many attempts: 1 when nothing was in its way.</param>
    public void Tried(string kind, int after)
    {
        attempts.Record(after, new KeyValuePair<string, object?>("category", kind));
        work.Tried(kind, after);
    }

    /// <summary>A present state was read from the database, not remembered.</summary>
    /// <param name="category">Of an entity of this one, which exists.</param>
    /// <param name="fromSnapshot">Whether a snapshot fitted; else from the first event.</param>
    public void Read(string category, bool fromSnapshot)
    {
        reads.Add(1, new("category", category), new("from", fromSnapshot ? "snapshot" : "events"));
        work.Read(category, fromSnapshot);
    }

    public void Dispose() => meter.Dispose();
}
