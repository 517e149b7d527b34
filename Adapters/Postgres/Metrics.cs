using System.Diagnostics.Metrics;

namespace Tempest.Adapters.Postgres;

/// <summary>What operators watch of a host's database; the meter is <c>Tempest.Postgres</c>.</summary>
internal sealed class Metrics : IDisposable
{
    private readonly Meter meter = new("Tempest.Postgres");

    public Metrics()
    {
        Attempts = meter.CreateHistogram<int>("tempest.command.attempts", "{attempt}");
        Together = meter.CreateHistogram<int>("tempest.command.together", "{command}");
        Retries = meter.CreateCounter<long>("tempest.command.retries", "{retry}");
        RoundTrips = meter.CreateCounter<long>("tempest.command.roundtrips", "{trip}");
        SnapshotsLost = meter.CreateCounter<long>("tempest.snapshots.lost", "{batch}");
    }

    /// <summary>Attempts that each command took: 1 when nothing was in its way.</summary>
    public Histogram<int> Attempts { get; }

    /// <summary>Commands that shared a transaction.</summary>
    public Histogram<int> Together { get; }

    /// <summary>Transactions that had to be tried again, by SQLSTATE or "connection".</summary>
    public Counter<long> Retries { get; }

    /// <summary>Round trips to the server that transactions took.</summary>
    public Counter<long> RoundTrips { get; }

    /// <summary>Batches of snapshots that could not be written; the events are there.</summary>
    public Counter<long> SnapshotsLost { get; }

    public void Dispose() => meter.Dispose();
}
