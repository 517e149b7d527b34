using Npgsql;
using NpgsqlTypes;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// One command, one SERIALIZABLE transaction, two round trips: begin and read everything; write everything and commit.
/// A third comes first when a state is not in memory. Whatever clashes is read and decided again.
/// </summary>
internal sealed class CommandExecutor(
    NpgsqlDataSource database, EntityReader entities, SnapshotWriter snapshots, StateMemory memory, PostgresOptions options)
{
    private static readonly string[] BeginInLane =
        ["begin isolation level serializable", "lock table lane_0 in share row exclusive mode"];

    private static readonly string[] BeginWithoutLane = BeginInLane[..1];

    /// <summary>A view that neither waits for writers nor makes them wait.</summary>
    private static readonly string[] BeginToLook = ["begin isolation level repeatable read read only"];

    private const string Kept = "select content, answer from commands where tenant = $1 and id = $2";
    private const string Head = "select position from feed_head where tenant = $1";

    private const string Tails = $"""
        select e.* from unnest($2::text[], $3::bigint[]) as k(stream, version)
        cross join lateral (
          select {EventRows.Columns} from events e
          where e.tenant = $1 and e.stream = k.stream and e.version > k.version order by e.version) e
        """;

    private const string Records = """
        select r.kind, r.id, r.data from unnest($2::text[], $3::text[]) as k(kind, id)
        join records r on r.tenant = $1 and r.kind = k.kind and r.id = k.id
        """;

    public async Task<Answer> ExecuteAsync(Command command, UseCase useCase, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await AttemptAsync(command, useCase, cancel);
                Metrics.Attempts.Record(attempt);
                return answer;
            }
            catch (Exception e) when (Retry.Reason(e) is { } reason)
            {
                Metrics.Retries.Add(1, new KeyValuePair<string, object?>("reason", reason));
                if (attempt >= options.Attempts)
                {
                    Metrics.Attempts.Record(attempt);
                    throw new TooBusyException(attempt, e);
                }
            }

            await Task.Delay(Retry.Pause(attempt), cancel);
        }
    }

    public async Task<WouldBe> SimulateAsync(UseCase useCase, CancellationToken cancel)
    {
        var known = await KnownAsync(useCase, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        var (_, now, _) = await ReadAsync(connection, BeginToLook, "", useCase, known, cancel);
        await RollBackAsync(connection);
        return new(useCase.Decide(now));
    }

    private async Task<Answer> AttemptAsync(Command command, UseCase useCase, CancellationToken cancel)
    {
        var known = await KnownAsync(useCase, cancel);
        options.At?.Invoke(Moment.BeforeReading);

        await using var connection = await database.OpenConnectionAsync(cancel);
        var begin = options.UseLane ? BeginInLane : BeginWithoutLane;
        var (kept, now, head) = await ReadAsync(connection, begin, command.Id, useCase, known, cancel);
        if (kept is var (digest, answer))
        {
            await RollBackAsync(connection);
            return await CommandPath.RepeatAsync(answer, digest, command, useCase, async (stream, version) =>
                (await entities.LoadAsync([stream], cancel, version))[stream.Stream]);
        }

        var commit = CommandPath.Decide(command, useCase, now, head, options.Clock.GetUtcNow());
        options.At?.Invoke(Moment.Decided);
        if (commit.Kept is not { } remember)
        {
            await RollBackAsync(connection);
            return commit.Answer;
        }

        // From here on nobody's impatience counts: half a commit would be a commit in doubt.
        await WriteAsync(connection, command, commit, remember, now);
        options.At?.Invoke(Moment.Committed);
        if (commit.Answer is Done done) Remember(useCase, done.Streams);
        return commit.Answer;
    }

    /// <summary>
    /// What is known of the streams beforehand: from memory, else from snapshots and events, outside the transaction.
    /// </summary>
    private async Task<Dictionary<StreamId, Held>> KnownAsync(UseCase useCase, CancellationToken cancel)
    {
        var known = new Dictionary<StreamId, Held>();
        var missing = new List<StreamRef>();
        foreach (var stream in useCase.Streams)
        {
            if (memory.Find(stream) is { } held) known[stream.Stream] = held;
            else if (stream.AssumedNew) known[stream.Stream] = stream.Category.Nothing(stream.Id);
            else missing.Add(stream);
        }

        if (missing.Count == 0) return known;

        Metrics.RoundTrips.Add(1);
        foreach (var (stream, held) in await entities.LoadAsync(missing, cancel))
        {
            known[stream] = held;
            memory.Keep(held);
        }

        return known;
    }

    private async Task<((string Digest, byte[] Answer)? Kept, Situation Now, long Head)> ReadAsync(
        NpgsqlConnection connection, string[] begin, string commandId, UseCase useCase, Dictionary<StreamId, Held> known,
        CancellationToken cancel)
    {
        var tenant = options.Tenant.Value;
        var categories = useCase.Streams.DistinctBy(s => s.Stream).ToDictionary(s => s.Stream, s => s.Category);
        var read = known.Keys.ToArray();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in begin) batch.BatchCommands.Add(new(statement));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Kept).With(tenant).With(commandId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Tails).With(tenant)
            .With(read.Select(EventRows.Key).ToArray()).With(read.Select(stream => known[stream].Version).ToArray()));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Records).With(tenant)
            .With(useCase.Records.Select(r => r.Kind.Name).ToArray()).With(useCase.Records.Select(r => r.Id).ToArray()));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Head).With(tenant));

        Metrics.RoundTrips.Add(1);
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        (string, byte[])? kept = await rows.ReadAsync(cancel)
            ? (rows.GetString(0), rows.GetFieldValue<byte[]>(1))
            : null;

        await rows.NextResultAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var happened = EventRows.Read(rows);
            known[happened.Stream] = categories[happened.Stream].Evolve(known[happened.Stream], happened);
        }

        await rows.NextResultAsync(cancel);
        var records = useCase.Records.ToDictionary(r => r.Record, _ => (object?)null);
        var kinds = useCase.Records.ToDictionary(r => r.Record, r => r.Kind);
        while (await rows.ReadAsync(cancel))
        {
            var id = new RecordId(rows.GetString(0), rows.GetString(1));
            records[id] = kinds[id].Read(rows.GetFieldValue<byte[]>(2));
        }

        await rows.NextResultAsync(cancel);
        var head = await rows.ReadAsync(cancel)
            ? rows.GetInt64(0)
            : throw new InvalidOperationException($"There is no tenant '{tenant}'.");

        // A committed prefix of a stream never changes: what a failed attempt has read need not be read again.
        foreach (var held in known.Values) memory.Keep(held);
        return (kept, new(known, records), head);
    }

    private async Task WriteAsync(
        NpgsqlConnection connection, Command command, Commit commit, ReadOnlyMemory<byte> answer, Situation now)
    {
        var tenant = options.Tenant;
        await using var batch = new NpgsqlBatch(connection);
        if (commit.Events.Count > 0)
        {
            batch.BatchCommands.Add(EventRows.Append(tenant, commit.Events));
            batch.BatchCommands.Add(new NpgsqlBatchCommand("update feed_head set position = $2 where tenant = $1")
                .With(tenant.Value).With(commit.Events[^1].Position));
        }

        foreach (var change in commit.Records)
        {
            if (RecordRows.Write(tenant, change, now.Records[change.Record.Record]) is { } write)
                batch.BatchCommands.Add(write);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into commands values ($1, $2, $3, $4, $5)")
            .With(tenant.Value).With(command.Id).With(Digest.Of(command.Content))
            .With(answer.ToArray(), NpgsqlDbType.Jsonb).With(options.Clock.GetUtcNow()));
        batch.BatchCommands.Add(new("commit"));

        Metrics.RoundTrips.Add(1);
        options.At?.Invoke(Moment.InDoubt);
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private void Remember(UseCase useCase, IReadOnlyList<Held> states)
    {
        foreach (var held in states.Where(held => held.Exists))
        {
            memory.Keep(held);
            snapshots.Save(useCase.Streams.First(stream => stream.Stream == held.Stream).Category, held);
        }
    }

    private static async Task RollBackAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("rollback", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
