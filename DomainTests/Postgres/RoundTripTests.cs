using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>What a command and a load cost, counted on the wire and by Tempest's own meter.</summary>
public sealed class RoundTripTests(TestServer server)
{
    [Theory]
    [InlineData(1_000_000, ExecutorKind.Lane, 1)]
    [InlineData(0, ExecutorKind.Lane, 2)]
    [InlineData(1_000_000, ExecutorKind.Plain, 2)]
    [InlineData(0, ExecutorKind.Plain, 3)]
    public async Task A_command_reads_what_is_not_remembered_and_is_stored_in_one_round_trip(int memory, ExecutorKind executor, int trips)
    {
        await using var proxy = new PostgresProxy(await server.MigratedAsync());
        using var counted = new Counted();
        await using var storage = new PostgresStorage(Quiet(proxy) with { MemoryForStates = memory, Executor = executor });
        foreach (var _ in (int[])[1, 2, 3]) await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)));

        counted.Reset();
        var (before, parsed) = (proxy.RoundTrips, proxy.Parsed);
        (await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)))).ShouldBeOfType<Done>();

        (proxy.RoundTrips - before).ShouldBe(trips);
        counted["tempest.command.roundtrips"].ShouldBe(trips);
        (proxy.Parsed - parsed).ShouldBe(0, "every statement was prepared by now");
    }

    [Fact]
    public async Task An_entity_of_a_hundred_thousand_events_is_its_snapshot_and_what_came_after()
    {
        const int events = 100_000;
        var database = await server.MigratedAsync();
        await using (var sql = await Sql.OpenAsync(database))
        {
            await sql.DoAsync($$"""
                insert into events select 'default', stream_key('jar/long'), n, n, 'jar', 'long', 'coins-put', 3,
                  '{"coins": 1, "by": "somebody"}', 'a test', 'c' || n, 'c' || n, null, now(), now() from generate_series(1, {{events}}) n;
                update feed_head set position = {{events}};
                """);
        }

        await using (var first = new PostgresStorage(new(database)))
        {
            ((Jar)(await first.LoadAsync(Jars.Category.Stream("long"))).State).Coins.ShouldBe(events);
            await first.FlushAsync();
        }

        await using (var writer = new PostgresStorage(new(database) { SnapshotInterval = TimeSpan.FromHours(1) }))
        {
            foreach (var _ in (int[])[1, 2, 3]) await writer.ExecuteAsync(Jars.Anonymous, Jars.Ask("long", new Put(1)));
            await using var proxy = new PostgresProxy(database);
            await using var reader = new PostgresStorage(Quiet(proxy));
            await reader.LoadAsync(Jars.Category.Stream("other"));
            var rows = proxy.Rows;
            ((Jar)(await reader.LoadAsync(Jars.Category.Stream("long"))).State).Coins.ShouldBe(events + 3);
            (proxy.Rows - rows).ShouldBe(1 + 3, "the snapshot and the three events after it");

            await reader.SimulateAsync(Jars.Ask("other", new Put(1)));
            (var trips, rows) = (proxy.RoundTrips, proxy.Rows);
            (await reader.ExecuteAsync(Jars.Anonymous, Jars.Ask("long", new Put(1)))).ShouldBeOfType<Done>().State<Jar>().Coins.ShouldBe(events + 4);
            (proxy.Rows - rows).ShouldBeLessThan(10);
            (proxy.RoundTrips - trips).ShouldBe(3, "it does not know yet how far the feed goes");
        }
    }

    /// <summary>A host plans its statements once, perhaps on an empty table, where one index seems as good as another.</summary>
    [Fact]
    public async Task Snapshots_are_found_by_their_key_also_by_a_host_that_first_looked_when_there_were_none()
    {
        const int jars = 200;
        var database = await server.MigratedAsync();
        await using (var storage = new PostgresStorage(new(database) { MemoryForStates = 0 }))
        {
            foreach (var _ in (int[])[1, 2])
            {
                for (var n = 0; n < jars; n++) await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask($"jar-{n}", new Put(1)));
                await storage.SelectAsync(Jars.Category, new([], [], "coins", Descending: false, After: null, Limit: 1));
            }
        }

        await using var sql = await Sql.OpenAsync(database);
        await Wait.UntilAsync("all has been counted", async () =>
            await sql.AskAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and application_name = 'tempest'") == 0);
        (await sql.AskAsync<long>("select sum(idx_tup_read)::bigint from pg_stat_user_indexes where relname like 'snapshots%'"))
            .ShouldBeInRange(jars, 10 * jars);
    }

    private static PostgresOptions Quiet(PostgresProxy proxy) => new(proxy.ConnectionString) { SnapshotInterval = TimeSpan.FromHours(1) };
}
