using System.Globalization;
using Npgsql;

namespace Tempest.Benchmarks.Machinery;

/// <summary>After a run: nothing lost, nothing twice, versions and positions dense, sums exact.</summary>
internal static class Check
{
    /// <summary>Of the runs that are checked, in SQL: an id's first part names its run.</summary>
    private const string Ours = "left(command_id, strpos(command_id, '-') - 1) in (select run from runs)";

    /// <param name="connection">The database that the runs were on; nobody may be writing now.</param>
    /// <param name="receipts">What the clients were told.</param>
    /// <param name="amount">What an event adds to the sum, in SQL.</param>
    /// <exception cref="InvalidOperationException">Something is not as acknowledged.</exception>
    public static async Task ReceiptsAsync(
        string connection, IReadOnlyList<Receipt> receipts, string amount = Tallies.Amount)
    {
        await using var database = await OpenAsync(connection);
        await KeepAcknowledgedAsync(database, receipts);
        await Is(database, 0, """
            select count(*) from acknowledged a where not exists (select from commands c where c.id = a.id)
            """, "commands were acknowledged and have no stored answer");
        await Is(database, receipts.Sum(receipt => receipt.Commands.Sum()), $"""
            select count(*) from (select id as command_id from commands) c where {Ours}
            """, "commands are stored, told to a client or not");
        await Is(database, 0, """
            select count(*) from (
              select from acknowledged a left join events e on e.command_id = a.id
              group by a.id, a.events having count(e.version) <> a.events) wrong
            """, "commands have more events than they should, or fewer");
        await Is(database, receipts.Sum(receipt => receipt.EventsEach * receipt.Commands.Sum()),
            $"select count(*) from events where {Ours}", "events are stored");
        await Is(database, receipts.Sum(receipt => receipt.Sum),
            $"select coalesce(sum({amount}), 0)::bigint from events where {Ours}",
            "is the sum of all that was acknowledged");
        await InvariantsAsync(database);
    }

    /// <summary>What holds for every database, whatever was done with it.</summary>
    public static async Task InvariantsAsync(string connection)
    {
        await using var database = await OpenAsync(connection);
        await InvariantsAsync(database);
    }

    private static async Task InvariantsAsync(NpgsqlConnection database)
    {
        await Is(database, 0, """
            select count(*) from (
              select from events group by tenant, stream having max(version) <> count(*) or min(version) <> 1) gaps
            """, "streams have gaps");
        await Is(database, 0, """
            select count(*) from feed_head h
            left join (
              select tenant, count(*), min(position), max(position) from events group by tenant) e using (tenant)
            where h.position <> coalesce(e.count, 0) or h.position <> coalesce(e.max, 0) or coalesce(e.min, 1) <> 1
            """, "feeds have gaps, or a head that is not their last position");
        await Is(database, 0, $"""
            select count(*) from (
              select from snapshots s
              join events e on e.tenant = s.tenant and e.stream = s.stream and e.version <= s.version
              where s.category = 'tally'
              group by s.tenant, s.stream, s.fingerprint, s.version, s.state
              having (s.state ->> 'sum')::bigint <> sum({Tallies.Amount}) or s.version <> count(*)) wrong
            """, "snapshots are not what their events come to");
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connection)
    {
        var opened = new NpgsqlConnection(connection + ";Pooling=false;Command Timeout=0;Options=-c work_mem=256MB");
        await opened.OpenAsync();
        return opened;
    }

    private static async Task KeepAcknowledgedAsync(NpgsqlConnection database, IReadOnlyList<Receipt> receipts)
    {
        await using var write = new NpgsqlBatch(database);
        write.BatchCommands.Add(new("create temp table acknowledged (run text, id text collate \"C\", events int)"));
        foreach (var receipt in receipts)
        {
            write.BatchCommands.Add(new("""
                insert into acknowledged select $1, $1 || '-' || client - 1 || '-' || n, $3
                  from unnest($2) with ordinality as c(commands, client), generate_series(0, commands - 1) n
                """)
            {
                Parameters =
                {
                    new() { Value = receipt.Run }, new() { Value = receipt.Commands.ToArray() },
                    new() { Value = receipt.EventsEach },
                },
            });
        }

        write.BatchCommands.Add(new("create temp table runs as select distinct run from acknowledged"));
        write.BatchCommands.Add(new("analyze acknowledged, runs"));
        await write.ExecuteNonQueryAsync();
    }

    private static async Task Is(NpgsqlConnection database, long expected, string sql, string what)
    {
        await using var query = new NpgsqlCommand(sql, database);
        var found = (long)(await query.ExecuteScalarAsync())!;
        if (found == expected) return;

        throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"{found:N0} where {expected:N0} should be: {what}."));
    }
}
