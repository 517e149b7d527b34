using Npgsql;
using Tempest.Adapters.Postgres;
using Tempest.Adapters.Postgres.Embedded;

namespace Tempest.Benchmarks.Machinery;

/// <summary>A PostgreSQL of its own, with fsync on, and databases of its own for each scenario.</summary>
public sealed class BenchmarkServer : IAsyncDisposable
{
    private readonly EmbeddedPostgres embedded;
    private readonly int postmaster;
    private readonly List<string> databases = [];
    private readonly Dictionary<(int Streams, int Events), string> pasts = [];

    private BenchmarkServer(EmbeddedPostgres embedded, int postmaster) =>
        (this.embedded, this.postmaster) = (embedded, postmaster);

    public string Version => embedded.Version.ToString();

    public static async Task<BenchmarkServer> StartAsync()
    {
        var postgres = await EmbeddedPostgres.StartAsync(new() { Throwaway = true, Durable = true }, default);
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return new(postgres, Machinery.Cpu.ParentOf(connection.ProcessID));
    }

    public async Task<PostgresStorage> StorageAsync()
    {
        var storage = new PostgresStorage(new(await DatabaseAsync()));
        await storage.MigrateAsync();
        return storage;
    }

    /// <summary>An empty database, or a copy of another, to which nobody may be connected.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> DatabaseAsync(string? copyOf = null)
    {
        var name = $"bench_{Guid.NewGuid():n}";
        var template = copyOf is null ? "" : $" template {new NpgsqlConnectionStringBuilder(copyOf).Database}";
        await DoAsync(embedded.ConnectionString, $"create database {name}{template}");
        databases.Add(name);
        return new NpgsqlConnectionStringBuilder(embedded.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>An empty database with Tempest's schema.</summary>
    public async Task<string> MigratedAsync()
    {
        var connection = await DatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        await Migrations.ApplyAsync(database);
        return connection;
    }

    /// <summary>A database in which so many tallies have about so many events each; written once, and copied.</summary>
    public async Task<string> PastAsync(int streams, int events)
    {
        if (!pasts.TryGetValue((streams, events), out var past))
        {
            past = await MigratedAsync();
            await History.WriteAsync(past, streams, events);

            // Now, and not by autovacuum later, when something is measured.
            await DoAsync(past, "vacuum analyze");
            databases.Remove(NameOf(past));
            pasts[(streams, events)] = past;
        }

        var copy = await DatabaseAsync(past);
        await DoAsync(copy, "checkpoint");
        return copy;
    }

    /// <summary>How many events a database with one tenant has.</summary>
    public static Task<long> EventsAsync(string database) => AskAsync<long>(database, "select position from feed_head");

    /// <summary>So that the server has nothing of this scenario's to tidy up while the next is measured.</summary>
    public async Task DropDatabasesAsync()
    {
        foreach (var name in databases) await DoAsync(embedded.ConnectionString, $"drop database {name} with (force)");
        databases.Clear();
    }

    public static async Task DoAsync(string connection, string sql)
    {
        await using var opened = new NpgsqlConnection(connection + ";Pooling=false");
        await opened.OpenAsync();
        await using var command = new NpgsqlCommand(sql, opened) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> AskAsync<T>(string connection, string sql)
    {
        await using var opened = new NpgsqlConnection(connection + ";Pooling=false");
        await opened.OpenAsync();
        await using var command = new NpgsqlCommand(sql, opened) { CommandTimeout = 0 };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What this process and the server's have spent so far; those that have ended count too.</summary>
    public CpuTime Cpu() => new(Machinery.Cpu.OfThis(), CpuOfServer());

    /// <summary>What the server's processes have spent so far, in microseconds.</summary>
    public double CpuOfServer() => Machinery.Cpu.OfFamily(postmaster);

    public ValueTask DisposeAsync() => embedded.DisposeAsync();

    private static string NameOf(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;
}
