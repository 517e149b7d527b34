using Npgsql;
using Tempest.Adapters.Postgres;
using Tempest.Adapters.Postgres.Embedded;
using Tempest.DomainTests.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace Tempest.DomainTests.Postgres;

/// <summary>
/// A real PostgreSQL for the tests: the server of <c>TEMPEST_TEST_DATABASE</c>, or else a private throwaway one from the
/// binaries on this machine. Where there are none, tests skip and say what to install; with <c>CI</c> set they fail.
/// </summary>
public sealed class TestServer : IAsyncLifetime
{
    private readonly Lock gate = new();
    private EmbeddedPostgres? embedded;
    private string? server;
    private string? missing;
    private Task<string>? shared, migrated;

    public async ValueTask InitializeAsync()
    {
        server = Environment.GetEnvironmentVariable("TEMPEST_TEST_DATABASE");
        if (server is not null) return;

        try
        {
            embedded = await EmbeddedPostgres.StartAsync(new() { Throwaway = true, Durable = false, MaxConnections = 400 }, CancellationToken.None);
            server = embedded.ConnectionString;
        }
        catch (PostgresNotFoundException e) when (Environment.GetEnvironmentVariable("CI") is null or "")
        {
            missing = e.Message;
        }
    }

    /// <summary>The database that tests share who mind only their own names.</summary>
    public Task<string> SharedAsync()
    {
        Require();
        lock (gate) return shared ??= MigratedAsync();
    }

    /// <summary>A database of one's own, with the schema in place: a copy of one that was migrated for all.</summary>
    public async Task<string> MigratedAsync()
    {
        Require();
        Task<string> first;
        lock (gate) first = migrated ??= MigrateAsync();
        return await NewAsync($"template {await first}");
    }

    /// <summary>A database of one's own, with nothing in it.</summary>
    public Task<string> EmptyAsync()
    {
        Require();
        return NewAsync("");
    }

    /// <returns>Its name. Nobody is connected to it, so that it can be copied.</returns>
    private async Task<string> MigrateAsync()
    {
        var connection = new NpgsqlConnectionStringBuilder(await EmptyAsync()) { Pooling = false };
        await using var database = NpgsqlDataSource.Create(connection);
        await Migrations.ApplyAsync(database);
        return connection.Database!;
    }

    private async Task<string> NewAsync(string how)
    {
        var name = $"test_{Guid.NewGuid():n}";
        await using var database = NpgsqlDataSource.Create(server!);
        await using var create = database.CreateCommand($"create database {name} {how}");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (embedded is not null) await embedded.DisposeAsync();
    }

    /// <summary>A server of one's own, for what would disturb the others.</summary>
    public static async Task<EmbeddedPostgres> PrivateAsync(EmbeddedOptions? wanted = null)
    {
        try
        {
            return await EmbeddedPostgres.StartAsync(wanted ?? new() { Throwaway = true, Durable = false }, CancellationToken.None);
        }
        catch (PostgresNotFoundException e) when (Environment.GetEnvironmentVariable("CI") is null or "")
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    private void Require()
    {
        if (missing is not null) Assert.Skip(missing);
    }
}
