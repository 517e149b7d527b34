using Npgsql;
using Tempest.Adapters.Postgres.Commands;
using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// What one host has of a database, for all its tenants: connections, the lane, the memory of states, the snapshot writer.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource commands;

    public PostgresDatabase(PostgresOptions options)
    {
        Options = options;
        Metrics = new(options.Clock);
        (commands, Reading, Background) = (options.ForCommands(), options.ForReading(), options.ForBackground());
        (Loading, Projecting) = (options.ForLoading(), options.ForProjecting());
        Snapshots = new(Background, options.SnapshotInterval, Metrics);
        Memory = new(options.MemoryForStates);
        var feeds = new FeedMemory();
        Ahead = new(Loading, Memory, feeds, Metrics);
        Transaction = new(commands, Snapshots, Memory, feeds, Bell, options, Metrics);
        var attempts = new Attempts(Transaction, options, Metrics);
        Executor = options.Executor is ExecutorKind.Lane
            ? new LaneExecutor(attempts, Ahead, options.MostTogether, Metrics)
            : new PlainExecutor(attempts, Ahead);
    }

    internal PostgresOptions Options { get; }

    internal Metrics Metrics { get; }

    internal NpgsqlDataSource Reading { get; }

    internal NpgsqlDataSource Loading { get; }

    internal NpgsqlDataSource Background { get; }

    internal NpgsqlDataSource Projecting { get; }

    internal Bell Bell { get; } = new();

    internal SnapshotWriter Snapshots { get; }

    internal StateMemory Memory { get; }

    internal ReadAhead Ahead { get; }

    internal CommandTransaction Transaction { get; }

    internal ICommandExecutor Executor { get; }

    /// <summary>Brings the database to this code's schema.</summary>
    /// <returns>The migrations that were applied now.</returns>
    public async Task<IReadOnlyList<Migration>> MigrateAsync(CancellationToken cancel = default)
    {
        await using var owner = Options.ForMigrating();
        return await Migrations.ApplyAsync(owner, cancel);
    }

    /// <summary>Whether the server, too, keeps everybody but projectors from writing projections.</summary>
    public Task<bool> IsGuardedAsync(CancellationToken cancel = default) =>
        Standing.IsTakenAsync(Projecting, Standing.Projector, cancel);

    /// <summary>One tenant's storage; it ends with this.</summary>
    public PostgresStorage Storage(TenantId tenant) => new(this, tenant);

    public async ValueTask DisposeAsync()
    {
        await Snapshots.DisposeAsync();
        Memory.Dispose();
        await commands.DisposeAsync();
        await Reading.DisposeAsync();
        await Loading.DisposeAsync();
        await Background.DisposeAsync();
        await Projecting.DisposeAsync();
        Metrics.Dispose();
    }
}
