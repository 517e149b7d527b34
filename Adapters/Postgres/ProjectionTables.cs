using System.Data;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// A tenant's projections. Whoever carries a generation on holds its row locked until the step is written down: a host that
/// dies lets go of it at once, and nothing of its step is there.
/// </summary>
internal sealed class ProjectionTables(NpgsqlDataSource reading, NpgsqlDataSource projecting, TenantId tenant) : IProjectionStore
{
    private const string Columns = "name, number, fingerprint, state, position, time, paused, fault, begun_at, carried_on_at";

    private const string Read = """
        select g.name, g.number, g.fingerprint, g.state, g.position, g.time, g.paused, g.fault, g.begun_at, g.carried_on_at, p.key, p.row
        from projections g left join projected p
          on p.tenant = g.tenant and p.projection = g.name and p.number = g.number and p.part = $3 and p.key >= $4 and ($5 is null or p.key < $5)
        where g.tenant = $1 and g.name = $2 and g.state = 'live' order by p.key
        """;

    private const string Behind = """
        select p.part, p.key from projections g join projected p on p.tenant = g.tenant and p.projection = g.name and p.number = g.number
        where g.tenant = $1 and g.name = $2 and g.state = 'live' and p.lines <> '{}' and p.lines && $3 and (p.part, p.key) > ($4, $5)
        order by p.part, p.key limit $6
        """;

    private const string Begin = """
        insert into projections (tenant, name, number, fingerprint, state, paused)
        select $1, $2, coalesce(max(number), 0) + 1, $3,
          case when bool_or(state = 'live') then 'building' else 'live' end, coalesce(bool_or(paused and state = 'live'), false)
        from projections where tenant = $1 and name = $2
        on conflict do nothing
        """;

    private const string Take = $"""
        select {Columns} from projections
        where tenant = $1 and name = $2 and number = $3 and state <> 'retired' and not paused and fault is null
        for update skip locked
        """;

    /// <summary>One look for each: joined, a generation that grows while it is counted is gone through for each that is wanted.</summary>
    private const string Find = """
        select wanted.part, wanted.key, known.row from unnest($4::text[], $5::text[]) as wanted(part, key)
        cross join lateral (
          select p.row from projected p
          where p.tenant = $1 and p.projection = $2 and p.number = $3 and p.part = wanted.part and p.key = wanted.key limit 1) known
        """;

    private const string Put = """
        insert into projected (tenant, projection, number, part, key, row, lines)
        select $1, $2, $3, part, key, row, string_to_array(lines, E'\x01')
        from unnest($4::text[], $5::text[], $6::jsonb[], $7::text[]) as put(part, key, row, lines)
        on conflict (tenant, projection, number, part, key) do update set row = excluded.row, lines = excluded.lines
        """;

    private const string Remove = """
        delete from projected using unnest($4::text[], $5::text[]) as gone(part, key)
        where tenant = $1 and projection = $2 and number = $3 and projected.part = gone.part and projected.key = gone.key
        """;

    private const string Advance = """
        update projections set position = $4, time = $5, fault = $6, carried_on_at = clock_timestamp()
        where tenant = $1 and name = $2 and number = $3
        """;

    /// <summary>The live one is waited for: it may be at a step.</summary>
    private const string Retire = """
        update projections l set state = 'retired' from projections b
        where l.tenant = $1 and l.name = $2 and l.state = 'live' and l.number <> $3
          and b.tenant = $1 and b.name = $2 and b.number = $3 and b.state = 'building' and b.position >= l.position
        """;

    private const string GoLive = "update projections set state = 'live' where tenant = $1 and name = $2 and number = $3 and state = 'building'";

    private const string Clear = """
        delete from projected using projections g
        where g.tenant = $1 and g.name = $2 and g.state = 'retired'
          and projected.tenant = g.tenant and projection = g.name and projected.number = g.number
        """;

    public Task<IReadOnlyList<Generation>> GenerationsAsync(CancellationToken cancel = default) =>
        Retry.ReadAsync<IReadOnlyList<Generation>>(async () =>
    {
        await using var query = reading.CreateCommand($"select {Columns} from projections where tenant = $1 order by name, number").With(tenant.Value);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var all = new List<Generation>();
        while (await rows.ReadAsync(cancel)) all.Add(GenerationOf(rows));
        return all;
    });

    public Task<Projected?> ReadAsync(
        string projection, string part, string from = "", string? before = null, CancellationToken cancel = default) =>
        Retry.ReadAsync(async () =>
    {
        await using var query = reading.CreateCommand(Read)
            .With(tenant.Value).With(projection).With(part).With(from).With((object?)before ?? DBNull.Value, NpgsqlDbType.Text);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var (generation, lines) = (default(Generation), new List<ProjectedLine>());
        while (await rows.ReadAsync(cancel))
        {
            generation ??= GenerationOf(rows);
            if (!rows.IsDBNull(10)) lines.Add(new(rows.GetString(10), Figures.Read(rows.GetFieldValue<byte[]>(11))));
        }

        return generation is null ? null : new Projected(generation, lines);
    });

    public Task<IReadOnlyList<Subject>> BehindAsync(
        string projection, IReadOnlyList<string> lines, Subject? after, int limit, CancellationToken cancel = default) =>
        Retry.ReadAsync<IReadOnlyList<Subject>>(async () =>
    {
        await using var query = reading.CreateCommand(Behind).With(tenant.Value).With(projection).With(lines.ToArray())
            .With(after?.Category ?? "").With(after?.Id ?? "").With(limit);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var found = new List<Subject>();
        while (await rows.ReadAsync(cancel)) found.Add(new(rows.GetString(0), rows.GetString(1)));
        return found;
    });

