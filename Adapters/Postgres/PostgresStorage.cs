using Npgsql;
using NpgsqlTypes;
using Tempest.Adapters.Postgres.Commands;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Operations;
using Tempest.Application.Policies;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>A tenant's storage in PostgreSQL. Any number of hosts may have one on the same database.</summary>
public sealed class PostgresStorage : IStorage
{
    private readonly PostgresDatabase database;
    private readonly TenantId tenant;
    private readonly bool owned;
    private readonly EntityReader entities;
    private readonly SnapshotProgress progress;
    private readonly SavedStates table;
    private readonly EntitySets sets;
    private readonly RecordReader records;
    private readonly CommandQueue queue;

    /// <summary>The storage of the options' tenant, with connections of its own.</summary>
    public PostgresStorage(PostgresOptions options) : this(new PostgresDatabase(options), options.Tenant) => owned = true;

    internal PostgresStorage(PostgresDatabase database, TenantId tenant)
    {
        (this.database, this.tenant) = (database, tenant);
        entities = new(database.Loading, tenant, database.Snapshots, database.Metrics);
        progress = new(database.Reading, database.Background, tenant);
        table = new(database.Reading, database.Background, tenant);
        sets = new(database.Reading, tenant, entities, database.Snapshots, progress);
        records = new(database.Reading, tenant);
        queue = new(database.Background, database.Reading, tenant, database.Bell);
        People = new PeopleTables(database.Reading, database.Background, tenant);
        Audit = new AuditTables(database.Reading, database.Background, tenant);
        Projections = new ProjectionTables(database.Reading, database.Projecting, tenant);
    }

    public IPeople People { get; }

    public IAudit Audit { get; }

    public IProjectionStore Projections { get; }

    public HostWork Work => database.Metrics.Work;

    /// <inheritdoc cref="PostgresDatabase.IsGuardedAsync"/>
    public Task<bool> IsGuardedAsync(CancellationToken cancel = default) => database.IsGuardedAsync(cancel);

    /// <inheritdoc cref="PostgresDatabase.MigrateAsync"/>
    public Task<IReadOnlyList<Migration>> MigrateAsync(CancellationToken cancel = default) => database.MigrateAsync(cancel);

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
        ReadingFirstAsync(useCase, async past =>
            await database.Executor.ExecuteAsync(new(tenant, command, useCase, past), cancel) switch
            {
                Answered settled => settled.Answer,
                AnsweredBefore before => await CommandPath.RepeatAsync(
                    before.Kept, before.Digest, command, useCase, (stream, version) => LoadAsync(stream, version, cancel)),
                ReadFirst => null,
                Failed failed => failed.Rethrow<Answer>(),
                var other => throw new InvalidOperationException($"No answer to {other}."),
            }, cancel);

    public Task<WouldBe> SimulateAsync(UseCase useCase, CancellationToken cancel = default) =>
        ReadingFirstAsync(useCase, async past =>
        {
            var asked = await database.Ahead.ReadAsync([new(tenant, new("", "", "", default), useCase, past)]);
            return await Retry.ReadAsync(() => database.Transaction.SimulateAsync(asked[0], cancel)) is { } outcome
                ? new WouldBe(outcome)
                : null;
        }, cancel);

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

    public Task<IReadOnlyList<ValueCount>> CountAsync(
        RecordKind kind, JsonPath by, IReadOnlyList<Criterion> where, CancellationToken cancel = default) =>
        Retry.ReadAsync(() => records.CountAsync(kind, by, where, cancel));

    public Task<long> HeadAsync(CancellationToken cancel = default) => Retry.ReadAsync(async () =>
    {
        await using var query = database.Reading.CreateCommand("select position from feed_head where tenant = $1").With(tenant.Value);
        return await query.ExecuteScalarAsync(cancel) is long head
            ? head
            : throw new InvalidOperationException($"There is no tenant '{tenant}'.");
    });

