using System.Globalization;
using Tempest.Adapters.Postgres;
using Tempest.Application.Storage;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>Nine tenants of two clients each, alone and while a tenth floods the lane with 500.</summary>
internal static class ManyTenants
{
    private const int Small = 9, Clients = 2, Flood = 500, Streams = 1_000;

    public static async Task RunAsync(Session session)
    {
        var connection = await session.Server.MigratedAsync();
        await BenchmarkServer.DoAsync(connection, string.Create(CultureInfo.InvariantCulture,
            $"insert into feed_head select 'tenant-' || n, 0 from generate_series(1, {Small + 1}) n"));
        await using var database = new PostgresDatabase(new(connection));
        var load = new Load(Clients, random => Tallies.Add(random.Next(1, Streams + 1)));
        var rounds = new Rounds("tenants", session.Report);
        var runs = new List<Measured>();
        for (var round = 0; round < session.Pace.Rounds; round++)
        {
            var alone = await Task.WhenAll(Tenants().Select(tenant => load.RunAsync(tenant, session.Server, session.Pace)));
            var flooding = (load with { Clients = Flood }).RunAsync(database.Storage(new($"tenant-{Small + 1}")), session.Server, session.Pace);
            var beside = await Task.WhenAll(Tenants().Select(tenant => load.RunAsync(tenant, session.Server, session.Pace)));
            runs.AddRange([.. alone, .. beside, await flooding]);
            rounds.Add("small ones alone", Figures.Median([.. alone.Select(run => run.Figures)]));
            rounds.Add("small ones beside the flood", Figures.Median([.. beside.Select(run => run.Figures)]),
                ("alone", Figures.Median([.. alone.Select(run => run.Figures)])));
            rounds.Add("the flood", (await flooding).Figures);
        }

        rounds.Report();
        await Check.RunsAsync(connection, runs);

        IEnumerable<PostgresStorage> Tenants() => Enumerable.Range(1, Small).Select(n => database.Storage(new TenantId($"tenant-{n}")));
    }
}
