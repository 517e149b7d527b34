using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>Everybody wants the same few accounts.</summary>
internal static class HotStreams
{
    public static Task OneAsync(Session session) => RunAsync(session, "hot", 1, 100);

    public static Task TwentyAsync(Session session) => RunAsync(session, "hot20", 20, null);

    private static async Task RunAsync(Session session, string name, int streams, double? reach)
    {
        var database = await session.Server.MigratedAsync();
        await History.WriteAsync(database, 10_000, 10);
        await using var lane = new PostgresStorage(new(database));
        await using var plain = new PostgresStorage(new(database) { Executor = ExecutorKind.Plain });
        var rounds = new Rounds(name, session.Report);
        var runs = new List<Measured>();
        for (var round = 0; round < session.Pace.Rounds; round++)
        {
            async Task<Figures> Measure(PostgresStorage storage, int clients)
            {
                runs.Add(await new Load(clients, random => Tallies.Add(random.Next(1, streams + 1))).RunAsync(storage, session.Server, session.Pace));
                return runs[^1].Figures;
            }

            var control = ("one by one", await Measure(plain, 32));
            rounds.Add("one by one, 32 clients", control.Item2);
            rounds.Add("together, 1 client", await Measure(lane, 1));
            rounds.Add("together, 32 clients", await Measure(lane, 32), control, reach);
            rounds.Add("together, 256 clients", await Measure(lane, 256), control);
        }

        rounds.Report();
        await Check.RunsAsync(database, runs);
    }
}
