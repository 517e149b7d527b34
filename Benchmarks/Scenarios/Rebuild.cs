using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>All snapshots of 100,000 streams of ten events, from nothing. The limit is the server's own COPY of the events.</summary>
internal static class Rebuild
{
    private const int Streams = 100_000, Events = 10;

    private const double Reach = 0.5;

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.PastAsync(Streams, Events);
        await using var storage = new PostgresStorage(new(database));
        var trial = new Trial("rebuild", session, database);
        await trial.RunAsync(async () =>
        {
            await BenchmarkServer.DoAsync(database, "truncate snapshots");
            var copy = await CopyAsync(trial, session, database);
            trial.Add("rebuild", [], await Work.MeasureAsync(session.Server, Streams * Events,
                () => storage.RebuildAsync(Tallies.Category)), copy, Reach);
            var right = await BenchmarkServer.AskAsync<long>(database, $"select count(*) from snapshots where version = {Events}");
            if (right != Streams) throw new InvalidOperationException($"{right} snapshots where {Streams} should be.");
        });
    }

    /// <summary>The limit of whatever reads all events.</summary>
    public static async Task<Control> CopyAsync(Trial trial, Session session, string database)
    {
        Control copy = ("copy events to '/dev/null'", await Work.MeasureAsync(session.Server, Streams * Events,
            () => BenchmarkServer.DoAsync(database, "copy events to '/dev/null'")));
        trial.Add(copy.Name, [], copy.Figures);
        return copy;
    }
}
