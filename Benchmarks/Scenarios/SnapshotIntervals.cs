using Tempest.Adapters.Postgres;
using Tempest.Application.Storage;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>The same load with each state saved, gathering for longer and longer, and with every eighth, beside none at all.</summary>
internal static class SnapshotIntervals
{
    private const int Streams = 100_000;

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.PastAsync(Streams, 10);
        var trial = new Trial("snapshots", session, database);
        await trial.RunAsync(async () =>
        {
            var control = await MeasureAsync("none saved", TimeSpan.FromDays(1), Tallies.AlwaysSaved, null);
            foreach (var interval in (int[])[20, 100, 500, 1_000])
                await MeasureAsync($"each, every {interval} ms", TimeSpan.FromMilliseconds(interval), Tallies.AlwaysSaved, control);
            await MeasureAsync("every eighth, every 100 ms", TimeSpan.FromMilliseconds(100), Tallies.Category, control);
        });

        // What has gathered by the end is written when the storage is disposed of, after the measured time.
        async Task<Control> MeasureAsync(
            string what, TimeSpan interval, Category<Tally, int, Counted> category, Control? control)
        {
            await using var storage = new PostgresStorage(new(database) { SnapshotInterval = interval });
            return await trial.MeasureAsync(what, new(32, Tallies.Adding(storage, Streams, category: category)), control);
        }
    }
}
