using Npgsql;
using NpgsqlTypes;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>Events as rows.</summary>
internal static class EventRows
{
    public const string Columns =
        "stream, version, position, category, id, type, schema, data, actor, command_id, correlation_id, causation_id, "
        + "happened_at, recorded_at";

    public const string Insert = """
        insert into events (tenant, stream, version, position, category, id, type, schema, data,
                            actor, command_id, correlation_id, causation_id, happened_at, recorded_at)
        select $1, stream, version, position, category, id, type, schema, data, $10, $11, $12, $13, $14, $15
        from unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::smallint[], $9::jsonb[])
          as e(stream, version, position, category, id, type, schema, data)
        """;

    /// <summary>
    /// A stream's key in the database: its name behind the first half of a digest (see 0001-events.sql).
    /// </summary>
    public static string Key(StreamId stream) => $"{Digest.Of(stream.ToString())[..8]}:{stream}";

    public static RecordedEvent Read(NpgsqlDataReader row) => new(
        new(row.GetString(3), row.GetString(4)), row.GetInt64(1), row.GetInt64(2), row.GetString(5), row.GetInt16(6),
        row.GetFieldValue<byte[]>(7), row.GetString(8), row.GetString(9), row.GetString(10),
        row.IsDBNull(11) ? null : row.GetString(11),
        row.GetFieldValue<DateTimeOffset>(12), row.GetFieldValue<DateTimeOffset>(13));

    /// <summary>All events of one command: they share who, when and why.</summary>
    public static NpgsqlBatchCommand Append(TenantId tenant, IReadOnlyList<RecordedEvent> events)
    {
        var first = events[0];
        return new NpgsqlBatchCommand(Insert)
            .With(tenant.Value)
            .With(events.Select(e => Key(e.Stream)).ToArray())
            .With(events.Select(e => e.Version).ToArray())
            .With(events.Select(e => e.Position).ToArray())
            .With(events.Select(e => e.Stream.Category).ToArray())
            .With(events.Select(e => e.Stream.Id).ToArray())
            .With(events.Select(e => e.Type).ToArray())
            .With(events.Select(e => (short)e.Schema).ToArray())
            .With(events.Select(e => e.Data.ToArray()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Jsonb)
            .With(first.Actor).With(first.CommandId).With(first.CorrelationId)
            .With((object?)first.CausationId ?? DBNull.Value, NpgsqlDbType.Text)
            .With(first.HappenedAt).With(first.RecordedAt);
    }
}

internal static class Parameters
{
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, object value)
    {
        command.Parameters.Add(new() { Value = value });
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, object value, NpgsqlDbType type)
    {
        command.Parameters.Add(new() { Value = value, NpgsqlDbType = type });
        return command;
    }

    public static NpgsqlCommand With(this NpgsqlCommand command, object value)
    {
        command.Parameters.Add(new() { Value = value });
        return command;
    }

    public static NpgsqlCommand With(this NpgsqlCommand command, object value, NpgsqlDbType type)
    {
        command.Parameters.Add(new() { Value = value, NpgsqlDbType = type });
        return command;
    }
}
