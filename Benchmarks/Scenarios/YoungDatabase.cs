using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>The first seconds of a new installation: all is on one page, and everybody in everybody's way.</summary>
internal static class YoungDatabase
{
    private const int Streams = 200, Clients = 32;

    public static async Task RunAsync(Session session)
    {
        var rounds = new Rounds("young", session.Report);
        for (var round = 0; round < session.Pace.Rounds; round++)
        {
            var limit = await session.Server.MigratedAsync();
            await PgBench.PrepareAsync(limit, Streams);
            var figures = await PgBench.RunAsync(limit, Clients, Streams, session.Pace, session.Server);
            Control pgbench = ("pgbench, 32 clients", figures);
            rounds.Add(pgbench.Name, figures);
            rounds.Add("together, 32 clients", await MeasureAsync(ExecutorKind.Lane), pgbench, reach: 6);
            rounds.Add("one by one, 32 clients", await MeasureAsync(ExecutorKind.Plain), pgbench);
        }

        rounds.Report();

        async Task<Figures> MeasureAsync(ExecutorKind kind)
        {
            var database = await session.Server.MigratedAsync();
            Measured run;
            await using (var storage = new PostgresStorage(new(database) { Executor = kind }))
            {
                var load = new Load(Clients, Tallies.Adding(storage, Streams));
                run = await load.MeasureAsync(session.Pace, session.Server.Cpu);
            }

            await Check.ReceiptsAsync(database, [run.Receipt]);
            return run.Figures;
        }
    }
}
