using Npgsql;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>Tempest's database in its private cluster.</summary>
internal static class Databases
{
    public const string Name = "tempest";

    /// <summary>Of the cluster; there is no other user.</summary>
    public const string User = "postgres";

    public static string Describe(RunningServer server, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = server.SocketFolder,
        Port = server.Port,
        Username = User,
        Database = database,
    }.ConnectionString;

    /// <summary>A new cluster comes with the database; someone may have dropped it since, to begin again.</summary>
    /// <returns>The server's version.</returns>
    public static async Task<string> MakeSureAsync(RunningServer server, CancellationToken cancel)
    {
        try
        {
            await using var connection = await OpenAsync(server, Name, cancel);
            return connection.PostgreSqlVersion.ToString();
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return await MakeAsync(server, cancel);
        }
    }

    /// <summary>Made of template0, which nobody is connected to: a template in use cannot be copied.</summary>
    private static async Task<string> MakeAsync(RunningServer server, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(server, "template1", cancel);
        await using var make = new NpgsqlCommand($"create database {Name} template template0", connection);
        try
        {
            await make.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException failure) when (
            failure.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process made it at the same moment.
        }

        return connection.PostgreSqlVersion.ToString();
    }

    private static async Task<NpgsqlConnection> OpenAsync(
        RunningServer server, string database, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(Describe(server, database) + ";Pooling=false");
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
