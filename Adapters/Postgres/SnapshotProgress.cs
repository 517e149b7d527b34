using Npgsql;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// Up to which feed position a category's snapshots hold all there is. Whoever deletes snapshots takes the progress along,
/// by a trigger, and the next one begins with a lineage of its own.
/// </summary>
internal sealed class SnapshotProgress(NpgsqlDataSource reading, NpgsqlDataSource background, TenantId tenant)
{
    private const string Behind = """
        select p.lineage, p.position, h.position from feed_head h
        left join snapshot_progress p on p.tenant = h.tenant and p.category = $2 and p.fingerprint = $3
        where h.tenant = $1
        """;

    private const string Start = """
        insert into snapshot_progress (tenant, category, fingerprint, position) values ($1, $2, $3, 0)
        on conflict (tenant, category, fingerprint) do nothing
        """;

    private const string Advance = """
        update snapshot_progress set position = greatest(position, $5)
        where tenant = $1 and category = $2 and fingerprint = $3 and lineage = $4
        """;

    /// <returns>Null when snapshots are being deleted at this moment.</returns>
    public async Task<Mark?> ReadAsync(Category category, CancellationToken cancel)
    {
        if (await FindAsync(category, cancel) is { } mark) return mark;

        await using var start = Scoped(background, Start, category);
        await start.ExecuteNonQueryAsync(cancel);
        return await FindAsync(category, cancel);
    }

    /// <summary>All events up to the mark's head are in the snapshots now.</summary>
    /// <returns>False when some were deleted meanwhile, which took the progress of this lineage with them.</returns>
    public async Task<bool> AdvanceAsync(Category category, Mark mark, CancellationToken cancel)
    {
        await using var advance = Scoped(background, Advance, category).With(mark.Lineage).With(mark.Head);
        return await advance.ExecuteNonQueryAsync(cancel) == 1;
    }

    private async Task<Mark?> FindAsync(Category category, CancellationToken cancel)
    {
        await using var query = Scoped(reading, Behind, category);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel)) throw new InvalidOperationException($"There is no tenant '{tenant}'.");
        return rows.IsDBNull(0) ? null : new(rows.GetGuid(0), rows.GetInt64(1), rows.GetInt64(2));
    }

    private NpgsqlCommand Scoped(NpgsqlDataSource source, string sql, Category category) =>
        source.CreateCommand(sql).With(tenant.Value).With(category.Name).With(category.Fingerprint);

    /// <param name="Lineage">Changes when snapshots were deleted.</param>
    /// <param name="Done">Up to here they hold all there is.</param>
    /// <param name="Head">The feed's last position.</param>
    public sealed record Mark(Guid Lineage, long Done, long Head);
}
