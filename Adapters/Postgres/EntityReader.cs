using System.Text.Json;
using Npgsql;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// Folds entities from the latest snapshot that this code can use and the events after it, in one statement.
/// </summary>
internal sealed class EntityReader(NpgsqlDataSource database, TenantId tenant, SnapshotWriter snapshots, Metrics metrics)
{
    /// <summary>A tail this long is worth a snapshot of its own.</summary>
    private const int LongTail = 25;

    private const string LoadSql = $"""
        with wanted as (
          select k.stream, s.version, s.state
          from unnest($2::text[], $3::text[], $5::text[]) as k(stream, fingerprint, category)
          left join lateral (
            select version, state from snapshots
            where tenant = $1 and stream = k.stream and fingerprint = k.fingerprint and category = k.category and version <= $4
            limit 1) s on true)
        select stream, version, 0::bigint as position, null::text as category, null::text as id, null::text as type,
               0::smallint as schema, state as data, null::text as actor, null::text as command_id,
               null::text as correlation_id, null::text as causation_id, null::timestamptz as happened_at,
               null::timestamptz as recorded_at
        from wanted where version is not null
        union all
        select e.* from wanted cross join lateral (
          select {EventRows.Columns} from events e
          where e.tenant = $1 and e.stream = wanted.stream and e.version > coalesce(wanted.version, 0) and e.version <= $4) e
        order by stream, position, version
        """;

    private const string HistorySql =
        $"select {EventRows.Columns} from events where tenant = $1 and stream = $2 and version >= $3 order by version limit $4";

    private const string ReplaySql = $"""
        select e.* from unnest($2::text[], $3::bigint[]) as k(stream, version) cross join lateral (
          select {EventRows.Columns} from events e where e.tenant = $1 and e.stream = k.stream and e.version <= k.version) e
        order by e.stream, e.version
        """;

    private const string VersionAtSql =
        "select coalesce(max(version), 0) from events where tenant = $1 and stream = $2 and happened_at <= $3";

    /// <summary>From the events alone, whatever snapshots there are, up to a version of each.</summary>
    public async Task<IReadOnlyDictionary<StreamId, Held>> ReplayAsync(
        IReadOnlyCollection<(StreamRef Entity, long UpTo)> wanted, CancellationToken cancel)
    {
        var byKey = wanted.ToDictionary(each => EventRows.Key(each.Entity.Stream), each => each.Entity);
        var replayed = wanted.ToDictionary(each => each.Entity.Stream, each => each.Entity.Category.Nothing(each.Entity.Id));
        await using var query = database.CreateCommand(ReplaySql)
            .With(tenant.Value).With(byKey.Keys.ToArray()).With(wanted.Select(each => each.UpTo).ToArray());
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var entity = byKey[rows.GetString(0)];
            replayed[entity.Stream] = entity.Category.Evolve(replayed[entity.Stream], EventRows.Read(rows));
        }

        return replayed;
    }

    public async Task<IReadOnlyDictionary<StreamId, Held>> LoadAsync(
        IReadOnlyCollection<StreamRef> entities, CancellationToken cancel, long upTo = long.MaxValue)
    {
        var byKey = entities.DistinctBy(e => e.Stream).ToDictionary(e => EventRows.Key(e.Stream));
        var loaded = entities.DistinctBy(e => e.Stream).ToDictionary(e => e.Stream, e => e.Category.Nothing(e.Id));
        if (loaded.Count == 0) return loaded;

        var snapshotAt = new Dictionary<StreamId, long>();
        await using var query = database.CreateCommand(LoadSql)
            .With(tenant.Value).With(byKey.Keys.ToArray()).With(byKey.Values.Select(e => e.Category.Fingerprint).ToArray()).With(upTo)
            .With(byKey.Values.Select(e => e.Category.Name).ToArray());
        await using (var rows = await query.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                var entity = byKey[rows.GetString(0)];
                if (rows.IsDBNull(5))
                {
                    var version = rows.GetInt64(1);
                    if (Read(entity.Category, rows.GetFieldValue<byte[]>(7)) is not { } state)
                    {
                        await rows.DisposeAsync();
                        await snapshots.DiscardAsync(tenant, entity, cancel);
                        return await LoadAsync(entities, cancel, upTo);
                    }

                    loaded[entity.Stream] = new(entity.Stream, state, version);
                    snapshotAt[entity.Stream] = version;
                    continue;
                }

                loaded[entity.Stream] = entity.Category.Evolve(loaded[entity.Stream], EventRows.Read(rows));
            }
        }

        if (upTo == long.MaxValue)
        {
            foreach (var entity in byKey.Values.Where(e => loaded[e.Stream].Exists))
                metrics.Read(entity.Category.Name, fromSnapshot: snapshotAt.ContainsKey(entity.Stream));
            foreach (var entity in byKey.Values.Where(e => loaded[e.Stream].Version - snapshotAt.GetValueOrDefault(e.Stream) >= LongTail))
                snapshots.Save(tenant, entity.Category, loaded[entity.Stream]);
        }

        return loaded;
    }

    public async Task<long> VersionAtAsync(StreamId stream, DateTimeOffset at, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(VersionAtSql)
            .With(tenant.Value).With(EventRows.Key(stream)).With(at.ToUniversalTime());
        return (long)(await query.ExecuteScalarAsync(cancel))!;
    }

    public async Task<IReadOnlyList<RecordedEvent>> HistoryAsync(
        StreamId stream, long fromVersion, int limit, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(HistorySql)
            .With(tenant.Value).With(EventRows.Key(stream)).With(fromVersion).With(limit);
        return await ReadAll(query, cancel);
    }

    public static async Task<IReadOnlyList<RecordedEvent>> ReadAll(NpgsqlCommand query, CancellationToken cancel)
    {
        var events = new List<RecordedEvent>();
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) events.Add(EventRows.Read(rows));
        return events;
    }

    /// <summary>Null when somebody has spoilt the snapshot: a cache may be wrong, never the answer.</summary>
    public static object? Read(Category category, byte[] json)
    {
        try
        {
            return category.ReadSnapshot(json);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
