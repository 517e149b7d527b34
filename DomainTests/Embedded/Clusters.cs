using Npgsql;
using Tempest.Adapters.Postgres.Embedded;
using Xunit;

namespace Tempest.DomainTests.Embedded;

internal static class Clusters
{
    /// <summary>A laptop without PostgreSQL skips and says what to install; a build server fails.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedOptions options)
    {
        try
        {
            return await EmbeddedPostgres.StartAsync(options);
        }
        catch (PostgresNotFoundException missing) when (Environment.GetEnvironmentVariable("CI") is null or "")
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    public static Task<string?> AskAsync(EmbeddedPostgres cluster, string sql) =>
        AskAsync(cluster.ConnectionString, sql);

    public static async Task<string?> AskAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as string;
    }
}
