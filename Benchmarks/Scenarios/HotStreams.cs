using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>
/// Everybody wants the same few accounts. The control is a transaction for each command, as anybody would write it;
/// beside it one that stands in the lane's queue, which spares it the conflicts.
/// </summary>
internal static class HotStreams
{
    /// <summary>All there are; most are left alone.</summary>
    private const int Streams = 10_000;

    public static Task OneAsync(Session session) => RunAsync(session, "hot", 1, [1, 32, 256], 100);

    public static Task TwentyAsync(Session session) => RunAsync(session, "hot20", 20, [32, 256], null);

    private static async Task RunAsync(Session session, string name, int hot, int[] clients, double? reach)
    {
        var database = await session.Server.PastAsync(Streams, 10);
        await using var lane = new PostgresStorage(new(database));
        await using var plain = new PostgresStorage(new(database) { Executor = ExecutorKind.Plain });
        await using var free = new PostgresStorage(new(database) { Executor = ExecutorKind.Plain, UseLane = false });
        var trial = new Trial(name, session, database);
        await trial.RunAsync(async () =>
        {
            var control = await trial.MeasureAsync("one by one, no lock", new(32, Tallies.Adding(free, hot)));
            var queued = await trial.MeasureAsync("one by one", new(32, Tallies.Adding(plain, hot)));
            foreach (var count in clients)
            {
                await trial.MeasureAsync(
                    "together", new(count, Tallies.Adding(lane, hot)), control, count == 32 ? reach : null,
                    together => ("times one by one in the lane", together.Rate / queued.Figures.Rate));
            }
        });
    }
}
