using System.Diagnostics;
using Npgsql;
using Tempest.Adapters.Postgres;
using Tempest.Adapters.Postgres.Embedded;

namespace Tempest.Benchmarks;

/// <summary>A claim and what measures it, beside a limit or a control of the same run.</summary>
public sealed record Scenario(string Claim, Func<BenchmarkServer, Task> Run)
{
    public static IReadOnlyDictionary<string, Scenario> All { get; } = new Dictionary<string, Scenario>
    {
        ["load"] = new("an entity with 100,000 events loads as fast as one with 10", LoadByHistory.RunAsync),
        ["import"] = new("10,000 orders a minute or better, beside as many plain inserts", ImportOrders.RunAsync),
    };
}

/// <summary>A PostgreSQL of its own, with fsync on, and a database of its own for each scenario.</summary>
public sealed class BenchmarkServer : IAsyncDisposable
{
    private readonly EmbeddedPostgres postgres;

    private BenchmarkServer(EmbeddedPostgres postgres) => this.postgres = postgres;

    public static async Task<BenchmarkServer> StartAsync() =>
        new(await EmbeddedPostgres.StartAsync(new() { Throwaway = true, Durable = true }, default));

    public async Task<PostgresStorage> StorageAsync()
    {
        var storage = new PostgresStorage(new(await DatabaseAsync()));
        await storage.MigrateAsync();
        return storage;
    }

    public async Task<string> DatabaseAsync()
    {
        var name = $"bench_{Guid.NewGuid():n}";
        await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var create = database.CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = name }.ConnectionString;
    }

    public ValueTask DisposeAsync() => postgres.DisposeAsync();
}

internal static class Measure
{
    /// <summary>The median of several runs, in milliseconds.</summary>
    public static async Task<double> MedianAsync(int runs, Func<Task> work)
    {
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Order().ElementAt(runs / 2);
    }
}
