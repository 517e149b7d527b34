using Npgsql;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// Selects entities through their snapshots, never stale: the category's snapshots are first brought up to the feed's
/// head, and the set is read in a statement that sees whether they still are.
/// </summary>
internal sealed class EntitySets(
    NpgsqlDataSource reading, TenantId tenant, EntityReader entities, SnapshotWriter snapshots, SnapshotProgress progress)
{
    private const int PerTurn = 500;

    private const int Attempts = 20;

    private const string Changed = """
        select e.id from (
          select stream, id, max(version) as version from events
          where tenant = $1 and category = $2 and position > $4 and position <= $5 group by stream, id) e
        left join lateral (
          select version from snapshots where tenant = $1 and stream = e.stream and fingerprint = $3 and category = $2 limit 1) s on true
        where s.version is null or s.version < e.version
        """;

    public async Task<Page<Held>> SelectAsync(Category category, Selection wanted, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                if (await CatchUpAsync(category, cancel) is { } position
                    && await ReadAsync(category, wanted, position, cancel) is { } page) return page;
            }
            catch (Exception e) when (Retry.Reason(e) is not null)
            {
                if (attempt == Attempts) throw new TooBusyException(attempt, e);
                await Task.Delay(Retry.Pause(attempt), cancel);
            }
        }

        throw new TooBusyException($"Snapshots of {category.Name} were deleted as fast as they were made.");
    }

    /// <returns>The feed position that the category's snapshots hold at; null when some were deleted meanwhile.</returns>
    private async Task<long?> CatchUpAsync(Category category, CancellationToken cancel)
    {
        if (await progress.ReadAsync(category, cancel) is not { } mark) return null;
        if (mark.Done >= mark.Head) return mark.Head;

        foreach (var ids in (await ChangedAsync(category, mark.Done, mark.Head, cancel)).Chunk(PerTurn))
        {
            var held = await entities.LoadAsync([.. ids.Select(id => category.Stream(id))], cancel);
            await snapshots.WriteAsync([.. held.Values.Select(h => new State(tenant, category, h))], cancel);
        }

        return await progress.AdvanceAsync(category, mark, cancel) ? mark.Head : null;
    }

    private async Task<List<string>> ChangedAsync(Category category, long after, long upTo, CancellationToken cancel)
    {
        await using var query = reading.CreateCommand(Changed)
            .With(tenant.Value).With(category.Name).With(category.Fingerprint).With(after).With(upTo);
        var ids = new List<string>();
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) ids.Add(rows.GetString(0));
        return ids;
    }

    /// <returns>Null when snapshots have gone since they were brought up to the position.</returns>
    private async Task<Page<Held>?> ReadAsync(
        Category category, Selection wanted, long position, CancellationToken cancel)
    {
        var (sql, values) = new SelectionSql("state").Query(
            wanted, "id, version, state", "snapshots",
            $"tenant = $1 and fingerprint = $3 and category = '{category.Name}' and id <> ''",
            tenant.Value, category.Name, category.Fingerprint, position);
        await using var query = reading.CreateCommand($"""
            select p.position is not null, s.* from (values (1)) as one
            left join snapshot_progress p on p.tenant = $1 and p.category = $2 and p.fingerprint = $3 and p.position >= $4
            left join lateral ({sql}) s on p.position is not null
            """);
        SelectionSql.Bind(query, values);

        var found = new List<(Held Held, Place Place)>();
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            if (!rows.GetBoolean(0)) return null;
            if (rows.IsDBNull(1)) break;

            var id = rows.GetString(1);
            if (EntityReader.Read(category, rows.GetFieldValue<byte[]>(3)) is not { } state)
            {
                await rows.DisposeAsync();
                await snapshots.DiscardAsync(tenant, category.Stream(id), cancel);
                return null;
            }

            found.Add((new(new(category.Name, id), state, rows.GetInt64(2)),
                new(rows.IsDBNull(4) ? "" : rows.GetString(4), id)));
        }

        return new([.. found.Take(wanted.Limit).Select(f => f.Held)],
            found.Count > wanted.Limit ? found[wanted.Limit - 1].Place : null);
    }
}
