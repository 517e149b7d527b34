using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>All snapshots of 100,000 streams of ten events, from nothing. The limit is the server's own COPY of the events.</summary>
internal static class Rebuild
{
    private const int Streams = 100_000, Events = 10;

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.MigratedAsync();
        await History.WriteAsync(database, Streams, Events);
        await using var storage = new PostgresStorage(new(database));
        var rounds = new Rounds("rebuild", session.Report);
        for (var round = 0; round < session.Pace.Rounds; round++)
        {
            await BenchmarkServer.DoAsync(database, "truncate snapshots");
            await BenchmarkServer.DoAsync(database, "checkpoint");
            var copy = ("copy", await Work.MeasureAsync(session.Server, Streams * Events,
                () => BenchmarkServer.DoAsync(database, "copy events to '/dev/null'")));
            rounds.Add("copy events to /dev/null", copy.Item2);
            rounds.Add("rebuild", await Work.MeasureAsync(session.Server, Streams * Events,
                () => storage.RebuildAsync(Tallies.Category)), copy, 0.5);
            if (await BenchmarkServer.AskAsync<long>(database, $"select count(*) from snapshots where version = {Events} and (state ->> 'sum')::int = {Events}") != Streams)
                throw new InvalidOperationException("The snapshots rebuilt are not those of the events.");
        }

        rounds.Report();
    }
}
