using System.Globalization;

namespace Tempest.Benchmarks.Machinery;

/// <summary>After a run: nothing lost, nothing twice, versions and positions dense, sums exact.</summary>
internal static class Check
{
    /// <exception cref="InvalidOperationException">Something is not as acknowledged.</exception>
    public static async Task RunsAsync(string connection, params IEnumerable<Measured> runs)
    {
        foreach (var run in runs)
        {
            await Is(connection, run.Acknowledged, $"select count(*) from commands where id like '{run.Run}-%'", "commands answered are stored");
            await Is(connection, run.Acknowledged, $"select count(distinct command_id) from events where command_id like '{run.Run}-%'", "commands have their events");
        }

        await Is(connection, 0, "select count(*) from (select from events group by tenant, stream having max(version) <> count(*)) gaps", "streams have gaps");
        await Is(connection, 0, """
            select count(*) from feed_head h
            where position <> (select count(*) from events e where e.tenant = h.tenant)
               or position <> (select coalesce(max(position), 0) from events e where e.tenant = h.tenant)
            """, "feeds have gaps");
        await Is(connection, 0, """
            select count(*) from snapshots s where category = 'tally' and (state ->> 'sum')::bigint <>
              (select sum((data ->> 'amount')::bigint) from events e where e.tenant = s.tenant and e.stream = s.stream and e.version <= s.version)
            """, "snapshots' sums are not those of their events");
    }

    private static async Task Is(string connection, long expected, string sql, string what)
    {
        var found = await BenchmarkServer.AskAsync<long>(connection, sql);
        if (found != expected)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{found} where {expected} should be: {what}."));
    }
}
