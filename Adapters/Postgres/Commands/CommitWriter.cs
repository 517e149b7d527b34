using Npgsql;
using NpgsqlTypes;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>Writes all that a transaction's commands decided, and commits, in one round trip.</summary>
internal static class CommitWriter
{
    /// <summary>A feed that does not end where it is moved from ends nowhere, which its column refuses.</summary>
    private const string MoveHead =
        "update feed_head set position = case when position = $2 then $3 end where tenant = $1";

    private const string RememberOne =
        "insert into commands (tenant, id, content, answer, recorded_at) values ($1, $2, $3, $4, $5)";

    private const string Remember = """
        insert into commands (tenant, id, content, answer, recorded_at)
        select tenant, id, content, answer, $5 from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[])
          as k(tenant, id, content, answer)
        """;

    /// <param name="connection">Where nothing has begun, or where all of the present was read.</param>
    /// <param name="begin">Statements that go first.</param>
    /// <param name="turn">What was decided, at least one command.</param>
    public static NpgsqlBatch Write(NpgsqlConnection connection, string[] begin, Turn turn)
    {
        var (present, commits) = (turn.Present, turn.Commits);
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in begin) batch.BatchCommands.Add(new(statement));

        // Always in the same order, so that no two hosts wait for each other.
        foreach (var tenant in present.Heads.Keys.OrderBy(tenant => tenant.Value, StringComparer.Ordinal))
        {
            var (before, now) = (present.HeadsBefore[tenant], present.Heads[tenant]);
            if (begin.Length == 0 && before == now) continue;

            batch.BatchCommands.Add(new NpgsqlBatchCommand(MoveHead).With(tenant.Value).With(before).With(now));
        }

        var events = commits.SelectMany(c => c.Commit.Events.Select(e => (c.Asked.Tenant, e))).ToArray();
        if (events.Length > 0) batch.BatchCommands.Add(EventRows.Append(events, present.Key));

        foreach (var record in present.Records)
        {
            if (RecordRows.Write(record.Tenant, new(record.Record, record.Now), record.Was) is { } write)
                batch.BatchCommands.Add(write);
        }

        var queued = commits.SelectMany(c => c.Commit.Queued.Select(one => (c.Asked.Tenant, one))).ToArray();
        if (queued.Length > 0) batch.BatchCommands.Add(CommandQueue.Add(queued));
        batch.BatchCommands.Add(Answers(turn));
        batch.BatchCommands.Add(new("commit"));
        return batch;
    }

    private static NpgsqlBatchCommand Answers(Turn turn)
    {
        var commits = turn.Commits;
        string ContentOf(Asked asked) => turn.Present.AnsweredBefore(asked)!.Digest;

        if (commits is [var (asked, commit)])
        {
            return new NpgsqlBatchCommand(RememberOne).With(asked.Tenant.Value).With(asked.Command.Id).With(ContentOf(asked))
                .With(commit.Kept!, NpgsqlDbType.Jsonb).With(turn.Now);
        }

        return new NpgsqlBatchCommand(Remember)
            .With(commits.Select(c => c.Asked.Tenant.Value).ToArray())
            .With(commits.Select(c => c.Asked.Command.Id).ToArray())
            .With(commits.Select(c => ContentOf(c.Asked)).ToArray())
            .With(commits.Select(c => c.Commit.Kept!).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Jsonb)
            .With(turn.Now);
    }
}
