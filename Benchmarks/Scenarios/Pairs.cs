using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>From one of a thousand streams to another, as a shipment and a truck change together.</summary>
internal static class Pairs
{
    private const int Streams = 1_000;

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.PastAsync(Streams, 10);
        await using var lane = new PostgresStorage(new(database));
        await using var plain = new PostgresStorage(new(database) { Executor = ExecutorKind.Plain });
        var trial = new Trial("pairs", session, database);
        await trial.RunAsync(async () =>
        {
            var control = await trial.MeasureAsync("one by one", Moving(plain));
            await trial.MeasureAsync("together", Moving(lane), control);
        });

        Load Moving(PostgresStorage storage) => new(32, Tallies.Moving(storage, Streams), EventsEach: 2);
    }
}
