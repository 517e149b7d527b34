using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>The same load with snapshots gathering for longer and longer, beside none at all.</summary>
internal static class SnapshotIntervals
{
    private const int Streams = 100_000;

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.MigratedAsync();
        await History.WriteAsync(database, Streams, 10);
        var rounds = new Rounds("snapshots", session.Report);
        for (var round = 0; round < session.Pace.Rounds; round++)
        {
            var control = ("none saved", await MeasureAsync(TimeSpan.FromDays(1)));
            rounds.Add("none saved", control.Item2);
            foreach (var interval in (int[])[100, 500, 2_000])
                rounds.Add($"every {interval} ms", await MeasureAsync(TimeSpan.FromMilliseconds(interval)), control);
        }

        rounds.Report();

        async Task<Figures> MeasureAsync(TimeSpan interval)
        {
            await using var storage = new PostgresStorage(new(database) { SnapshotInterval = interval });
            var run = await new Load(32, random => Tallies.Add(random.Next(1, Streams + 1))).RunAsync(storage, session.Server, session.Pace);
            return run.Figures;
        }
    }
}
