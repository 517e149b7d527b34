using Npgsql;
using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>Two ways to execute commands, with the same promises.</summary>
public enum ExecutorKind
{
    /// <summary>Commands that wait at the same moment share a transaction.</summary>
    Lane,

    /// <summary>A transaction for each command.</summary>
    Plain,
}

/// <summary>How Tempest uses a server.</summary>
public sealed record PostgresOptions(string ConnectionString)
{
    public TenantId Tenant { get; init; } = TenantId.Default;

    /// <summary>
    /// Whether writers queue at the tenant's lane. Correctness does not rest on it: tests and controls go without.
    /// </summary>
    public bool UseLane { get; init; } = true;

    /// <summary>How often a command is tried, at least 10, before the caller is told to come back.</summary>
    public int Attempts { get; init; } = 12;

    /// <summary>How long to stand in the lane's queue before the attempt is given up.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long snapshots gather before they are written in one statement.</summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many bytes of entities' states are kept in memory between commands, about; 0: none.</summary>
    public long MemoryForStates { get; init; } = 256 << 20;

    /// <summary>How many states a rebuild of snapshots holds at once, about.</summary>
    public int StatesAtOnce { get; init; } = 200_000;

    /// <summary>How commands are executed.</summary>
    public ExecutorKind Executor { get; init; } = ExecutorKind.Lane;

    /// <summary>How many commands share a transaction at most.</summary>
    public int MostTogether { get; init; } = 512;

    /// <summary>
    /// Whether commands that wait together are decided on what is remembered, if this host alone has written since, and
    /// stored in one round trip.
    /// </summary>
    public bool FromMemory { get; init; } = true;

    /// <summary>
    /// How many bytes share a transaction, about: the command that reaches it is the transaction's last. What one command
    /// stores is never divided.
    /// </summary>
    public long MostBytesTogether { get; init; } = 4 << 20;

    /// <summary>What looks at everything that happens and asks for more.</summary>
    public IReadOnlyList<Policy> Policies { get; init; } = [];

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Told of each moment of the command path; tests end a host there.</summary>
    public AtMoment? At { get; init; }

    /// <summary>
    /// For commands. A stalled host must not stall the others, so locks and idle transactions are limited; and reads go by
    /// index only, because a scan of a young table would lock all of it against every other writer.
    /// </summary>
    internal NpgsqlDataSource ForCommands() => Source(Standing.Host, 20,
        [.. ByIndex, $"lock_timeout={(int)LockTimeout.TotalMilliseconds}ms", "idle_in_transaction_session_timeout=10s"]);

    /// <summary>For reading entities, one or a thousand: each by its key.</summary>
    internal NpgsqlDataSource ForLoading() => Source(Standing.Host, 8, [.. ByIndex, "default_transaction_read_only=on"]);

    /// <summary>For readers of all else, who record nothing.</summary>
    internal NpgsqlDataSource ForReading() => Source(Standing.Host, 12, "default_transaction_read_only=on", "jit=off");

    /// <summary>
    /// For what happens behind the callers' backs. It gives up a lock sooner than deadlock_timeout, so that whoever deletes
    /// snapshots by hand is never the one whom the server picks.
    /// </summary>
    internal NpgsqlDataSource ForBackground() => Source(Standing.Host, 6, "lock_timeout=800ms", "jit=off");

    /// <summary>
    /// For projectors. Whoever swaps generations waits for a step to end. They read by index only: how large a generation is that is
    /// being built, no statistics say.
    /// </summary>
    internal NpgsqlDataSource ForProjecting() => Source(Standing.Projector, 4, "lock_timeout=60s", "jit=off", "enable_seqscan=off");

    /// <summary>For whoever migrates: as whoever signed in, to whom the tables belong.</summary>
    internal NpgsqlDataSource ForMigrating() => Source(null, 1);

    /// <summary>What is looked up by keys, however many, and planned once: planning would take longer than looking.</summary>
    private static string[] ByIndex { get; } =
        ["jit=off", "enable_seqscan=off", "enable_bitmapscan=off", "enable_hashjoin=off", "enable_mergejoin=off", "plan_cache_mode=force_generic_plan"];

    /// <remarks>All of one host's connections fit twice into a server's usual hundred.</remarks>
    private NpgsqlDataSource Source(string? role, int connections, params string[] settings)
    {
        var given = new NpgsqlConnectionStringBuilder(ConnectionString);
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            ApplicationName = "tempest",
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            MaxPoolSize = connections,
            Options = $"{given.Options} {string.Join(' ', settings.Select(setting => $"-c {setting}"))}".Trim(),
        };
        var source = new NpgsqlDataSourceBuilder(builder.ConnectionString);
        if (role is not null) source.As(role);
        return source.Build();
    }
}
