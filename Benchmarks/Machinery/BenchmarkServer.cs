using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Tempest.Adapters.Postgres;
using Tempest.Adapters.Postgres.Embedded;

namespace Tempest.Benchmarks.Machinery;

/// <summary>A PostgreSQL of its own, with fsync on, and databases of its own for each scenario.</summary>
public sealed class BenchmarkServer : IAsyncDisposable
{
    /// <summary>Clock ticks of /proc per second, on every Linux there is.</summary>
    private const double MicrosecondsPerTick = 1e6 / 100;

    private readonly EmbeddedPostgres embedded;
    private readonly int postmaster;

    private BenchmarkServer(EmbeddedPostgres embedded, int postmaster) => (this.embedded, this.postmaster) = (embedded, postmaster);

    public static async Task<BenchmarkServer> StartAsync()
    {
        var postgres = await EmbeddedPostgres.StartAsync(new() { Throwaway = true, Durable = true }, default);
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        var parent = Stat(connection.ProcessID) is { } stat ? (int)Number(stat, 1) : throw new InvalidOperationException("There is no /proc here.");
        return new(postgres, parent);
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

    /// <summary>What this process and the server's processes have spent so far; those that have ended count too.</summary>
    public CpuTime Cpu()
    {
        using var self = Process.GetCurrentProcess();
        return new(self.TotalProcessorTime.TotalMicroseconds, ServerTicks() * MicrosecondsPerTick);
    }

    /// <summary>What programs started by this process have spent that have ended, in microseconds.</summary>
    public static double CpuOfChildren() =>
        Stat(Environment.ProcessId) is { } stat ? (Number(stat, 13) + Number(stat, 14)) * MicrosecondsPerTick : double.NaN;

    public ValueTask DisposeAsync() => embedded.DisposeAsync();

    private long ServerTicks()
    {
        var sum = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) || Stat(pid) is not { } stat) continue;

            // After the name: state, parent …; user and system time are fields 14 and 15, those of ended children 16 and 17.
            if (pid == postmaster) sum += Number(stat, 11) + Number(stat, 12) + Number(stat, 13) + Number(stat, 14);
            else if (Number(stat, 1) == postmaster) sum += Number(stat, 11) + Number(stat, 12);
        }

        return sum;
    }

    private static long Number(string[] stat, int field) => long.Parse(stat[field], CultureInfo.InvariantCulture);

    private static string[]? Stat(int pid)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{pid}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // It has ended since the folder was listed.
        }
    }
}
