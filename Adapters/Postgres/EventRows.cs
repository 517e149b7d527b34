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

    private const string InsertOne = $"""
        insert into events (tenant, {Columns})
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """;

    private const string Insert = $"""
        insert into events (tenant, {Columns})
        select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[],
          $8::smallint[], $9::jsonb[], $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::timestamptz[])
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

    /// <param name="events">In feed order within each tenant.</param>
    /// <param name="key">A stream's key in the database.</param>
    public static NpgsqlBatchCommand Append(
        IReadOnlyList<(TenantId Tenant, RecordedEvent Event)> events, Func<TenantId, StreamId, string> key)
    {
        if (events is [var (tenant, only)])
        {
            return new NpgsqlBatchCommand(InsertOne).With(tenant.Value).With(key(tenant, only.Stream)).With(only.Version)
                .With(only.Position).With(only.Stream.Category).With(only.Stream.Id).With(only.Type).With((short)only.Schema)
                .With(only.Data, NpgsqlDbType.Jsonb).With(only.Actor).With(only.CommandId).With(only.CorrelationId)
                .With((object?)only.CausationId ?? DBNull.Value, NpgsqlDbType.Text).With(only.HappenedAt).With(only.RecordedAt);
        }

        T[] All<T>(Func<RecordedEvent, T> part) => [.. events.Select(e => part(e.Event))];

        return new NpgsqlBatchCommand(Insert)
            .With(events.Select(e => e.Tenant.Value).ToArray())
            .With(events.Select(e => key(e.Tenant, e.Event.Stream)).ToArray())
            .With(All(e => e.Version))
            .With(All(e => e.Position))
            .With(All(e => e.Stream.Category))
            .With(All(e => e.Stream.Id))
            .With(All(e => e.Type))
            .With(All(e => (short)e.Schema))
            .With(All(e => e.Data.ToArray()), NpgsqlDbType.Array | NpgsqlDbType.Jsonb)
            .With(All(e => e.Actor))
            .With(All(e => e.CommandId))
            .With(All(e => e.CorrelationId))
            .With(All(e => e.CausationId))
            .With(All(e => e.HappenedAt))
            .With(All(e => e.RecordedAt));
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
