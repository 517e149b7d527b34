using Tempest.Adapters.Postgres;
using Tempest.Application.Storage;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>The whole feed of a million events, page by page. The limit is the server's own COPY of the events.</summary>
internal static class FeedPages
{
    private const int Streams = 100_000, Events = 10;

    private const double Reach = 0.4;

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.PastAsync(Streams, Events);
        var events = await BenchmarkServer.EventsAsync(database);
        await using var storage = new PostgresStorage(new(database));
        var trial = new Trial("feed", session, database);
        await trial.RunAsync(async () =>
        {
            var copy = await Rebuild.CopyAsync(trial, session, database, events);
            foreach (var page in (int[])[1_000, 10_000])
            {
                trial.Add($"pages of {page}", [], await Work.MeasureAsync(session.Server, events,
                    () => ReadAllAsync(storage, page, events)), copy, Reach);
            }
        });
    }

    private static async Task ReadAllAsync(PostgresStorage feed, int page, long events)
    {
        var last = 0L;
        while (await feed.ReadAsync(last, page) is { Count: > 0 } some)
        {
            foreach (var happened in some)
            {
                if (happened.Position != last + 1) throw new InvalidOperationException($"Position {happened.Position} came after {last}.");
                last = happened.Position;
            }
        }

        if (last != events) throw new InvalidOperationException($"The feed ended at {last}.");
    }
}
