using System.Text;

namespace Tempest.Benchmarks.Machinery;

/// <summary>Fills a database with tallies that have a past, and the control's tables with as much.</summary>
internal static class History
{
    /// <summary>The same for Tempest and for pgbench: so many streams of so many events each.</summary>
    public static async Task WriteAsync(string connection, int streams, int events)
    {
        var (_, _, data) = Tallies.Category.Encode(TallyDecider.Decide(TallyDecider.Initial, 1).Events[0]);
        var state = Tallies.Category.WriteSnapshot(TallyDecider.Evolve(new(events - 1, ""), (Counted)Tallies.Category.Decode("counted", 1, data)));
        await BenchmarkServer.DoAsync(connection, $"""
            insert into events select 'default', stream_key('tally/' || s), v, (v - 1)::bigint * {streams} + s, 'tally', s::text, 'counted', 1,
                '{Text(data)}', 'benchmark', 'past-' || s || '-' || v, 'past', null, now(), now()
              from generate_series(1, {events}) v, generate_series(1, {streams}) s;
            update feed_head set position = {(long)streams * events};
            insert into snapshots select 'default', 'tally', '{Tallies.Category.Fingerprint}', stream_key('tally/' || s), s::text, {events},
                '{Text(state)}'
              from generate_series(1, {streams}) s;
            {ControlTables}
            insert into control_events select tenant, stream, version, type, data, actor, command_id, recorded_at from events;
            insert into control_snapshots select tenant, stream, version, state from snapshots;
            """);
        await BenchmarkServer.DoAsync(connection, "vacuum analyze");
        await BenchmarkServer.DoAsync(connection, "checkpoint");
    }

    /// <summary>What pgbench works on: the cycle's two tables, with rows about as wide as Tempest's.</summary>
    public const string ControlTables = """
        create table control_events (
          tenant text not null, stream text not null collate "C", version bigint not null, type text not null, data jsonb not null,
          actor text not null, command_id text not null, recorded_at timestamptz not null, primary key (tenant, stream, version));
        create table control_snapshots (
          tenant text not null, stream text not null collate "C", version bigint not null, state jsonb not null,
          primary key (tenant, stream)) with (fillfactor = 60);
        """;

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}
