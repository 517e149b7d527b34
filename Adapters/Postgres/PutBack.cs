using Npgsql;
using Tempest.Application.Lake;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>Puts back events that were lost, each at its own position, while nobody else writes.</summary>
internal sealed class PutBack(NpgsqlDataSource background, TenantId tenant)
{
    private const string Lane = "set local lock_timeout = 0; lock table lane_0 in share row exclusive mode";

    private const string Stored =
        $"select {EventRows.Columns} from events where tenant = $1 and position between $2 and $3 order by position";

    private const string Elsewhere = """
        select min(k.position) from unnest($2::text[], $3::bigint[], $4::bigint[]) as k(stream, version, position)
        join events e on e.tenant = $1 and e.stream = k.stream and e.version = k.version
        """;

    /// <summary>Whoever remembers where the feed ended does not find it there.</summary>
    private const string MoveHead = """
        insert into feed_head as h (tenant, position, turn) values ($1, $2, $3)
        on conflict (tenant) do update set position = greatest(h.position, excluded.position), turn = excluded.turn
        """;

    /// <inheritdoc cref="IHistory.PutBackAsync"/>
    public async Task<long> RunAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        if (events.Count == 0) return 0;

        await using var connection = await background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var lane = new NpgsqlCommand(Lane, connection)) await lane.ExecuteNonQueryAsync(cancel);

        var missing = await MissingAsync(connection, events, cancel);
        if (missing.Count == 0) return 0;

        await using (var batch = new NpgsqlBatch(connection))
        {
            batch.BatchCommands.Add(EventRows.Append([.. missing.Select(happened => (tenant, happened))], (_, stream) => EventRows.Key(stream)));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(MoveHead).With(tenant.Value).With(missing[^1].Position).With(Random.Shared.NextInt64()));
            await batch.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return missing.Count;
    }

    private async Task<IReadOnlyList<RecordedEvent>> MissingAsync(
        NpgsqlConnection connection, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(Stored, connection)
            .With(tenant.Value).With(events[0].Position).With(events[^1].Position);
        var stored = await EntityReader.ReadAll(query, cancel);
        OtherHistoryException.ThrowIfOther(stored, events);

        var there = stored.Select(happened => happened.Position).ToHashSet();
        var missing = events.Where(happened => !there.Contains(happened.Position)).ToArray();
        await using var elsewhere = new NpgsqlCommand(Elsewhere, connection).With(tenant.Value)
            .With(missing.Select(happened => EventRows.Key(happened.Stream)).ToArray())
            .With(missing.Select(happened => happened.Version).ToArray()).With(missing.Select(happened => happened.Position).ToArray());
        return await elsewhere.ExecuteScalarAsync(cancel) is long position ? throw new OtherHistoryException(position) : missing;
    }
}
