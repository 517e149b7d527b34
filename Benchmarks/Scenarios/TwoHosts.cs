using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>Two processes on one database, 32 clients each.</summary>
internal static class TwoHosts
{
    private const int Streams = 100_000, Hot = 20, Clients = 32;

    private static readonly (string What, int Streams, bool Locked)[] Cases =
    [
        ("random", Streams, true), ("random, no lock", Streams, false),
        ("20 hot", Hot, true), ("20 hot, no lock", Hot, false),
    ];

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.PastAsync(Streams, 10);
        var trial = new Trial("hosts", session, database);
        Task<Worker> HostAsync(bool locked) => Worker.StartAsync(database, Clients, locked, trial.Pace);
        await using Worker one = await HostAsync(true), other = await HostAsync(true);
        await using Worker free = await HostAsync(false), freeToo = await HostAsync(false);
        await trial.RunAsync(async () =>
        {
            var pgbench = await trial.PgBenchAsync(Clients, Streams);
            foreach (var (what, streams, locked) in Cases)
            {
                var before = session.Server.CpuOfServer();
                var results = await Task.WhenAll(
                    (locked ? one : free).RunAsync(streams), (locked ? other : freeToo).RunAsync(streams));
                var commands = results.Sum(result => result.Receipt.Commands.Sum());
                var server = (session.Server.CpuOfServer() - before) / commands;
                var figures = results.Select(result => result.Figures).OrderBy(figures => figures.Rate).ToArray();
                var both = Sum(figures[0], figures[1], server);
                trial.Add(what, results.Select(result => result.Receipt), both, pgbench, reach: null,
                    ("the smaller host to the larger", figures[0].Rate / figures[1].Rate));
            }
        });
    }

    /// <summary>
    /// Latencies are the worse host's; rates and counts add up. A host that got nothing done has no time per command.
    /// </summary>
    private static Figures Sum(Figures one, Figures other, double server)
    {
        Figures[] alive = [.. new[] { one, other }.Where(host => host.Rate > 0)];
        var all = alive.Sum(host => host.Rate);
        double Mean(Func<Figures, double> each) => alive.Sum(host => each(host) * host.Rate) / all;
        double Worst(Func<Figures, double> each) => alive.Select(each).DefaultIfEmpty(double.NaN).Max();

        return new(all, Worst(f => f.P50), Worst(f => f.P95), Worst(f => f.P99),
            one.Retries + other.Retries, Mean(f => f.Client), server, Mean(f => f.Allocated),
            one.Failed + other.Failed);
    }
}
