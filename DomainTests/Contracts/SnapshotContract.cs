using Shouldly;
using Tempest.Application.Storage;
using Xunit;

namespace Tempest.DomainTests.Contracts;

/// <summary>Snapshots are a cache: used when they fit, replaced when they do not, and never missed.</summary>
public abstract class SnapshotContract : CrashContract
{
    [Fact]
    public async Task Are_saved_after_the_commit_and_stand_at_the_newest_version()
    {
        await using var storage = await OpenAsync();
        foreach (var _ in (int[])[1, 2, 3]) await Do(storage, Own("a"), new Put(1));
        await storage.FlushAsync();
        (await storage.VersionAsync(Jars.Category.Stream(Own("a")))).ShouldBe(3);
    }

    [Fact]
    public async Task Of_what_nobody_looks_for_are_saved_every_so_many_events()
    {
        await using var storage = await OpenAsync();
        var seldom = Jars.Seldom.Stream(Own("a"));
        async Task<long> AfterAnother()
        {
            await storage.ExecuteAsync(Jars.Anonymous, new([seldom], now => now.Decide(Jars.Seldom, Own("a"), new Put(1))));
            await storage.FlushAsync();
            return await storage.VersionAsync(seldom);
        }

        var versions = new List<long>();
        for (var n = 1; n <= 7; n++) versions.Add(await AfterAnother());

        versions.ShouldBe([0, 0, 3, 3, 3, 6, 6]);
        await using var other = await OpenAsync();
        ((Jar)(await other.LoadAsync(seldom)).State).Coins.ShouldBe(7);
    }

    [Fact]
    public async Task Rebuilt_they_are_all_there_and_as_the_events_say()
    {
        await using var storage = await OpenAsync();
        foreach (var (jar, coins) in ((string, int)[])[("a", 1), ("b", 2), ("a", 3)]) await Do(storage, Own(jar), new Put(coins));
        await storage.FlushAsync();
        await storage.DiscardAsync(Jars.Category);

        var rebuilt = await storage.RebuildAsync(Jars.Category);

        rebuilt.Snapshots.ShouldBeGreaterThanOrEqualTo(2);
        rebuilt.Events.ShouldBeGreaterThanOrEqualTo(3);
        (await storage.VersionAsync(Jars.Category.Stream(Own("a")))).ShouldBe(2);
        (await storage.VersionAsync(Jars.Category.Stream(Own("b")))).ShouldBe(1);
        await using var other = await OpenAsync();
        (await Coins(other, Own("a")), await Coins(other, Own("b"))).ShouldBe((4, 2));
    }

    [Fact]
    public async Task Of_other_code_are_not_used_and_not_overwritten()
    {
        await using var storage = await OpenAsync();
        await Do(storage, Own("a"), new Put(5));
        await storage.FlushAsync();

        await using var other = await OpenAsync();
        ((Jar)(await other.LoadAsync(Jars.OtherCode.Stream(Own("a")))).State).Coins.ShouldBe(10);
        (await other.VersionAsync(Jars.Category.Stream(Own("a")))).ShouldBe(1);
        (await Coins(other, Own("a"))).ShouldBe(5);
    }

    [Fact]
    public async Task Gone_they_are_not_missed()
    {
        await using var storage = await OpenAsync();
        await Do(storage, Own("a"), new Put(5));
        await storage.FlushAsync();
        (await storage.DiscardAsync(Jars.Category)).ShouldBeGreaterThan(0);

        (await Coins(storage, Own("a"))).ShouldBe(5);
        (await Do(storage, Own("a"), new Take(2))).State<Jar>().Coins.ShouldBe(3);
    }

    [Fact]
    public async Task A_set_read_through_them_is_never_stale()
    {
        await using var storage = await OpenAsync();
        await using var other = await OpenAsync();
        var who = Own("who");
        var wanted = new Selection([new Is("lastBy", who)], [], "coins", Descending: false, null, 100);
        for (var jar = 1; jar <= 5; jar++)
        {
            await Do(jar % 2 == 0 ? storage : other, Own($"{jar}"), new Put(jar, who));
            (await storage.SelectAsync(Jars.Category, wanted)).Items.Select(held => ((Jar)held.State).Coins).ShouldBe(Enumerable.Range(1, jar));
            if (jar == 3) await other.DiscardAsync(Jars.Category);
        }
    }

    [Fact]
    public async Task Sets_are_read_in_pages()
    {
        await using var storage = await OpenAsync();
        var who = Own("who");
        for (var jar = 1; jar <= 7; jar++) await Do(storage, Own($"{jar}"), new Put(1, who));

        var found = new List<string>();
        Place? after = null;
        do
        {
            var page = await storage.SelectAsync(Jars.Category, new([new Is("lastBy", who)], [], "lastBy", Descending: true, after, 3));
            page.Items.Count.ShouldBeLessThanOrEqualTo(3);
            found.AddRange(page.Items.Select(held => held.Stream.Id));
            after = page.Next;
        }
        while (after is not null);

        found.ShouldBe(Enumerable.Range(1, 7).Reverse().Select(jar => Own($"{jar}")));
    }

    [Fact]
    public async Task An_event_nobody_knows_stops_the_reader()
    {
        await using var storage = await OpenAsync();
        await Do(storage, Own("a"), new Put(5));
        await Do(storage, Own("a"), new Take(1));
        await using var other = await OpenAsync();

        (await Should.ThrowAsync<UnknownEventException>(() => other.LoadAsync(Jars.WithoutTaking.Stream(Own("a")))))
            .Message.ShouldContain("coins-taken");
    }
}

public sealed class MemoryStorageTests : SnapshotContract
{
    private readonly Adapters.Memory.MemoryData data = new();

    protected override Task<IStorage> OpenAsync(AtMoment? at = null, bool lane = true) =>
        Task.FromResult<IStorage>(new Adapters.Memory.MemoryStorage(data, TimeProvider.System, at));
}
