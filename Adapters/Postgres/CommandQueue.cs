using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// A tenant's queue of commands. Whoever takes some holds their rows locked until their fate is written down, so that a host
/// that dies lets go of them at once; what it had carried out by then is found by its command's id.
/// </summary>
internal sealed class CommandQueue(NpgsqlDataSource background, NpgsqlDataSource reading, TenantId tenant, Bell bell)
{
    private const string Insert = """
        insert into queue (tenant, id, policy, target, what, correlation_id, causation_id, queued_at, address)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::text[], $8::timestamptz[], $9::text[])
        """;

    /// <summary>Unless the id is known, here or as one of a command that was answered with another content.</summary>
    private const string Accept = """
        insert into queue (tenant, id, target, what, correlation_id, queued_at, address, content, actor)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9
        where not exists (select from commands where tenant = $1 and id = $2 and content <> $8)
        on conflict (tenant, id) do nothing
        """;

    private const string Columns =
        "number, id, policy, target, what, correlation_id, causation_id, queued_at, state, asked, attempts, refused, trouble, position, content, answer, actor";

    /// <summary>The first that waits of each target, unless somebody else has it.</summary>
    private const string Take = $"""
        select {Columns} from queue q
        where tenant = $1 and state = 'waiting' and due_at <= now() and not exists (
          select from queue e where e.tenant = q.tenant and e.target = q.target and e.state = 'waiting' and e.number < q.number)
        order by number limit $2 for update skip locked
        """;

    private const string Settle = """
        update queue q set state = k.state, attempts = k.attempts, due_at = now() + k.pause, refused = k.refused,
          trouble = k.trouble, position = k.position, answer = k.answer
        from unnest($2::bigint[], $3::text[], $4::int[], $5::interval[], $6::jsonb[], $7::text[], $8::bigint[], $9::json[])
          as k(number, state, attempts, pause, refused, trouble, position, answer)
        where q.tenant = $1 and q.number = k.number
        """;

    private const string Again = """
        update queue set state = 'waiting', asked = asked + 1, attempts = 0, due_at = '-infinity', refused = null
        where tenant = $1 and address = $2 and state = 'refused' and policy is not null
        """;

    private const string Dismiss = """
        update queue set state = 'dismissed' where tenant = $1 and address = $2 and state = 'refused' and policy is not null
        """;

    public static NpgsqlBatchCommand Add(IReadOnlyList<(TenantId Tenant, QueuedCommand Command)> queued)
    {
        T[] All<T>(Func<QueuedCommand, T> part) => [.. queued.Select(one => part(one.Command))];

        return new NpgsqlBatchCommand(Insert)
            .With(queued.Select(one => one.Tenant.Value).ToArray()).With(All(one => one.Id)).With(All(one => one.Policy!))
            .With(All(one => one.Of)).With(All(one => one.What.ToArray()), NpgsqlDbType.Array | NpgsqlDbType.Jsonb)
            .With(All(one => one.CorrelationId)).With(All(one => one.CausationId!)).With(All(one => one.QueuedAt.ToUniversalTime()))
            .With(All(one => one.Address));
    }

    public async Task<QueuedCommand?> AcceptAsync(QueuedCommand request, CancellationToken cancel)
    {
        await using var accept = background.CreateCommand(Accept)
            .With(tenant.Value).With(request.Id).With(request.Of).With(request.What.ToArray(), NpgsqlDbType.Jsonb)
            .With(request.CorrelationId).With(request.QueuedAt.ToUniversalTime()).With(request.Address).With(request.Content!)
            .With(request.Actor!);
        if (await accept.ExecuteNonQueryAsync(cancel) == 1) bell.Ring();
        return await FindAsync(request.Address, cancel) is { } known && known.Content == request.Content ? known : null;
    }

    public async Task<int> CarryOutAsync(Func<QueuedCommand, Task<Verdict>> carryOut, int most, CancellationToken cancel)
    {
        await using var connection = await background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var taken = new List<QueuedCommand>();
        await using (var take = new NpgsqlCommand(Take, connection).With(tenant.Value).With(most))
        await using (var rows = await take.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel)) taken.Add(Read(rows));
        }

        if (taken.Count == 0) return 0;

        var settled = (await Task.WhenAll(taken.Select(carryOut))).Zip(taken, (verdict, one) => one.After(verdict)).ToArray();
        T[] All<T>(Func<QueuedCommand, T> part) => [.. settled.Select(part)];

        await using var settle = new NpgsqlCommand(Settle, connection).With(tenant.Value)
            .With(All(one => one.Number))
            .With(All(one => Word.Of(one.State)))
            .With(All(one => one.Attempts))
            .With(All(one => one.State is QueueState.Waiting ? NotYet.PauseAfter(one.Attempts) : TimeSpan.Zero))
            .With(All(one => one.Refused is { } why ? JsonSerializer.SerializeToUtf8Bytes(why, StoredJson.Default.Refusal) : null),
                NpgsqlDbType.Array | NpgsqlDbType.Jsonb)
            .With(All(one => one.Trouble), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(All(one => one.Position), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
            .With(All(one => one.Answer?.ToArray()), NpgsqlDbType.Array | NpgsqlDbType.Json);
        await settle.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        bell.Ring();
        return taken.Count;
    }

    public async Task<QueuedCommand?> FindAsync(string address, CancellationToken cancel)
    {
        await using var query = reading.CreateCommand($"select {Columns} from queue where tenant = $1 and address = $2")
            .With(tenant.Value).With(address);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? Read(rows) : null;
    }

    public async Task<IReadOnlyList<QueuedCommand>> ListAsync(
        AskedBy by, QueueState? state, long after, int limit, CancellationToken cancel)
    {
        var only = $"and policy is {(by is AskedBy.People ? "null" : "not null")}";
        if (state is { } one) only += $" and state = '{Word.Of(one)}'";
        await using var query = reading.CreateCommand(
            $"select {Columns} from queue where tenant = $1 and number > $2 {only} order by number limit $3")
            .With(tenant.Value).With(after).With(limit);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var listed = new List<QueuedCommand>();
        while (await rows.ReadAsync(cancel)) listed.Add(Read(rows));
        return listed;
    }

    public async Task<bool> SettleAsync(string address, bool again, CancellationToken cancel)
    {
        await using var command = background.CreateCommand(again ? Again : Dismiss).With(tenant.Value).With(address);
        var settled = await command.ExecuteNonQueryAsync(cancel) == 1;
        if (settled) bell.Ring();
        return settled;
    }

    private static QueuedCommand Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), Text(row, 2), row.GetString(3), row.GetFieldValue<byte[]>(4), row.GetString(5),
        Text(row, 6), row.GetFieldValue<DateTimeOffset>(7))
    {
        State = Enum.Parse<QueueState>(row.GetString(8), ignoreCase: true),
        Asked = row.GetInt32(9),
        Attempts = row.GetInt32(10),
        Refused = row.IsDBNull(11) ? null : JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(11), StoredJson.Default.Refusal),
        Trouble = Text(row, 12),
        Position = row.IsDBNull(13) ? null : row.GetInt64(13),
        Content = Text(row, 14),
        Actor = Text(row, 16),
        Answer = row.IsDBNull(15) ? default(ReadOnlyMemory<byte>?) : row.GetFieldValue<byte[]>(15),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
