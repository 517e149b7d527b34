using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>The whole feed of a million events, page by page. The limit is the server's own COPY of the events.</summary>
internal static class FeedPages
{
    private const int Streams = 100_000, Events = 10;

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.MigratedAsync();
        await History.WriteAsync(database, Streams, Events);
        await using var storage = new PostgresStorage(new(database));
        var rounds = new Rounds("feed", session.Report);
        for (var round = 0; round < session.Pace.Rounds; round++)
        {
            var copy = ("copy", await Work.MeasureAsync(session.Server, Streams * Events,
                () => BenchmarkServer.DoAsync(database, "copy events to '/dev/null'")));
            rounds.Add("copy events to /dev/null", copy.Item2);
            foreach (var page in (int[])[1_000, 10_000])
                rounds.Add($"pages of {page:N0}", await Work.MeasureAsync(session.Server, Streams * Events, () => ReadAllAsync(storage, page)), copy, 0.4);
        }

        rounds.Report();
    }

    private static async Task ReadAllAsync(PostgresStorage feed, int page)
    {
        var last = 0L;
        while (true)
        {
            var before = last;
            foreach (var happened in await feed.ReadAsync(last, page))
            {
                if (happened.Position != last + 1) throw new InvalidOperationException($"Position {happened.Position} came after {last}.");
                last = happened.Position;
            }

            if (last == before) break;
        }

        if (last != Streams * Events) throw new InvalidOperationException($"The feed ended at {last}.");
    }
}
