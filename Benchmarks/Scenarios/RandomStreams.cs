using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>100,000 streams of ten events each; clients add to any of them. The limit is pgbench at 1, 8 and 32 clients.</summary>
internal static class RandomStreams
{
    private const int Streams = 100_000;

    private static readonly (int Clients, double Reach)[] Cases = [(1, 1.2), (8, 1.6), (32, 2.7), (64, 3.3), (256, 4)];

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.MigratedAsync();
        await History.WriteAsync(database, Streams, 10);
        await using var lane = new PostgresStorage(new(database));
        await using var plain = new PostgresStorage(new(database) { Executor = ExecutorKind.Plain });
        var rounds = new Rounds("random", session.Report);
        var runs = new List<Measured>();
        foreach (var storage in (PostgresStorage[])[lane, plain])
            runs.Add(await new Load(8, random => Tallies.Add(random.Next(1, Streams + 1))).RunAsync(storage, session.Server, session.Pace));
        for (var round = 0; round < session.Pace.Rounds; round++)
        {
            (string, Figures)? pgbench = null;
            foreach (var (clients, reach) in Cases)
            {
                var load = new Load(clients, random => Tallies.Add(random.Next(1, Streams + 1)));
                if (clients <= 32)
                {
                    pgbench = ("pgbench", await PgBench.RunAsync(database, clients, Streams, session.Pace, session.Server));
                    rounds.Add($"pgbench, {clients} clients", pgbench.Value.Item2);
                }

                runs.Add(await load.RunAsync(lane, session.Server, session.Pace));
                rounds.Add($"together, {clients} clients", runs[^1].Figures, pgbench, reach);
                runs.Add(await load.RunAsync(plain, session.Server, session.Pace));
                rounds.Add($"one by one, {clients} clients", runs[^1].Figures, pgbench);
            }
        }

        rounds.Report();
        await Check.RunsAsync(database, runs);
    }
}
