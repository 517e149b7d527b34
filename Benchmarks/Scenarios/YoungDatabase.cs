using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>The first seconds of a new installation: everything is on one page, so everybody is in everybody's way.</summary>
internal static class YoungDatabase
{
    private const int Streams = 200;

    public static async Task RunAsync(Session session)
    {
        var rounds = new Rounds("young", session.Report);
        for (var round = 0; round < session.Pace.Rounds; round++)
        {
            var limit = await session.Server.MigratedAsync();
            await BenchmarkServer.DoAsync(limit, History.ControlTables);
            await BenchmarkServer.DoAsync(limit, $"""
                insert into control_snapshots select 'default', stream_key('tally/' || s), 0, jsonb_build_object() from generate_series(1, {Streams}) s
                """);
            var pgbench = ("pgbench", await PgBench.RunAsync(limit, 32, Streams, session.Pace, session.Server));
            rounds.Add("pgbench, 32 clients", pgbench.Item2);

            foreach (var (kind, what, reach) in ((ExecutorKind, string, double?)[])[(ExecutorKind.Lane, "together", 6), (ExecutorKind.Plain, "one by one", null)])
            {
                var database = await session.Server.MigratedAsync();
                Measured run;
                await using (var storage = new PostgresStorage(new(database) { Executor = kind }))
                    run = await new Load(32, random => Tallies.Add(random.Next(1, Streams + 1))).RunAsync(storage, session.Server, session.Pace);
                rounds.Add($"{what}, 32 clients", run.Figures, pgbench, reach);
                await Check.RunsAsync(database, run);
            }
        }

        rounds.Report();
    }
}
