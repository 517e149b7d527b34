using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>From one of a thousand streams to another, as a shipment and a truck change together.</summary>
internal static class Pairs
{
    private const int Streams = 1_000;

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.MigratedAsync();
        await History.WriteAsync(database, Streams, 10);
        await using var lane = new PostgresStorage(new(database));
        await using var plain = new PostgresStorage(new(database) { Executor = ExecutorKind.Plain });
        var rounds = new Rounds("pairs", session.Report);
        var runs = new List<Measured>();
        var load = new Load(32, random =>
        {
            var from = random.Next(1, Streams + 1);
            return Tallies.Move(from, (from % Streams) + 1);
        });
        for (var round = 0; round < session.Pace.Rounds; round++)
        {
            runs.Add(await load.RunAsync(plain, session.Server, session.Pace));
            var control = ("one by one", runs[^1].Figures);
            rounds.Add("one by one, 32 clients", control.Figures);
            runs.Add(await load.RunAsync(lane, session.Server, session.Pace));
            rounds.Add("together, 32 clients", runs[^1].Figures, control);
        }

        rounds.Report();
        await Check.RunsAsync(database, runs);
        if (await BenchmarkServer.AskAsync<decimal>(database, "select sum((data ->> 'amount')::bigint) from events where command_id not like 'past-%'") != 0)
            throw new InvalidOperationException("What was moved from one to the other does not add up to nothing.");
    }
}
