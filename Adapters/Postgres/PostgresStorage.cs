using Npgsql;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>A tenant's storage in PostgreSQL. Any number of hosts may have one on the same database.</summary>
public sealed class PostgresStorage : IStorage
{
    private readonly PostgresOptions options;
    private readonly NpgsqlDataSource commands;
    private readonly NpgsqlDataSource reading;
    private readonly NpgsqlDataSource background;
    private readonly SnapshotWriter snapshots;
    private readonly StateMemory memory;
    private readonly EntityReader entities;
    private readonly EntitySets sets;
    private readonly RecordReader records;
    private readonly CommandExecutor executor;

    public PostgresStorage(PostgresOptions options)
    {
        this.options = options;
        (commands, reading, background) = (options.ForCommands(), options.ForReading(), options.ForBackground());
        snapshots = new(background, options.Tenant, options.SnapshotInterval);
        memory = new(options.StatesInMemory);
        entities = new(reading, options.Tenant, snapshots);
        sets = new(reading, background, options.Tenant, entities, snapshots);
        records = new(reading, options.Tenant);
        executor = new(commands, entities, snapshots, memory, options);
    }

    /// <summary>Brings the database to this code's schema.</summary>
    /// <returns>The migrations that were applied now.</returns>
    public Task<IReadOnlyList<Migration>> MigrateAsync(CancellationToken cancel = default) =>
        Migrations.ApplyAsync(background, cancel);

    /// <summary>Whether the server answers; for health checks.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancel = default)
    {
        try
        {
            await HeadAsync(cancel);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public Task<Answer> ExecuteAsync(Command command, UseCase useCase, CancellationToken cancel = default) =>
        executor.ExecuteAsync(command, useCase, cancel);

    public Task<WouldBe> SimulateAsync(UseCase useCase, CancellationToken cancel = default) =>
        executor.SimulateAsync(useCase, cancel);

    public Task<Held> LoadAsync(StreamRef entity, CancellationToken cancel = default) =>
        LoadAsync(entity, long.MaxValue, cancel);

    public Task<Held> LoadAsync(StreamRef entity, long version, CancellationToken cancel = default) =>
        Retry.ReadAsync(async () => (await entities.LoadAsync([entity], cancel, version))[entity.Stream]);

    public async Task<Held> LoadAsync(StreamRef entity, DateTimeOffset at, CancellationToken cancel = default) =>
        await LoadAsync(entity, await Retry.ReadAsync(() => entities.VersionAtAsync(entity.Stream, at, cancel)), cancel);

    public Task<IReadOnlyList<RecordedEvent>> HistoryAsync(
        StreamId stream, long fromVersion, int limit, CancellationToken cancel = default) =>
        Retry.ReadAsync(() => entities.HistoryAsync(stream, fromVersion, limit, cancel));

    public Task<Page<Held>> SelectAsync(Category category, Selection wanted, CancellationToken cancel = default) =>
        Retry.ReadAsync(() => sets.SelectAsync(category, wanted, cancel));

    public Task<object?> FindAsync(RecordRef record, CancellationToken cancel = default) =>
        Retry.ReadAsync(() => records.FindAsync(record, cancel));

    public Task<Page<object>> SelectAsync(RecordKind kind, Selection wanted, CancellationToken cancel = default) =>
        Retry.ReadAsync(() => records.SelectAsync(kind, wanted, cancel));

    public Task<long> HeadAsync(CancellationToken cancel = default) => Retry.ReadAsync(async () =>
    {
        await using var query = reading.CreateCommand("select position from feed_head where tenant = $1").With(options.Tenant.Value);
        return await query.ExecuteScalarAsync(cancel) is long head
            ? head
            : throw new InvalidOperationException($"There is no tenant '{options.Tenant}'.");
    });

    public Task<IReadOnlyList<RecordedEvent>> ReadAsync(long after, int limit, CancellationToken cancel = default) =>
        Retry.ReadAsync(async () =>
    {
        await using var query = reading.CreateCommand(
            $"select {EventRows.Columns} from events where tenant = $1 and position > $2 order by position limit $3")
            .With(options.Tenant.Value).With(after).With(limit);
        return await EntityReader.ReadAll(query, cancel);
    });

    public async Task<long> DiscardAsync(Category category, CancellationToken cancel = default)
    {
        await using var command = background.CreateCommand("delete from snapshots where tenant = $1 and category = $2")
            .With(options.Tenant.Value).With(category.Name);
        memory.Forget();
        return await command.ExecuteNonQueryAsync(cancel);
    }

    public Task FlushAsync(CancellationToken cancel = default) => snapshots.FlushAsync(cancel);

    public async Task<long> VersionAsync(StreamRef entity, CancellationToken cancel = default)
    {
        await using var query = reading.CreateCommand(
            "select version from snapshots where tenant = $1 and stream = $2 and fingerprint = $3")
            .With(options.Tenant.Value).With(EventRows.Key(entity.Stream)).With(entity.Category.Fingerprint);
        return await query.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    public async ValueTask DisposeAsync()
    {
        await snapshots.DisposeAsync();
        memory.Dispose();
        await commands.DisposeAsync();
        await reading.DisposeAsync();
        await background.DisposeAsync();
    }
}
