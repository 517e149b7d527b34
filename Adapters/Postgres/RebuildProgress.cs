using Npgsql;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// Which parts of a rebuild are finished, so that one that was stopped goes on after them. What it counts on is gone with the
/// lineage of the category's progress: then it begins anew. Of two that rebuild the same at once, the later one keeps account.
/// </summary>
internal sealed class RebuildProgress(NpgsqlDataSource background, TenantId tenant)
{
    private const string Begin = """
        insert into snapshot_rebuilds as r (tenant, category, fingerprint, run, lineage, head, parts) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (tenant, category, fingerprint) do update set run = excluded.run,
          lineage = excluded.lineage,
          head = case when r.lineage = excluded.lineage then r.head else excluded.head end,
          parts = case when r.lineage = excluded.lineage then r.parts else excluded.parts end,
          done = case when r.lineage = excluded.lineage then r.done else 0 end,
          snapshots = case when r.lineage = excluded.lineage then r.snapshots else 0 end,
          events = case when r.lineage = excluded.lineage then r.events else 0 end
        returning head, parts, done, snapshots, events
        """;

    private const string Finish = """
        update snapshot_rebuilds set done = $5, snapshots = $6, events = $7
        where tenant = $1 and category = $2 and fingerprint = $3 and run = $4
        """;

    private const string End =
        "delete from snapshot_rebuilds where tenant = $1 and category = $2 and fingerprint = $3 and run = $4";

    /// <param name="category">Whose snapshots.</param>
    /// <param name="mark">Where they stand.</param>
    /// <param name="parts">In how many parts, if it has not begun.</param>
    /// <param name="cancel">When whoever asked has gone.</param>
    public async Task<Run> BeginAsync(Category category, SnapshotProgress.Mark mark, int parts, CancellationToken cancel)
    {
        var id = Guid.NewGuid();
        await using var begin = Scoped(Begin, category, id).With(mark.Lineage).With(mark.Head).With(parts);
        await using var row = await begin.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(id, row.GetInt64(0), row.GetInt32(1), row.GetInt32(2), new(row.GetInt64(3), row.GetInt64(4)));
    }

    public async Task FinishAsync(Category category, Run run, int done, Rebuilt sum, CancellationToken cancel)
    {
        await using var finish = Scoped(Finish, category, run.Id).With(done).With(sum.Snapshots).With(sum.Events);
        await finish.ExecuteNonQueryAsync(cancel);
    }

    public async Task EndAsync(Category category, Run run, CancellationToken cancel)
    {
        await using var end = Scoped(End, category, run.Id);
        await end.ExecuteNonQueryAsync(cancel);
    }

    private NpgsqlCommand Scoped(string sql, Category category, Guid run) =>
        background.CreateCommand(sql).With(tenant.Value).With(category.Name).With(category.Fingerprint).With(run);

    /// <param name="Id">Of this attempt.</param>
    /// <param name="Head">Where the feed ended when the first attempt began: up to there all will be saved.</param>
    /// <param name="Done">Parts that are finished.</param>
    /// <param name="Sum">What they came to.</param>
    public sealed record Run(Guid Id, long Head, int Parts, int Done, Rebuilt Sum);
}
