using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>All snapshots made anew, whatever lies where on the disk and whatever goes on meanwhile.</summary>
public sealed class SnapshotRebuildTests(TestServer server)
{
    private const int Streams = 300;

    [Theory]
    [InlineData(1_000_000, "v, s")]
    [InlineData(40, "v, s")]
    [InlineData(40, "v desc, s")]
    public async Task Equals_the_replay_in_parts_and_out_of_order(int statesAtOnce, string order)
    {
        var database = await WrittenAsync(order);
        await using var storage = new PostgresStorage(new(database) { StatesAtOnce = statesAtOnce });
        var told = new Told();

        var rebuilt = await storage.RebuildAsync(Jars.Category, told);

        rebuilt.ShouldBe(new Rebuilt(Streams, Streams * 5));
        told.Last.ShouldBe(Streams * 5);
        await using var sql = await Sql.OpenAsync(database);
        (await sql.AskAsync<long>("select count(*) from snapshots where version = 5 and (state ->> 'coins')::int = 15")).ShouldBe(Streams);
        (await sql.AskAsync<long>("select position from snapshot_progress")).ShouldBe(Streams * 5, "the first list need not look for what is behind");
    }

    [Fact]
    public async Task Stopped_it_goes_on_after_the_last_part_that_was_finished()
    {
        var database = await WrittenAsync("v, s");
        await using var storage = new PostgresStorage(new(database) { StatesAtOnce = Streams / 5 });
        var finished = await StoppedAsync(storage, after: Streams * 5 / 2);
        var told = new Told();

        (await storage.RebuildAsync(Jars.Category, told)).ShouldBe(new Rebuilt(Streams, Streams * 5));

        told.First.ShouldBeGreaterThan(finished, "it goes on");
        await using var sql = await Sql.OpenAsync(database);
        (await sql.AskAsync<long>("select count(*) from snapshots where version = 5 and (state ->> 'coins')::int = 15")).ShouldBe(Streams);
        (await sql.AskAsync<long>("select position from snapshot_progress")).ShouldBe(Streams * 5);
        told = new Told();
        await storage.RebuildAsync(Jars.Category, told);
        told.First.ShouldBeLessThan(Streams * 5 / 2, "the next one is a new one");
    }

    [Fact]
    public async Task Stopped_it_begins_anew_when_snapshots_were_dropped_meanwhile()
    {
        var database = await WrittenAsync("v, s");
        await using var storage = new PostgresStorage(new(database) { StatesAtOnce = Streams / 5 });
        await StoppedAsync(storage, after: Streams * 5 / 2);
        await storage.DiscardAsync(Jars.Category);

        await storage.RebuildAsync(Jars.Category);

        (await storage.StatusAsync(Jars.Category)).ShouldBe(new(Streams * 5, Streams, 0, 0));
    }

    [Fact]
    public async Task An_event_nobody_knows_stops_it()
    {
        var database = await WrittenAsync("v, s");
        await using (var writer = new PostgresStorage(new(database))) await writer.ExecuteAsync(Jars.Anonymous, Jars.Ask("1", new Take(1)));
        await using var storage = new PostgresStorage(new(database));

        (await Should.ThrowAsync<UnknownEventException>(() => storage.RebuildAsync(Jars.WithoutTaking))).Message.ShouldContain("coins-taken");
    }

    [Fact]
    public async Task A_history_with_a_hole_stops_it()
    {
        var database = await WrittenAsync("v, s");
        await using var sql = await Sql.OpenAsync(database);
        await sql.DoAsync("alter table events disable trigger all; delete from events where id = '7' and version = 3");
        await using var storage = new PostgresStorage(new(database));

        (await Should.ThrowAsync<Domain.BrokenHistoryException>(() => storage.RebuildAsync(Jars.Category))).Message.ShouldContain("jar/7");
    }

    [Fact]
    public async Task What_was_saved_newer_meanwhile_stays()
    {
        var database = await WrittenAsync("v, s");
        await using var storage = new PostgresStorage(new(database));
        var meanwhile = new Told(_ =>
        {
            storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("1", new Put(1))).GetAwaiter().GetResult();
            storage.FlushAsync().GetAwaiter().GetResult();
        });

