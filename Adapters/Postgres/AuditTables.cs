using Npgsql;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>What audits have found, of all hosts together.</summary>
internal sealed class AuditTables(NpgsqlDataSource reading, NpgsqlDataSource background, TenantId tenant) : IAudit
{
    private const string Record = """
        with found as (
          insert into audit_differences (tenant, category, id, version, what, found_at)
          select $1, f.*, $3 from unnest($4::text[], $5::text[], $6::bigint[], $7::text[]) as f)
        insert into audits as a values ($1, 1, $2, cardinality($4::text[]), $3)
        on conflict (tenant) do update set rounds = a.rounds + 1, compared = a.compared + excluded.compared,
          differences = a.differences + excluded.differences, last_at = greatest(a.last_at, excluded.last_at)
        """;

    private const string Sum = "select rounds, compared, differences, last_at from audits where tenant = $1";

    private const string Latest = """
        select category, id, version, what, found_at from audit_differences where tenant = $1 order by number desc limit $2
        """;

    public async Task RecordAsync(AuditRound round, CancellationToken cancel = default)
    {
        await using var record = background.CreateCommand(Record).With(tenant.Value).With(round.Compared).With(round.At.ToUniversalTime())
            .With(round.Differences.Select(found => found.Entity.Stream.Category).ToArray())
            .With(round.Differences.Select(found => found.Entity.Id).ToArray())
            .With(round.Differences.Select(found => found.Version).ToArray())
            .With(round.Differences.Select(found => found.What).ToArray());
        await record.ExecuteNonQueryAsync(cancel);
    }

    public Task<AuditReport> ReportAsync(int latest, CancellationToken cancel = default) => Retry.ReadAsync(async () =>
    {
        var found = new List<FoundDifference>();
        await using (var query = reading.CreateCommand(Latest).With(tenant.Value).With(latest))
        {
            await using var rows = await query.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                found.Add(new(new(rows.GetString(0), rows.GetString(1)), rows.GetInt64(2), rows.GetString(3),
                    rows.GetFieldValue<DateTimeOffset>(4)));
            }
        }

        await using var sum = reading.CreateCommand(Sum).With(tenant.Value);
        await using var row = await sum.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3), found)
            : new AuditReport(0, 0, 0, null, found);
    });
}
