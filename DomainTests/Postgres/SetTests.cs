using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Storage;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>Sets are read through snapshots, which anybody may delete or spoil at any moment.</summary>
public sealed class SetTests(TestServer server)
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

    private static async Task<PostgresStorage> WithJarsAsync(string database, int jars)
    {
        var storage = new PostgresStorage(new(database) { SnapshotInterval = TimeSpan.FromMilliseconds(5) });
        for (var jar = 1; jar <= jars; jar++) await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask($"jar-{jar}", new Put(jar)));
        await storage.FlushAsync();
        return storage;
    }
}
