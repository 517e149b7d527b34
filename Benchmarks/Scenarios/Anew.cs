using System.Diagnostics;
using Tempest.Adapters.Postgres;
using Tempest.Application;
using Tempest.Application.Reporting;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>
/// Every snapshot and every projection of a million events of a whole trade is dropped and made anew, while customers order. They
/// are compared with themselves before. Made anew a second time, when nobody orders any more, everything has the same digest.
/// </summary>
internal static class Anew
{
    private const int Events = 1_000_000, Customers = 8;

    private static readonly TimeSpan Thinks = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.MigratedAsync();
        await Console.Error.WriteLineAsync($"  anew: writing {Events:N0} events");
        var events = await Trade.WriteAsync(database, Events);
        await using var storage = new PostgresStorage(new(database));
        var load = new Load(Customers, (id, chance) => Shop.PlaceAsync(storage, id, chance), Between: Thinks);
        var trial = new Trial("anew", session, database) { Amount = Shop.Pieces };
        await trial.RunAsync(async () =>
        {
            var before = await trial.MeasureAsync("orders before", load);
            await DuringAsync("snapshots", () => SnapshotsAsync(storage), times: 1);
            await DuringAsync("projections", () => ProjectionsAsync(storage), ProjectionBook.All.Count);

            await SnapshotsAsync(storage);
            await ProjectionsAsync(storage);
            var once = await DigestAsync(storage, database);
            var head = await storage.HeadAsync();
            trial.Add("snapshots again, nobody orders", [], await Work.MeasureAsync(session.Server, head, () => SnapshotsAsync(storage)));
            trial.Add("projections again, nobody orders", [],
                await Work.MeasureAsync(session.Server, head * ProjectionBook.All.Count, () => ProjectionsAsync(storage)));
            var twice = await DigestAsync(storage, database);
            if (once != twice) throw new InvalidOperationException($"Made anew twice, it is not the same:\n{once}\n{twice}");

            await Console.Error.WriteLineAsync($"  anew: twice the same\n{once}");

            async Task DuringAsync(string what, Func<Task> work, int times)
            {
                var (took, peak) = (Stopwatch.StartNew(), new Peak());
                var run = await load.MeasureAsync(async () =>
                {
                    await work();
                    took.Stop();
                }, session.Server.Cpu);
                trial.Add($"orders while {what} are made anew", [run.Receipt], run.Figures, before, besides:
                    [("events a second", events * times / took.Elapsed.TotalSeconds), ("took s", took.Elapsed.TotalSeconds), ("peak MB", peak.Stop())]);
            }
        });
    }

    private static async Task SnapshotsAsync(PostgresStorage storage)
    {
        foreach (var category in Categories.All) await storage.DiscardAsync(category);
        foreach (var category in Categories.All) await storage.RebuildAsync(category);
    }

    private static async Task ProjectionsAsync(PostgresStorage storage)
    {
        foreach (var projection in ProjectionBook.All) await storage.Projections.BeginAsync(projection.Name, projection.Fingerprint);
        await new Projector(storage, storage.Projections, ProjectionBook.All, TimeProvider.System).CatchUpAsync();
    }

    private static async Task<string> DigestAsync(PostgresStorage storage, string database)
    {
        var lines = new List<string>
        {
            "snapshots " + await BenchmarkServer.AskAsync<string>(database, """
                select count(*) || ' ' || to_hex(('x' || md5(sum(hashtextextended(concat_ws(' ', stream, fingerprint, version, state), 0))::text))::bit(64)::bigint)
                from snapshots
                """),
        };
        foreach (var live in (await storage.Projections.GenerationsAsync()).Where(one => one.State is GenerationState.Live))
            lines.Add($"{live.Projection} at {live.Position} {(await storage.Projections.DigestAsync(live))[..16]}");
        return string.Join('\n', lines);
    }

    /// <summary>The most memory that this process held at once, looked at ten times a second.</summary>
    private sealed class Peak
    {
        private readonly CancellationTokenSource stopping = new();
        private readonly Task<long> watching;

        public Peak() => watching = WatchAsync();

        /// <returns>In megabytes.</returns>
        public double Stop()
        {
            stopping.Cancel();
            var most = watching.GetAwaiter().GetResult();
            stopping.Dispose();
            return most / 1e6;
        }

        private async Task<long> WatchAsync()
        {
            var most = 0L;
            while (!stopping.IsCancellationRequested)
            {
                most = Math.Max(most, Environment.WorkingSet);
                await Task.Delay(100, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return most;
        }
    }
}
