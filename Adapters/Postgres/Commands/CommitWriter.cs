using Npgsql;
using NpgsqlTypes;
using Tempest.Application.Commands;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>Writes all that a transaction's commands decided, and commits, in one round trip.</summary>
internal static class CommitWriter
{
    private const string MoveHeads = """
        update feed_head h set position = k.position from unnest($1::text[], $2::bigint[]) as k(tenant, position)
        where h.tenant = k.tenant
        """;

    private const string Remember = """
        insert into commands (tenant, id, content, answer, recorded_at)
        select tenant, id, content, answer, $5 from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[])
          as k(tenant, id, content, answer)
        """;

    public static NpgsqlBatch Write(
        NpgsqlConnection connection, IReadOnlyList<(Asked Asked, Commit Commit)> commits, Present present, DateTimeOffset now)
    {
        var batch = new NpgsqlBatch(connection);
        var events = commits.SelectMany(c => c.Commit.Events.Select(e => (c.Asked.Tenant, e))).ToArray();
        if (events.Length > 0)
        {
            batch.BatchCommands.Add(EventRows.Append(events, present.Key));
            var heads = events.Select(e => e.Tenant).Distinct().OrderBy(tenant => tenant.Value, StringComparer.Ordinal).ToArray();
            batch.BatchCommands.Add(new NpgsqlBatchCommand(MoveHeads)
                .With(heads.Select(tenant => tenant.Value).ToArray())
                .With(heads.Select(tenant => present.Heads[tenant]).ToArray()));
        }

        foreach (var record in present.Records)
        {
            if (RecordRows.Write(record.Tenant, new(record.Record, record.Now), record.Was) is { } write)
                batch.BatchCommands.Add(write);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(Remember)
            .With(commits.Select(c => c.Asked.Tenant.Value).ToArray())
            .With(commits.Select(c => c.Asked.Command.Id).ToArray())
            .With(commits.Select(c => present.AnsweredBefore(c.Asked)!.Digest).ToArray())
            .With(commits.Select(c => c.Commit.Kept!).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Jsonb)
            .With(now));
        batch.BatchCommands.Add(new("commit"));
        return batch;
    }
}
