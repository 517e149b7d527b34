using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Adapters.Postgres;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Contracts;

/// <summary>What every storage of projections must keep.</summary>
public abstract class ProjectionContract
{
    /// <summary>A storage of its own.</summary>
    protected abstract Task<IStorage> OpenAsync();

    [Fact]
    public async Task Everything_is_counted_once_and_says_how_far_it_holds()
    {
        await using var storage = await OpenAsync();
        foreach (var (jar, coins, by) in ((string, int, string)[])[("a", 5, "zoe"), ("b", 7, "ada"), ("a", 1, "zoe")])
            await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask(jar, new Put(coins, by)));
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(2)));

        await CatchUp(storage);
        await CatchUp(storage);

        var counted = (await storage.Projections.ReadAsync("coins", "by"))!;
        counted.Lines.Select(line => $"{line.Key}: {line.Figures}").ShouldBe(["ada: coins 7, jars 1", "zoe: coins 4, jars 1"]);
        (counted.From.Position, counted.From.Time.ShouldNotBeNull()).ShouldBe((4, (await storage.ReadAsync(new FeedPart(3), 1)).Single().RecordedAt));
    }

    [Fact]
    public async Task Lines_are_read_by_their_keys_and_a_line_that_comes_to_nothing_goes()
    {
        await using var storage = await OpenAsync();
        foreach (var (jar, by) in ((string, string)[])[("a", "ada"), ("b", "bob"), ("c", "zoe")])
            await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask(jar, new Put(1, by)));
        await CatchUp(storage);
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("b", new Put(1, "zoe")));
        await CatchUp(storage);

        (await storage.Projections.ReadAsync("coins", "by"))!.Lines.Select(line => line.Key).ShouldBe(["ada", "zoe"]);
        (await storage.Projections.ReadAsync("coins", "by", "b", "zoe"))!.Lines.ShouldBeEmpty();
        (await storage.Projections.ReadAsync("coins", "by", "zoe"))!.Lines.ShouldHaveSingleItem().Figures.ShouldBe(Figures.Of(("coins", 3), ("jars", 2)));
        (await storage.Projections.ReadAsync("coins", "nothing"))!.Lines.ShouldBeEmpty();
        (await storage.Projections.ReadAsync("never begun", "by")).ShouldBeNull();
    }

    [Fact]
    public async Task Behind_a_line_are_the_entities_that_count_for_it()
    {
        await using var storage = await OpenAsync();
        foreach (var (jar, by) in ((string, string)[])[("a", "ada"), ("b", "zoe"), ("c", "zoe"), ("d", "zoe")])
            await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask(jar, new Put(1, by)));
        await CatchUp(storage);

        var line = Count.LineOf("by", "zoe");
        (await storage.Projections.BehindAsync("coins", [line], null, 2)).Select(one => one.Id).ShouldBe(["b", "c"]);
        (await storage.Projections.BehindAsync("coins", [line, Count.LineOf("by", "ada")], new("jar", "a"), 9)).Select(one => one.Id).ShouldBe(["b", "c", "d"]);
        (await storage.Projections.BehindAsync("coins", [Count.LineOf("by", "nobody")], null, 9)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_fails_stops_at_its_event_and_says_why_and_the_others_go_on()
    {
        await using var storage = await OpenAsync();
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(5)));
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(1)));
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(5)));
        var projector = Of(storage, Coins<NoTaking>("picky"), Coins<Counting>("coins"));

        await projector.CatchUpAsync();
        await projector.CatchUpAsync();

        var all = (await storage.Projections.GenerationsAsync()).ToDictionary(one => one.Projection);
        (all["picky"].Position, all["picky"].Fault).ShouldBe((1, "Event 2, coins-taken of jar/a: Nobody takes anything."));
        (all["coins"].Position, all["coins"].Fault).ShouldBe((3, null));
        (await storage.Projections.ReadAsync("picky", "by"))!.Lines.ShouldHaveSingleItem().Figures["coins"].ShouldBe(5);
    }

    [Fact]
    public async Task Paused_it_stands_and_resumed_it_goes_on_also_where_it_had_stopped()
    {
        await using var storage = await OpenAsync();
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(5)));
        await CatchUp(storage);
        (await storage.Projections.PauseAsync("coins", true)).ShouldBeTrue();
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(5)));

        await CatchUp(storage);
        (await Live(storage)).Position.ShouldBe(1);
        await storage.Projections.PauseAsync("coins", false);
        await CatchUp(storage);
        (await Live(storage)).Position.ShouldBe(2);
        (await storage.Projections.PauseAsync("never begun", true)).ShouldBeFalse();

        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Take(1)));
        var picky = Coins<NoTaking>("picky");
        await Of(storage, picky).CatchUpAsync();
        await storage.Projections.PauseAsync("picky", false);
        (await storage.Projections.GenerationsAsync()).Single(one => one.Projection == "picky").Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Counted_anew_beside_the_live_one_it_is_swapped_in_and_holds_the_same()
    {
        await using var storage = await OpenAsync();
        foreach (var (jar, coins) in ((string, int)[])[("a", 5), ("b", 7), ("a", 1)]) await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask(jar, new Put(coins, jar)));
        await CatchUp(storage);
        var (first, before) = (await Live(storage), await storage.Projections.DigestAsync(await Live(storage)));

        (await storage.Projections.BeginAsync("coins", first.Fingerprint)).ShouldBeTrue();
        (await storage.Projections.BeginAsync("coins", first.Fingerprint)).ShouldBeFalse("one is being built");
        (await storage.Projections.ReadAsync("coins", "by"))!.From.Number.ShouldBe(first.Number, "what is shown stays");
        (await storage.Projections.SwapAsync((await storage.Projections.GenerationsAsync()).Single(one => one.State is GenerationState.Building)))
            .ShouldBeFalse("it is not as far");
        await CatchUp(storage);

        var second = await Live(storage);
        second.Number.ShouldBe(first.Number + 1);
        (await storage.Projections.DigestAsync(second)).ShouldBe(before);
        (await storage.Projections.DigestAsync(first)).ShouldNotBe(before, "its rows are gone");
    }

    [Fact]
    public async Task Changed_code_is_counted_anew_by_itself_and_older_code_does_not_undo_it()
    {
        await using var storage = await OpenAsync();
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(5, "zoe")));
        var (old, now) = (Of(storage, Coins<Counting>("coins")), Of(storage, Coins<CountingDouble>("coins")));
        await old.CatchUpAsync();

        await now.CatchUpAsync();
        (await storage.Projections.ReadAsync("coins", "by"))!.Lines.ShouldHaveSingleItem().Figures["coins"].ShouldBe(10);
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1, "zoe")));
        await old.CatchUpAsync();
        (await Live(storage)).Position.ShouldBe(1, "only its own code carries it on");
        await now.CatchUpAsync();

        (await storage.Projections.ReadAsync("coins", "by"))!.Lines.ShouldHaveSingleItem().Figures["coins"].ShouldBe(12);
        (await storage.Projections.GenerationsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Code_that_was_replaced_and_is_the_only_one_again_is_counted_once_nobody_goes_on()
    {
        await using var storage = await OpenAsync();
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(5, "zoe")));
        await Of(storage, Coins<Counting>("coins")).CatchUpAsync();
        await Of(storage, Coins<CountingDouble>("coins")).CatchUpAsync();
        await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1, "zoe")));

        await new Projector(storage, storage.Projections, [Coins<Counting>("coins")], new Ahead(Projector.Abandoned * 2)).CatchUpAsync();

        (await storage.Projections.ReadAsync("coins", "by"))!.Lines.ShouldHaveSingleItem().Figures["coins"].ShouldBe(6);
    }

    [Fact]
    public async Task Many_at_once_count_everything_once()
    {
        await using var storage = await OpenAsync();
        var projectors = Enumerable.Range(0, 6).Select(_ => Of(storage, Coins<Counting>("coins"))).ToArray();
        for (var put = 0; put < 40; put++)
        {
            await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask($"j{put % 7}", new Put(1, "zoe")));
            if (put % 5 == 0) await Task.WhenAll(projectors.Select(projector => Task.Run(() => projector.RoundAsync())));
        }

        await CatchUp(storage);
        (await storage.Projections.ReadAsync("coins", "by"))!.Lines.ShouldHaveSingleItem().Figures.ShouldBe(Figures.Of(("coins", 40), ("jars", 7)));
    }

    protected static Projection Coins<T>(string name) where T : IProjection<Jar> =>
        Projection.Of<T, Jar>(name, "Coins", JarJson.Default.Jar, Jars.Category);

    protected static Projector Of(IStorage storage, params IReadOnlyList<Projection> projections) =>
        new(storage, storage.Projections, projections, TimeProvider.System);

    protected static Task CatchUp(IStorage storage) => Of(storage, Coins<Counting>("coins")).CatchUpAsync();

    private static async Task<Generation> Live(IStorage storage) =>
        (await storage.Projections.GenerationsAsync()).Single(one => one is { Projection: "coins", State: GenerationState.Live });

    /// <summary>A clock that is ahead of the storage's.</summary>
    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + by;
    }

    /// <summary>Coins by whoever put some last.</summary>
    private sealed class Counting : IProjection<Jar>
    {
        public static Jar Nothing { get; } = new(0);

        public static Jar Learn(Jar known, Told told) => JarDecider.Evolve(known, (JarEvent)told.What);

        public static IEnumerable<Count> CountOf(Subject subject, Jar known) =>
            [new("by", known.LastBy ?? "", Figures.Of(("coins", known.Coins), ("jars", 1)))];
    }

    private sealed class CountingDouble : IProjection<Jar>
    {
        public static Jar Nothing => new(0);

        public static Jar Learn(Jar known, Told told) => JarDecider.Evolve(known, (JarEvent)told.What);

        public static IEnumerable<Count> CountOf(Subject subject, Jar known) =>
            [new("by", known.LastBy ?? "", Figures.Of(("coins", 2 * known.Coins), ("jars", 1)))];
    }

    private sealed class NoTaking : IProjection<Jar>
    {
        public static Jar Nothing => new(0);

        public static Jar Learn(Jar known, Told told) =>
            told.What is CoinsPut ? JarDecider.Evolve(known, (JarEvent)told.What) : throw new InvalidOperationException("Nobody takes anything.");

        public static IEnumerable<Count> CountOf(Subject subject, Jar known) => Counting.CountOf(subject, known);
    }
}

public sealed class MemoryProjectionTests : ProjectionContract
{
    protected override Task<IStorage> OpenAsync() => Task.FromResult<IStorage>(new MemoryStorage());
}

public sealed class PostgresProjectionTests(TestServer server) : ProjectionContract
{
    protected override async Task<IStorage> OpenAsync() => new PostgresStorage(new(await server.MigratedAsync()));
}
