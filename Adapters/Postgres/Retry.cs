using Npgsql;
using Tempest.Adapters.Postgres.Commands;
using Tempest.Application.Commands;

namespace Tempest.Adapters.Postgres;

/// <summary>Which failures mean no more than "read and decide again", and how long to wait before.</summary>
internal static class Retry
{
    /// <summary>As many as a pool may hold of connections that are no more, within a second.</summary>
    private const int ReadAttempts = 8;

    /// <returns>A word for the metric; null when trying again would not help.</returns>
    public static string? Reason(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled // by the server's own limits: whoever gives up himself gets another exception
            or PostgresErrorCodes.OutOfMemory
            or "25P03" // the transaction was idle for too long: this host was stalled
            or "57P05" // the connection was
            or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections } known => known.SqlState,
        PostgresException => null,
        RewoundException => "rewound",

        // The connection is gone, perhaps during COMMIT: the next attempt finds out by the command's id.
        NpgsqlException or TimeoutException or ObjectDisposedException { ObjectName: nameof(NpgsqlConnection) } =>
            "connection",
        _ => null,
    };

    /// <summary>
    /// Reading changes nothing, so it is simply done again: connections that lay idle do not survive a server's restart, and
    /// only who uses one finds out.
    /// </summary>
    public static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await read();
            }
            catch (Exception e) when (Reason(e) is not null)
            {
                if (attempt >= ReadAttempts) throw new TooBusyException(attempt, e);
            }

            await Task.Delay(Pause(attempt));
        }
    }

    /// <summary>Doubling from 5 ms, at most half a second, and never the same for two who met.</summary>
    public static TimeSpan Pause(int attempt) =>
        TimeSpan.FromMilliseconds(Math.Min(500, 5 * Math.Pow(2, attempt - 1)) * (0.5 + Random.Shared.NextDouble()));
}
