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
    [InlineData(0, ExecutorKind.Plain, 2)]
    public async Task A_command_takes_two_and_only_one_when_all_is_remembered(int memory, ExecutorKind executor, int trips)
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
            await reader.HeadAsync();
            var rows = proxy.Rows;
            ((Jar)(await reader.LoadAsync(Jars.Category.Stream("long"))).State).Coins.ShouldBe(events + 3);
            (proxy.Rows - rows).ShouldBe(1 + 3, "the snapshot and the three events after it");

            await reader.SimulateAsync(Jars.Ask("other", new Put(1)));
            (var trips, rows) = (proxy.RoundTrips, proxy.Rows);
            (await reader.ExecuteAsync(Jars.Anonymous, Jars.Ask("long", new Put(1)))).ShouldBeOfType<Done>().State<Jar>().Coins.ShouldBe(events + 4);
            (proxy.Rows - rows).ShouldBeLessThan(10);
            (proxy.RoundTrips - trips).ShouldBe(2);
        }
    }

    private static PostgresOptions Quiet(PostgresProxy proxy) => new(proxy.ConnectionString) { SnapshotInterval = TimeSpan.FromHours(1) };
}