        await storage.RebuildAsync(Jars.Category, meanwhile);

        (await storage.VersionAsync(Jars.Category.Stream("1"))).ShouldBe(6);
    }

    [Fact]
    public async Task What_was_deleted_meanwhile_is_missed_by_no_list()
    {
        var database = await WrittenAsync("v, s");
        await using var sql = await Sql.OpenAsync(database);
        await using var storage = new PostgresStorage(new(database) { StatesAtOnce = Streams / 2 });
        var deleted = 0;
        var meanwhile = new Told(_ => deleted += sql.DoAsync("delete from snapshots").GetAwaiter().GetResult());

        await storage.RebuildAsync(Jars.Category, meanwhile);

        deleted.ShouldBeGreaterThan(0);
        (await sql.AskAsync<long>("select count(*) from snapshots")).ShouldBeLessThan(Streams);
        (await storage.SelectAsync(Jars.Category, new([], [], "coins", Descending: false, null, 1_000))).Items.Count.ShouldBe(Streams);
    }

    [Fact]
    public async Task Commands_and_deletions_go_on_meanwhile_and_no_set_is_ever_stale()
    {
        var database = await WrittenAsync("v, s");
        await using var storage = new PostgresStorage(new(database) { StatesAtOnce = 100, SnapshotInterval = TimeSpan.FromMilliseconds(5) });
        await using var sql = await Sql.OpenAsync(database);
        var rebuilding = true;
        var rebuilds = Task.Run(async () =>
        {
            for (var n = 0; n < 10; n++) await storage.RebuildAsync(Jars.Category);
            rebuilding = false;
        });
        var deletions = Task.Run(async () =>
        {
            while (Volatile.Read(ref rebuilding))
            {
                await sql.DoAsync("delete from snapshots where id like '%5'");
                await Task.Delay(20);
            }
        });

        var put = 0;
        while (Volatile.Read(ref rebuilding))
        {
            var who = $"somebody-{++put}";
            (await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask($"{(put * 5 % Streams) + 1}", new Put(1, who)))).ShouldBeOfType<Done>();
            var found = await storage.SelectAsync(Jars.Category, new([new Is("lastBy", who)], [], "coins", Descending: false, null, 10));
            found.Items.Count.ShouldBe(1, who);
        }

        await Task.WhenAll(rebuilds, deletions).WaitAsync(TimeSpan.FromSeconds(60));
        put.ShouldBeGreaterThan(1);
        await storage.RebuildAsync(Jars.Category);
        (await sql.AskAsync<long>("select sum((state ->> 'coins')::int) from snapshots")).ShouldBe((Streams * 15) + put);
    }

    /// <returns>How many events had been folded when a part was through.</returns>
    private static async Task<long> StoppedAsync(PostgresStorage storage, long after)
    {
        using var stop = new CancellationTokenSource();
        var before = 0L;
        await Should.ThrowAsync<OperationCanceledException>(() => storage.RebuildAsync(Jars.Category, new Told(done =>
        {
            if (done > after) stop.Cancel();
            else before = done;
        }), stop.Token));
        return before;
    }

    /// <summary>Five events each, 1 to 5 coins, lying on the disk in the order given.</summary>
    private async Task<string> WrittenAsync(string order)
    {
        var database = await server.MigratedAsync();
        await using var sql = await Sql.OpenAsync(database);
        await sql.DoAsync($$"""
            insert into events select 'default', stream_key('jar/' || s), v, (v - 1) * {{Streams}} + s, 'jar', s::text, 'coins-put', 1,
                jsonb_build_object('amount', v), 'a test', 'c' || s || '-' || v, 'c', null, now(), now()
              from generate_series(1, 5) v, generate_series(1, {{Streams}}) s order by {{order}};
            update feed_head set position = 5 * {{Streams}};
            """);
        await sql.DoAsync("analyze events");
        return database;
    }

    private sealed class Told(Action<long>? meanwhile = null) : IProgress<long>
    {
        public long First { get; private set; }

        public long Last { get; private set; }

        public void Report(long value)
        {
            if (First == 0) First = value;
            Last = value;
            meanwhile?.Invoke(value);
        }
    }
}
