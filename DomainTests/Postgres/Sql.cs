using System.Diagnostics;
using Npgsql;

namespace Tempest.DomainTests.Postgres;

/// <summary>What somebody else does to the database, with a connection of their own.</summary>
internal sealed class Sql : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private Sql(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<Sql> OpenAsync(string connectionString)
    {
        var opened = new NpgsqlConnection(connectionString + ";Pooling=false");
        await opened.OpenAsync();
        return new(opened);
    }

    public async Task<int> DoAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Until somebody of Tempest is in this database as described, or the task has ended without.</summary>
    public Task UntilTempestAsync(string condition, Task? orDone = null) => Wait.UntilAsync(condition, async () =>
        orDone?.IsCompleted is true || await AskAsync<bool>(
            $"select exists(select from pg_stat_activity where datname = current_database() and application_name = 'tempest' and {condition})"));

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

/// <summary>Waiting for a condition, never for a time; the bound is for what never comes.</summary>
internal static class Wait
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        var since = Stopwatch.StartNew();
        while (!await holds())
        {
            if (since.Elapsed > Bound) throw new TimeoutException($"It did not come to this: {what}.");
            await Task.Delay(5);
        }
    }

    /// <summary>The task's end, or an exception that says what did not come.</summary>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Bound);
}
