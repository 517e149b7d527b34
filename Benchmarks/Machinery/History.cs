using System.Text;

namespace Tempest.Benchmarks.Machinery;

/// <summary>Fills a database with tallies that have a past, and the control's tables with as much.</summary>
internal static class History
{
    /// <summary>What each event of the past added.</summary>
    private const int Amount = 1;

    /// <summary>
    /// What pgbench works on: the cycle's two tables, with rows just as wide as Tempest's. Their keys are spread too,
    /// by arithmetic that pgbench can do itself.
    /// </summary>
    public const string ControlTables = """
        create table control_events (like events, primary key (tenant, stream, version));
        create table control_snapshots
          (like snapshots, primary key (tenant, stream, fingerprint)) with (fillfactor = 60);
        create function control_key(s bigint) returns text immutable strict parallel safe language sql
          as $$ select (s * 2654435761 % 90000000 + 10000000) || '.tally/' || s $$;
        """;

    /// <summary>One event of a tally, as it is stored.</summary>
    public static string Event => Encoding.UTF8.GetString(One.Data);

    /// <summary>A tally after one event, as it is stored.</summary>
    public static string State => Encoding.UTF8.GetString(Tallies.Category.WriteSnapshot(
        new Tally(Amount, ((Counted)Tallies.Category.Decode(One.Type, One.Schema, One.Data)).Note)));

    private static (string Type, int Schema, byte[] Data) One { get; } =
        Tallies.Category.Encode(TallyDecider.Decide(TallyDecider.Initial, Amount).Events[0]);

    /// <summary>
    /// For Tempest and for pgbench: so many streams of about so many events each, and their snapshots. Four fewer to three more, so
    /// that at any moment one stream in eight is about to have its eighth event since the last snapshot.
    /// </summary>
    public static async Task WriteAsync(string connection, int streams, int events)
    {
        await AppendAsync(connection, $"select s, {events} - 4 + (hashint4(s) & 7) as events from generate_series(1, {streams}) s");
        await BenchmarkServer.DoAsync(connection, $"""
            {ControlTables}
            insert into control_events
              select tenant, control_key(id::bigint), version, position, category, id, type, schema, data,
                actor, command_id, correlation_id, causation_id, happened_at, recorded_at from events;
            insert into control_snapshots
              select tenant, category, fingerprint, control_key(id::bigint), id, version, state from snapshots;
            """);
    }

    /// <summary>One tally more, of so many events.</summary>
    public static Task WriteOneAsync(string connection, int tally, int events) =>
        AppendAsync(connection, $"select {tally} as s, {events} as events");

    private static Task AppendAsync(string connection, string tallies) =>
        BenchmarkServer.DoAsync(connection, $"""
            insert into events
              select 'default', stream_key('tally/' || s), v, position + row_number() over (order by v, s),
                'tally', s::text, '{One.Type}', {One.Schema}, '{Event}',
                'benchmark', 'past-' || s || '-' || v, 'past', null, now(), now()
              from ({tallies}) t, generate_series(1, events) v, feed_head where tenant = 'default';
            update feed_head set position = (select max(position) from events);
            insert into snapshots
              select 'default', 'tally', '{Tallies.Category.Fingerprint}', stream_key('tally/' || s), s::text, events,
                jsonb_set('{State}', array['sum'], to_jsonb(events * {Amount}))
              from ({tallies}) t;
            """);
}