    public async Task<string> DigestAsync(Generation generation, CancellationToken cancel = default)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var query = Scoped(reading.CreateCommand(
            "select part, key, row::text from projected where tenant = $1 and projection = $2 and number = $3 order by part, key"), generation);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            digest.AppendData(Encoding.UTF8.GetBytes($"{rows.GetString(0)}\0{rows.GetString(1)}\0{rows.GetString(2)}\0"));
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    public async Task<bool> BeginAsync(string projection, string fingerprint, CancellationToken cancel = default)
    {
        await using var begin = projecting.CreateCommand(Begin).With(tenant.Value).With(projection).With(fingerprint);
        return await begin.ExecuteNonQueryAsync(cancel) == 1;
    }

    public async Task<bool> StepAsync(
        Generation generation, Func<Generation, IKnownRows, Task<Step>> step, CancellationToken cancel = default)
    {
        await using var connection = await projecting.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await TakeAsync(connection, generation, cancel) is not { } now) return false;

        var done = await step(now, new KnownRows(connection, now, tenant));
        await WriteAsync(connection, now, done, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    public async Task<bool> SwapAsync(Generation built, CancellationToken cancel = default)
    {
        await using var connection = await projecting.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await DoAsync(Retire) != 1 || await DoAsync(GoLive) != 1) return false;

        await using (var clear = new NpgsqlCommand(Clear, connection).With(tenant.Value).With(built.Projection)) await clear.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;

        async Task<int> DoAsync(string sql)
        {
            await using var command = Scoped(new NpgsqlCommand(sql, connection), built);
            return await command.ExecuteNonQueryAsync(cancel);
        }
    }

    public async Task AbandonAsync(Generation building, CancellationToken cancel = default)
    {
        await using var connection = await projecting.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        foreach (var sql in (string[])
        [
            "update projections set state = 'retired' where tenant = $1 and name = $2 and number = $3 and state = 'building'",
            "delete from projected p using projections g where g.tenant = $1 and g.name = $2 and g.number = $3 and g.state = 'retired' "
                + "and p.tenant = g.tenant and p.projection = g.name and p.number = g.number",
        ])
        {
            await using var command = Scoped(new NpgsqlCommand(sql, connection), building);
            await command.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    public async Task<bool> PauseAsync(string projection, bool paused, CancellationToken cancel = default)
    {
        await using var pause = projecting.CreateCommand(
            "update projections set paused = $3, fault = case when $3 then fault end where tenant = $1 and name = $2 and state <> 'retired'")
            .With(tenant.Value).With(projection).With(paused);
        return await pause.ExecuteNonQueryAsync(cancel) > 0;
    }

    private async Task<Generation?> TakeAsync(NpgsqlConnection connection, Generation generation, CancellationToken cancel)
    {
        await using var take = Scoped(new NpgsqlCommand(Take, connection), generation);
        await using var rows = await take.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? GenerationOf(rows) : null;
    }

    private async Task WriteAsync(NpgsqlConnection connection, Generation at, Step step, CancellationToken cancel)
    {
        var (put, gone) = (step.Changes.Where(change => change.Json is not null).ToArray(), step.Changes.Where(change => change.Json is null).ToArray());
        if (put.Length > 0)
        {
            await using var rows = Keyed(Put, put.Select(change => change.Key))
                .With(put.Select(change => change.Json!).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Jsonb)
                .With(put.Select(change => string.Join('\x01', change.Lines)).ToArray());
            await rows.ExecuteNonQueryAsync(cancel);
        }

        if (gone.Length > 0)
        {
            await using var rows = Keyed(Remove, gone.Select(change => change.Key));
            await rows.ExecuteNonQueryAsync(cancel);
        }

        await using var advance = Scoped(new NpgsqlCommand(Advance, connection), at).With(step.Position)
            .With((object?)step.Time?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType.TimestampTz)
            .With((object?)step.Fault ?? DBNull.Value, NpgsqlDbType.Text);
        await advance.ExecuteNonQueryAsync(cancel);

        NpgsqlCommand Keyed(string sql, IEnumerable<RowKey> keys) => Scoped(new NpgsqlCommand(sql, connection), at)
            .With(keys.Select(key => key.Part).ToArray()).With(keys.Select(key => key.Key).ToArray());
    }

    private NpgsqlCommand Scoped(NpgsqlCommand command, Generation generation) =>
        command.With(tenant.Value).With(generation.Projection).With(generation.Number);

    private static Generation GenerationOf(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetInt32(1), row.GetString(2), Enum.Parse<GenerationState>(row.GetString(3), ignoreCase: true), row.GetInt64(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5), row.GetBoolean(6), row.IsDBNull(7) ? null : row.GetString(7),
        row.GetFieldValue<DateTimeOffset>(8), row.GetFieldValue<DateTimeOffset>(9));

    private sealed class KnownRows(NpgsqlConnection connection, Generation at, TenantId tenant) : IKnownRows
    {
        public async Task<IReadOnlyDictionary<RowKey, byte[]>> FindAsync(IReadOnlyCollection<RowKey> keys)
        {
            var found = new Dictionary<RowKey, byte[]>();
            if (keys.Count == 0) return found;

            await using var query = new NpgsqlCommand(Find, connection).With(tenant.Value).With(at.Projection).With(at.Number)
                .With(keys.Select(key => key.Part).ToArray()).With(keys.Select(key => key.Key).ToArray());
            await using var rows = await query.ExecuteReaderAsync();
            while (await rows.ReadAsync()) found[new(rows.GetString(0), rows.GetString(1))] = rows.GetFieldValue<byte[]>(2);
            return found;
        }
    }
}