    public Task<IReadOnlyList<RecordedEvent>> ReadAsync(FeedPart part, int limit, CancellationToken cancel = default) =>
        Retry.ReadAsync(async () =>
    {
        await using var query = database.Reading.CreateCommand($"""
            select {EventRows.Columns} from events
            where tenant = $1 and position > $2 and position <= $3
              and ($4 is null or type = any($4)) and ($5 is null or category = $5) and ($7 is null or correlation_id = $7)
            order by position limit $6
            """)
            .With(tenant.Value).With(part.After).With(part.To ?? long.MaxValue)
            .With((object?)part.Types?.ToArray() ?? DBNull.Value, NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With((object?)part.Category ?? DBNull.Value, NpgsqlDbType.Text).With(limit)
            .With((object?)part.CorrelationId ?? DBNull.Value, NpgsqlDbType.Text);
        return await EntityReader.ReadAll(query, cancel);
    });

    public Task<long> PutBackAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel = default)
    {
        database.Memory.Forget();
        return Retry.ReadAsync(() => new PutBack(database.Background, tenant).RunAsync(events, cancel));
    }

    public Task<long> DiscardAsync(Category category, CancellationToken cancel = default)
    {
        database.Memory.Forget();
        return table.DiscardAsync(category, cancel);
    }

    public Task<long> DiscardAsync(StreamRef entity, CancellationToken cancel = default)
    {
        database.Memory.Forget();
        return table.DiscardAsync(entity, cancel);
    }

    public Task<Rebuilt> RebuildAsync(Category category, IProgress<long>? events = null, CancellationToken cancel = default) =>
        new SnapshotRebuild(database.Background, tenant, entities, progress, new(database.Background, tenant), database.Options.StatesAtOnce)
            .RunAsync(category, events, cancel);

    public Task FlushAsync(CancellationToken cancel = default) => database.Snapshots.FlushAsync(cancel);

    public Task<long> VersionAsync(StreamRef entity, CancellationToken cancel = default) => table.VersionAsync(entity, cancel);

    public Task<SnapshotStatus> StatusAsync(Category category, CancellationToken cancel = default) =>
        Retry.ReadAsync(() => table.StatusAsync(category, cancel));

    public Task<IReadOnlyList<Saved>> SavedAsync(
        IReadOnlyList<Category> of, string after, int limit, CancellationToken cancel = default) =>
        Retry.ReadAsync(() => table.ListAsync(of, after, limit, cancel));

    public async Task<IReadOnlyList<Held>> ReplayAsync(IReadOnlyList<Saved> saved, CancellationToken cancel = default)
    {
        var replayed = await Retry.ReadAsync(() => entities.ReplayAsync([.. saved.Select(each => (each.Entity, each.Version))], cancel));
        return [.. saved.Select(each => replayed[each.Entity.Stream])];
    }

    public Task<int> CarryOutAsync(Func<QueuedCommand, Task<Verdict>> carryOut, int most, CancellationToken cancel = default) =>
        queue.CarryOutAsync(carryOut, most, cancel);

    public Task Rung => database.Bell.Next;

    public Task<QueuedCommand?> AcceptAsync(QueuedCommand request, CancellationToken cancel = default) =>
        Retry.ReadAsync(() => queue.AcceptAsync(request, cancel));

    public Task<QueuedCommand?> FindAsync(string address, CancellationToken cancel = default) =>
        Retry.ReadAsync(() => queue.FindAsync(address, cancel));

    public Task<IReadOnlyList<QueuedCommand>> ListAsync(
        AskedBy by, QueueState? state, long after, int limit, CancellationToken cancel = default) =>
        Retry.ReadAsync(() => queue.ListAsync(by, state, after, limit, cancel));

    public Task<bool> SettleAsync(string address, bool again, CancellationToken cancel = default) =>
        Retry.ReadAsync(() => queue.SettleAsync(address, again, cancel));

    public ValueTask DisposeAsync() => owned ? database.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>What takes long to read is read here, where nobody else waits for it, and then asked again.</summary>
    private async Task<T> ReadingFirstAsync<T>(UseCase useCase, Func<Past?, Task<T?>> ask, CancellationToken cancel) where T : class
    {
        Past? past = null;
        for (var attempt = 1; attempt <= database.Options.Attempts; attempt++)
        {
            if (await ask(past) is { } answer) return answer;

            var era = database.Memory.Era;
            var loaded = await Retry.ReadAsync(() => entities.LoadAsync(useCase.Streams, cancel));
            past = new(era, loaded.ToDictionary(held => held.Key, held => (Held?)held.Value));
        }

        throw new TooBusyException("Its streams grow faster than they can be read.");
    }
}
