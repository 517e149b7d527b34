using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>100,000 streams of ten events each; clients add to any of them. The limit is pgbench.</summary>
internal static class RandomStreams
{
    private const int Streams = 100_000;

    /// <summary>pgbench gains nothing beyond 8 clients, and a transaction each nothing beyond 32.</summary>
    private const int MostForControls = 32;

    private static readonly (int Clients, double Reach)[] Cases = [(1, 1.2), (8, 1.6), (32, 2.7), (64, 3.3), (256, 4)];

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.PastAsync(Streams, 10);
        await using var lane = new PostgresStorage(new(database));
        await using var plain = new PostgresStorage(new(database) { Executor = ExecutorKind.Plain });
        var trial = new Trial("random", session, database);
        await trial.RunAsync(async () =>
        {
            Control? pgbench = null;
            foreach (var (clients, reach) in Cases)
            {
                if (clients <= MostForControls) pgbench = await trial.PgBenchAsync(clients, Streams);
                await trial.MeasureAsync("together", new(clients, Tallies.Adding(lane, Streams)), pgbench, reach);
                if (clients <= MostForControls)
                    await trial.MeasureAsync("one by one", new(clients, Tallies.Adding(plain, Streams)), pgbench);
            }
        });
    }
}
