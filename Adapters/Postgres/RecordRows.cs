using Npgsql;
using NpgsqlTypes;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>Plain records as rows.</summary>
internal static class RecordRows
{
    private const string Insert = "insert into records values ($1, $2, $3, $4, array_to_tsvector($5))";
    private const string Update = "update records set data = $4, words = array_to_tsvector($5) where tenant = $1 and kind = $2 and id = $3";
    private const string Delete = "delete from records where tenant = $1 and kind = $2 and id = $3";

    /// <returns>Null when the record is to stay as it was.</returns>
    public static NpgsqlBatchCommand? Write(TenantId tenant, RecordChange change, object? before) =>
        (before, change.Now) switch
    {
        (null, null) => null,
        (_, null) => Keyed(Delete, tenant, change),
        (null, { } now) => Filled(Insert, tenant, change, now),
        ({ } was, { } now) => was.Equals(now) ? null : Filled(Update, tenant, change, now),
    };

    private static NpgsqlBatchCommand Keyed(string sql, TenantId tenant, RecordChange change) =>
        new NpgsqlBatchCommand(sql).With(tenant.Value).With(change.Record.Kind.Name).With(change.Record.Id);

    private static NpgsqlBatchCommand Filled(string sql, TenantId tenant, RecordChange change, object now) =>
        Keyed(sql, tenant, change)
            .With(change.Record.Kind.Write(now), NpgsqlDbType.Jsonb)
            .With(change.Record.Kind.Words(now).ToArray());
}
