using Npgsql;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>Reads plain records as they are now.</summary>
internal sealed class RecordReader(NpgsqlDataSource database, TenantId tenant)
{
    public async Task<object?> FindAsync(RecordRef record, CancellationToken cancel)
    {
        await using var query = database.CreateCommand("select data from records where tenant = $1 and kind = $2 and id = $3")
            .With(tenant.Value).With(record.Kind.Name).With(record.Id);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? record.Kind.Read(rows.GetFieldValue<byte[]>(0)) : null;
    }

    public async Task<Page<object>> SelectAsync(RecordKind kind, Selection wanted, CancellationToken cancel)
    {
        var (sql, values) = new SelectionSql("data").Query(
            wanted, "id, data", "records", "tenant = $1 and kind = $2", tenant.Value, kind.Name);
        await using var query = database.CreateCommand(sql);
        SelectionSql.Bind(query, values);
        var found = new List<(object Record, Place Place)>();
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            found.Add((kind.Read(rows.GetFieldValue<byte[]>(1)), new(rows.IsDBNull(2) ? "" : rows.GetString(2), rows.GetString(0))));

        return new([.. found.Take(wanted.Limit).Select(f => f.Record)],
            found.Count > wanted.Limit ? found[wanted.Limit - 1].Place : null);
    }

    public async Task<IReadOnlyList<ValueCount>> CountAsync(
        RecordKind kind, JsonPath by, IReadOnlyList<Criterion> where, CancellationToken cancel)
    {
        var (sql, values) = new SelectionSql("data").Counts(by, where, "records", "tenant = $1 and kind = $2", tenant.Value, kind.Name);
        await using var query = database.CreateCommand(sql);
        SelectionSql.Bind(query, values);
        var counts = new List<ValueCount>();
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) counts.Add(new(rows.GetString(0), rows.GetInt64(1)));
        return counts;
    }
}
