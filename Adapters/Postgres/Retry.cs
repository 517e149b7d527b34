using Npgsql;

namespace Tempest.Adapters.Postgres;

/// <summary>Which failures mean no more than "read and decide again", and how long to wait before.</summary>
internal static class Retry
{
    /// <returns>A word for the metric; null when trying again would not help.</returns>
    public static string? Reason(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.OutOfMemory
            or "25P03" // the transaction was idle for too long: this host was stalled
            or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections } known => known.SqlState,
        PostgresException => null,

        // The connection is gone, perhaps during COMMIT: the next attempt finds out by the command's id.
        NpgsqlException or ObjectDisposedException { ObjectName: nameof(NpgsqlConnection) } => "connection",
        _ => null,
    };

    /// <summary>Doubling from 5 ms, at most half a second, and never the same for two who met.</summary>
    public static TimeSpan Pause(int attempt) =>
        TimeSpan.FromMilliseconds(Math.Min(500, 5 * Math.Pow(2, attempt - 1)) * (0.5 + Random.Shared.NextDouble()));
}
