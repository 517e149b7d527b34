using System.Collections.Concurrent;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>Sets are read through snapshots, which anybody may delete or spoil at any moment.</summary>
public sealed class SetTests(TestServer server, ITestOutputHelper output)
{
    private static readonly Selection Everyone = new([], [], "coins", Descending: false, null, 500);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_while_a_deletion_is_under_way_is_complete_after_it(bool readBefore)
    {
        var database = await server.MigratedAsync();
        await using var storage = await WithJarsAsync(database, 3);
        if (readBefore) await storage.SelectAsync(Jars.Category, Everyone);
        await using var somebody = await Sql.OpenAsync(database);
        await using var watcher = await Sql.OpenAsync(database);

        await somebody.DoAsync("begin; delete from snapshots");
        var during = storage.SelectAsync(Jars.Category, Everyone);
        await watcher.UntilTempestAsync("wait_event_type = 'Lock'", orDone: during);
        await somebody.DoAsync("commit");

        (await during.Soon()).Items.Count.ShouldBe(3);
        (await storage.SelectAsync(Jars.Category, Everyone)).Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_deletion_that_cannot_see_who_reads_is_refused_and_says_why()
    {
        var database = await server.MigratedAsync();
        await using var storage = await WithJarsAsync(database, 1);
        await using var somebody = await Sql.OpenAsync(database);
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => somebody.DoAsync("begin isolation level repeatable read; delete from snapshots")))
            .MessageText.ShouldContain("read committed");
    }

    [Fact]
    public async Task A_spoilt_snapshot_is_made_anew()
    {
        var database = await server.MigratedAsync();
        await using var storage = await WithJarsAsync(database, 3);
        await storage.SelectAsync(Jars.Category, Everyone);
        await using (var somebody = await Sql.OpenAsync(database))
            await somebody.DoAsync("update snapshots set state = jsonb_set(state, '{coins}', '\"many\"') where id = 'jar-2'");

        var found = (await storage.SelectAsync(Jars.Category, Everyone)).Items;

        found.Select(held => ((Jar)held.State).Coins).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Somebody_who_locks_snapshots_for_a_while_only_delays()
    {
        var database = await server.MigratedAsync();
        await using var storage = await WithJarsAsync(database, 1);
        await using var somebody = await Sql.OpenAsync(database);
        await using var watcher = await Sql.OpenAsync(database);
        await somebody.DoAsync("begin; lock table snapshot_progress in share row exclusive mode");

        var during = storage.SelectAsync(Jars.Category, Everyone);
        await watcher.UntilTempestAsync("wait_event_type = 'Lock' and now() - query_start > interval '600 ms'");
        await watcher.UntilTempestAsync("wait_event_type = 'Lock' and now() - query_start < interval '300 ms'");
        await somebody.DoAsync("commit");

        (await during.Soon()).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Deleted_and_truncated_over_and_over_beside_writers_and_readers_nobody_notices()
    {
        var database = await server.MigratedAsync();
        var answered = new ConcurrentQueue<string>();
        var (reads, deletions) = (0, 0);
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            await using var host = new PostgresStorage(new(database) { SnapshotInterval = TimeSpan.FromMilliseconds(5) });
            for (var jar = 0; jar < 60; jar++)
            {
                await host.ExecuteAsync(Jars.Anonymous, Jars.Ask($"{writer}-{jar}", new Put(1)));
                answered.Enqueue($"{writer}-{jar}");
            }
        })));
        var reading = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var host = new PostgresStorage(new(database));
            for (var ended = false; !ended; Interlocked.Increment(ref reads))
            {
                ended = writing.IsCompleted;
                var before = answered.ToArray();
                var found = await host.SelectAsync(Jars.Category, Everyone);
                before.Except(found.Items.Select(held => held.Stream.Id)).ShouldBeEmpty();
            }
        })).ToArray();
        var deleting = Task.Run(async () =>
        {
            await using var somebody = await Sql.OpenAsync(database);
            for (; !writing.IsCompleted; deletions++)
            {
                await somebody.DoAsync((deletions % 3) switch
                {
                    0 => "delete from snapshots",
                    1 => "truncate snapshots",
                    _ => "delete from snapshots where id like '%3'",
                });
                var version = answered.Count;
                await Wait.UntilAsync("a few more are placed", () => Task.FromResult(writing.IsCompleted || answered.Count >= version + 5));
            }
        });

        await Task.WhenAll([writing, deleting, .. reading]);
        await using var last = new PostgresStorage(new(database));
        (await last.SelectAsync(Jars.Category, Everyone)).Items.Count.ShouldBe(240);
        output.WriteLine($"{answered.Count} placed, {reads} sets read, {deletions} deletions.");
    }

    private static async Task<PostgresStorage> WithJarsAsync(string database, int jars)
    {
        var storage = new PostgresStorage(new(database) { SnapshotInterval = TimeSpan.FromMilliseconds(5) });
        for (var jar = 1; jar <= jars; jar++) await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask($"jar-{jar}", new Put(jar)));
        await storage.FlushAsync();
        return storage;
    }
}
