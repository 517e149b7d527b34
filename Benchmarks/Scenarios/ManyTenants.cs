using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>Nine tenants of two clients each, alone and while a tenth floods the lane with 200.</summary>
internal static class ManyTenants
{
    private const int Small = 9, Clients = 2, Flood = 200, Streams = 1_000;

    public static async Task RunAsync(Session session)
    {
        var connection = await session.Server.MigratedAsync();
        await BenchmarkServer.DoAsync(
            connection, $"insert into feed_head select 'tenant-' || n, 0 from generate_series(0, {Small}) n");
        await using var database = new PostgresDatabase(new(connection));
        var flood = Of(tenant: 0, Flood);
        Load[] small = [.. Enumerable.Range(1, Small).Select(tenant => Of(tenant, Clients))];

        var trial = new Trial("tenants", session, connection);
        await trial.RunAsync(async () =>
        {
            var quiet = await Load.MeasureAsync(trial.Pace, session.Server.Cpu, small);
            Control alone = ("nine of 2 clients, alone", Measured.Together(quiet));
            trial.Add(alone.Name, quiet.Select(load => load.Receipt), alone.Figures, besides: Least(quiet));

            var loud = await Load.MeasureAsync(trial.Pace, session.Server.Cpu, [.. small, flood]);
            Measured[] beside = [.. loud.Take(Small)];
            var figures = Measured.Together(beside);
            trial.Add("nine of 2 clients, in the flood", beside.Select(load => load.Receipt), figures, alone,
                besides: [.. Least(beside), ("p99 to that alone", figures.P99 / alone.Figures.P99)]);
            trial.Add("the flood, 200 clients", [loud[Small].Receipt], loud[Small].Figures);
        });

        Load Of(int tenant, int clients) =>
            new(clients, Tallies.Adding(database.Storage(new($"tenant-{tenant}")), Streams));
    }

    private static (string, double)[] Least(IEnumerable<Measured> tenants)
    {
        var rates = tenants.Select(load => load.Figures.Rate).ToArray();
        return [("the smallest tenant to the largest of the nine", rates.Min() / rates.Max())];
    }
}
