using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>All snapshots of 100,000 streams of about ten events, from nothing. The limit is the server's own COPY of the events.</summary>
internal static class Rebuild
{
    private const int Streams = 100_000, Events = 10;

    private const double Reach = 0.5;

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.PastAsync(Streams, Events);
        var events = await BenchmarkServer.EventsAsync(database);
        await using var storage = new PostgresStorage(new(database));
        var trial = new Trial("rebuild", session, database);
        await trial.RunAsync(async () =>
        {
            await BenchmarkServer.DoAsync(database, "truncate snapshots");
            var copy = await CopyAsync(trial, session, database, events);
            trial.Add("rebuild", [], await Work.MeasureAsync(session.Server, events,
                () => storage.RebuildAsync(Tallies.Category)), copy, Reach);
            var folded = await BenchmarkServer.AskAsync<long>(database, "select sum(version)::bigint from snapshots");
            if (folded != events) throw new InvalidOperationException($"Snapshots of {folded} events where {events} are.");
        });
    }

    /// <summary>The limit of whatever reads all events.</summary>
    public static async Task<Control> CopyAsync(Trial trial, Session session, string database, long events)
    {
        Control copy = ("copy events to '/dev/null'", await Work.MeasureAsync(session.Server, events,
            () => BenchmarkServer.DoAsync(database, "copy events to '/dev/null'")));
        trial.Add(copy.Name, [], copy.Figures);
        return copy;
    }
}
