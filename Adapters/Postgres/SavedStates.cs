using Npgsql;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>The table of snapshots as operators see it: how it stands, what is in it, and what shall go from it.</summary>
internal sealed class SavedStates(NpgsqlDataSource reading, NpgsqlDataSource background, TenantId tenant)
{
    /// <summary>A large category takes its time; whoever asked may stop.</summary>
    private const int NoLimit = 0;

    /// <summary>What is known to be saved from the feed's beginning on is not looked at again.</summary>
    private const string Status = """
        select (select count(*) from events where tenant = $1 and category = $2),
          (select count(*) from snapshots where tenant = $1 and category = $2 and fingerprint = $3 and id <> ''),
          (select count(*) from snapshots where tenant = $1 and category = $2 and fingerprint <> $3 and id <> ''),
          (select count(*) from events e
             left join snapshots s on s.tenant = $1 and s.stream = e.stream and s.fingerprint = $3 and s.category = $2
             where e.tenant = $1 and e.category = $2 and e.version > coalesce(s.version, 0)
               and e.position > coalesce((select position from snapshot_progress
                 where tenant = $1 and category = $2 and fingerprint = $3), 0))
        """;

    private const string List = """
        select category, id, version, state, stream from snapshots
        where tenant = $1 and stream > $2 and (category, fingerprint) in (select * from unnest($3::text[], $4::text[]))
        order by stream limit $5
        """;

    public async Task<SnapshotStatus> StatusAsync(Category category, CancellationToken cancel)
    {
        await using var query = Scoped(reading, Status, category).With(category.Fingerprint);
        query.CommandTimeout = NoLimit;
        await using var row = await query.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    public async Task<IReadOnlyList<Saved>> ListAsync(
        IReadOnlyList<Category> of, string after, int limit, CancellationToken cancel)
    {
        var byName = of.ToDictionary(category => category.Name, StringComparer.Ordinal);
        await using var query = reading.CreateCommand(List).With(tenant.Value).With(after)
            .With(byName.Keys.ToArray()).With(byName.Values.Select(category => category.Fingerprint).ToArray()).With(limit);
        query.CommandTimeout = NoLimit;
        var saved = new List<Saved>();
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            saved.Add(new(byName[rows.GetString(0)].Stream(rows.GetString(1)), rows.GetInt64(2),
                rows.GetFieldValue<byte[]>(3), rows.GetString(4)));
        }

        return saved;
    }

    public async Task<long> VersionAsync(StreamRef entity, CancellationToken cancel)
    {
        await using var query = reading.CreateCommand(
            "select version from snapshots where tenant = $1 and stream = $2 and fingerprint = $3 and category = $4")
            .With(tenant.Value).With(EventRows.Key(entity.Stream)).With(entity.Category.Fingerprint).With(entity.Category.Name);
        return await query.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    public async Task<long> DiscardAsync(Category category, CancellationToken cancel)
    {
        await using var delete = Scoped(background, "delete from snapshots where tenant = $1 and category = $2", category);
        delete.CommandTimeout = NoLimit;
        return await delete.ExecuteNonQueryAsync(cancel);
    }

    public async Task<long> DiscardAsync(StreamRef entity, CancellationToken cancel)
    {
        await using var delete = Scoped(
            background, "delete from snapshots where tenant = $1 and category = $2 and stream = $3", entity.Category)
            .With(EventRows.Key(entity.Stream));
        return await delete.ExecuteNonQueryAsync(cancel);
    }

    private NpgsqlCommand Scoped(NpgsqlDataSource source, string sql, Category category) =>
        source.CreateCommand(sql).With(tenant.Value).With(category.Name);
}
