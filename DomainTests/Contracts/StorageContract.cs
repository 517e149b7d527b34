using Shouldly;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Xunit;

namespace Tempest.DomainTests.Contracts;

/// <summary>What every storage promises, tried on each adapter.</summary>
public abstract class StorageContract
{
    private readonly string mark = Guid.NewGuid().ToString("n")[..8];

    /// <summary>Another host on the same data.</summary>
    protected abstract Task<IStorage> OpenAsync(AtMoment? at = null, bool lane = true);

    protected string Own(string name) => $"{name}-{mark}";

    [Fact]
    public async Task Appends_and_reads_from_a_version()
    {
        await using var storage = await OpenAsync();
        foreach (var coins in (int[])[1, 2, 3]) await Do(storage, Own("a"), new Put(coins));

        var stream = Jars.Category.Stream(Own("a"));
        (await storage.LoadAsync(stream)).State.ShouldBe(new Jar(6, "somebody"));
        (await storage.LoadAsync(stream, 2)).State.ShouldBe(new Jar(3, "somebody"));
        (await storage.HistoryAsync(stream.Stream, 2, 10)).Select(e => e.Version).ShouldBe([2, 3]);
        (await storage.HistoryAsync(stream.Stream, 1, 2)).Select(e => e.Version).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_host_tells_what_was_asked_of_it_since_it_was_started()
    {
        await using var storage = await OpenAsync();
        storage.Work.Kinds.ShouldBeEmpty();
        foreach (var coins in (int[])[1, 2]) await Do(storage, Own("a"), new Put(coins));

        var jars = storage.Work.Kinds.ShouldHaveSingleItem();
        (jars.Kind, jars.Commands).ShouldBe(("jar", 2));
    }

    [Fact]
    public async Task A_part_of_the_feed_is_read()
    {
        await using var storage = await OpenAsync();
        var before = await storage.HeadAsync();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await Do(storage, Own(name), new Put(2));
            await Do(storage, Own(name), new Take(1));
        }

        async Task<IReadOnlyList<string>> Read(FeedPart part, int limit = 100) =>
            [.. (await storage.ReadAsync(part, limit)).Where(e => e.Stream.Id.EndsWith(mark, StringComparison.Ordinal)).Select(e => $"{e.Type} {e.Stream.Id[0]}")];

        (await Read(new(before, Types: ["coins-taken"]))).ShouldBe(["coins-taken a", "coins-taken b", "coins-taken c"]);
        (await Read(new(before, Category: "jar"))).Count.ShouldBe(6);
        (await Read(new(before, Category: "truck"))).ShouldBeEmpty();
        var all = await storage.ReadAsync(before, 1_000);
        var third = all.Where(e => e.Stream.Id == Own("b")).Min(e => e.Position);
        (await Read(new(before, third))).ShouldBe(["coins-put a", "coins-taken a", "coins-put b"]);
        (await Read(new(third), 1)).Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task What_goes_back_to_one_request_is_found_by_it()
    {
        await using var storage = await OpenAsync();
        await storage.ExecuteAsync(Jars.Named(Own("first")), Jars.Ask(Own("a"), new Put(1)));
        await Do(storage, Own("b"), new Put(1));
        await storage.ExecuteAsync(Jars.Anonymous with { CorrelationId = Own("first") }, Jars.Ask(Own("c"), new Put(1)));

        var related = await storage.ReadAsync(new FeedPart(0, CorrelationId: Own("first")), 10);
        related.Select(e => e.Stream.Id).ShouldBe([Own("a"), Own("c")]);
        (await storage.ReadAsync(new FeedPart(related[0].Position, CorrelationId: Own("first")), 10)).Count.ShouldBe(1);
        (await storage.ReadAsync(new FeedPart(0, CorrelationId: Own("nobody's")), 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Records_are_counted_by_a_property_of_those_that_fulfil_all_conditions()
    {
        await using var storage = await OpenAsync();
        foreach (var (name, coins, by) in ((string, int, string?)[])[("a", 1, "zoe"), ("b", 2, "zoe"), ("c", 3, "Ada"), ("d", 1, null)])
        {
            var put = new UseCase([], [Jars.Records.Record(Own(name))], _ => Accepted.Put(Jars.Records, Own(name), new Jar(coins, by is null ? null : Own(by))));
            (await storage.ExecuteAsync(Jars.Anonymous, put)).ShouldBeOfType<Done>();
        }

        (await storage.CountAsync(Jars.Records, "lastBy", [])).Where(count => count.Value.EndsWith(mark, StringComparison.Ordinal))
            .ShouldBe([new(Own("Ada"), 1), new(Own("zoe"), 2)]);
        (await storage.CountAsync(Jars.Records, "lastBy", [new AtLeast("coins", 2), new Is("lastBy", Own("zoe"))])).ShouldBe([new(Own("zoe"), 1)]);
    }

    [Fact]
    public async Task Several_streams_change_together_or_not_at_all()
    {
        await using var storage = await OpenAsync();
        await Do(storage, Own("a"), new Put(5));
        (await storage.ExecuteAsync(Jars.Anonymous, Jars.Move(Own("a"), Own("b"), 3))).ShouldBeOfType<Done>();
        (await storage.ExecuteAsync(Jars.Anonymous, Jars.Move(Own("a"), Own("b"), 3))).ShouldBeOfType<Rejected>().Why.Code.ShouldBe("not-enough-coins");

        (await Coins(storage, Own("a"))).ShouldBe(2);
        (await Coins(storage, Own("b"))).ShouldBe(3);
    }

    [Fact]
    public async Task Who_is_overtaken_reads_and_decides_again()
    {
        await using var storage = await OpenAsync(lane: false);
        await using var other = await OpenAsync(lane: false);
        await Do(storage, Own("a"), new Put(5));
        var decisions = 0;
        var take = Jars.Ask(Own("a"), new Take(4));
        var overtaken = take with
        {
            Decide = now =>
            {
                if (decisions++ == 0) Do(other, Own("a"), new Take(3)).GetAwaiter().GetResult();
                return take.Decide(now);
            },
        };

        var answer = await storage.ExecuteAsync(Jars.Anonymous, overtaken);

        answer.ShouldBeOfType<Rejected>().Why.Data["coins"]!.GetValue<int>().ShouldBe(2);
        decisions.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_id_gets_the_same_answer_and_does_nothing()
    {
        await using var storage = await OpenAsync();
        var id = Own("command");
        var first = (Done)await storage.ExecuteAsync(Jars.Named(id, "put 1"), Jars.Ask(Own("a"), new Put(1)));
        await Do(storage, Own("a"), new Put(10));
        var second = (Done)await storage.ExecuteAsync(Jars.Named(id, "put 1"), Jars.Ask(Own("a"), new Put(1)));
        var otherwise = await storage.ExecuteAsync(Jars.Named(id, "put 2"), Jars.Ask(Own("a"), new Put(2)));

        (first.Repeated, second.Repeated).ShouldBe((false, true));
        second.State<Jar>().ShouldBe(first.State<Jar>());
        second.Position.ShouldBe(first.Position);
        otherwise.ShouldBe(new IdUsedOtherwise(id));
        (await Coins(storage, Own("a"))).ShouldBe(11);
    }

    [Fact]
    public async Task A_rejection_is_remembered_like_any_answer()
    {
        await using var storage = await OpenAsync();
        var id = Own("command");
        (await storage.ExecuteAsync(Jars.Named(id), Jars.Ask(Own("a"), new Take(1)))).ShouldBeOfType<Rejected>().Repeated.ShouldBeFalse();
        await Do(storage, Own("a"), new Put(1));

        var again = (await storage.ExecuteAsync(Jars.Named(id), Jars.Ask(Own("a"), new Take(1)))).ShouldBeOfType<Rejected>();

        again.Repeated.ShouldBeTrue();
        again.Why.Sentence.ShouldBe("There are only 0.");
        (await Coins(storage, Own("a"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_rejection_that_is_not_to_be_remembered_is_decided_anew()
    {
        await using var storage = await OpenAsync();
        var id = Own("command");
        var first = Jars.Named(id, "take 2") with { IsHistory = true };
        (await storage.ExecuteAsync(first, Jars.Ask(Own("a"), new Take(2)))).ShouldBeOfType<Rejected>();
        await Do(storage, Own("a"), new Put(1));

        (await storage.ExecuteAsync(first with { Content = "take 1" }, Jars.Ask(Own("a"), new Take(1)))).ShouldBeOfType<Done>().Repeated.ShouldBeFalse();
        (await storage.ExecuteAsync(first with { Content = "take 1" }, Jars.Ask(Own("a"), new Take(1)))).ShouldBeOfType<Done>().Repeated.ShouldBeTrue();
        (await storage.ExecuteAsync(first, Jars.Ask(Own("a"), new Take(2)))).ShouldBe(new IdUsedOtherwise(id));
    }

    [Fact]
    public async Task A_stream_taken_to_be_new_that_is_not_is_seen_as_it_is()
    {
        await using var storage = await OpenAsync();
        await using var fresh = await OpenAsync();
        await Do(storage, Own("a"), new Put(5));
        var id = Own("a");
        var blind = new UseCase([Jars.Category.Stream(id, assumedNew: true)], now => now.Decide(Jars.Category, id, new Put(1)));

        ((Done)await fresh.ExecuteAsync(Jars.Anonymous, blind)).Streams.Single().Version.ShouldBe(2);
        (await Coins(fresh, id)).ShouldBe(6);

        var tooMuch = new UseCase([Jars.Category.Stream(id, assumedNew: true)], now => now.Decide(Jars.Category, id, new Take(7)));
        await using var another = await OpenAsync();
        (await another.ExecuteAsync(Jars.Anonymous, tooMuch)).ShouldBeOfType<Rejected>().Why.Data["coins"]!.GetValue<int>().ShouldBe(6);
    }

    [Fact]
    public async Task A_stale_view_changes_nothing_and_is_not_remembered()
    {
        await using var storage = await OpenAsync();
        await Do(storage, Own("a"), new Put(5));
        var stream = Jars.Category.Stream(Own("a")).Stream;
        var id = Own("command");

        (await storage.ExecuteAsync(Jars.Named(id), Jars.Ask(Own("a"), new Take(1)).Provided(now => now.Version(stream) == 7))).ShouldBeOfType<SeenStale>();
        (await storage.ExecuteAsync(Jars.Named(id), Jars.Ask(Own("a"), new Take(1)).Provided(now => now.Version(stream) == 1))).ShouldBeOfType<Done>();
    }

    [Fact]
    public async Task A_stream_taken_to_be_new_that_is_not_is_read_before_anything_but_an_append_is_answered()
    {
        await using (var storage = await OpenAsync()) await Do(storage, Own("a"), new Put(5));
        await using var other = await OpenAsync();
        UseCase Blind(JarCommand command) => new([Jars.Category.Stream(Own("a"), assumedNew: true)], now => now.Decide(Jars.Category, Own("a"), command));
        var stream = Jars.Category.Stream(Own("a")).Stream;

        (await other.ExecuteAsync(Jars.Anonymous, Blind(new Put(1)).Provided(now => now.Version(stream) == 1))).ShouldBeOfType<Done>();
        await using var third = await OpenAsync();
        (await third.ExecuteAsync(Jars.Anonymous, Blind(new Take(2)))).ShouldBeOfType<Done>().State<Jar>().Coins.ShouldBe(4);
    }

    [Fact]
    public async Task Simulating_changes_nothing()
    {
        await using var storage = await OpenAsync();
        (await storage.SimulateAsync(Jars.Ask(Own("a"), new Put(1)))).Outcome.ShouldBeOfType<Accepted>();
        (await storage.SimulateAsync(Jars.Ask(Own("a"), new Take(1)))).Outcome.ShouldBeOfType<Refused>();
        (await storage.LoadAsync(Jars.Category.Stream(Own("a")))).Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task Plain_records_change_in_the_same_transaction()
    {
        await using var storage = await OpenAsync();
        var id = Own("a");
        var both = new UseCase([Jars.Category.Stream(id)], [Jars.Records.Record(id)], now =>
            now.Decide(Jars.Category, id, new Take(1)) is Accepted taken ? taken.And(Accepted.Put(Jars.Records, id, new Jar(1))) : now.Decide(Jars.Category, id, new Take(1)));

        await storage.ExecuteAsync(Jars.Anonymous, both);
        (await storage.FindAsync(Jars.Records.Record(id))).ShouldBeNull();
        await Do(storage, id, new Put(1));
        var done = (Done)await storage.ExecuteAsync(Jars.Anonymous, both);
        (await storage.FindAsync(Jars.Records.Record(id))).ShouldBe(new Jar(1));
        done.Records.Single().Value.ShouldBe(new Jar(1));

        var delete = new UseCase([], [Jars.Records.Record(id)], now => Accepted.Put<Jar>(Jars.Records, id, null));
        var name = Own("delete");
        await storage.ExecuteAsync(Jars.Named(name), delete);
        (await storage.FindAsync(Jars.Records.Record(id))).ShouldBeNull();
        ((Done)await storage.ExecuteAsync(Jars.Named(name), delete)).Records.Single().Value.ShouldBeNull();
    }

    [Fact]
    public async Task Two_who_read_what_the_other_writes_do_not_both_succeed()
    {
        await using var storage = await OpenAsync(lane: false);
        await using var other = await OpenAsync(lane: false);
        var (a, b) = (Own("a"), Own("b"));
        await Do(storage, a, new Put(1));
        await Do(storage, b, new Put(1));

        // Each may take from its own jar while both together hold two: write skew, if isolation allowed it.
        UseCase TakeFrom(string id) => new([Jars.Category.Stream(a), Jars.Category.Stream(b)], now =>
            now.State(Jars.Category, a).Coins + now.State(Jars.Category, b).Coins == 2
                ? now.Decide(Jars.Category, id, new Take(1)) : new Refused(new NotEnoughCoins(1)));
        var first = TakeFrom(a);
        var once = false;
        var answer = await storage.ExecuteAsync(Jars.Anonymous, first with
        {
            Decide = now =>
            {
                if (!once)
                {
                    once = true;
                    other.ExecuteAsync(Jars.Anonymous, TakeFrom(b)).GetAwaiter().GetResult().ShouldBeOfType<Done>();
                }

                return first.Decide(now);
            },
        });

        answer.ShouldBeOfType<Rejected>();
        (await Coins(storage, a) + await Coins(storage, b)).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_writers_lose_nothing_and_leave_no_gap(bool lane)
    {
        await using var one = await OpenAsync(lane: lane);
        await using var two = await OpenAsync(lane: lane);
        var before = await one.HeadAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var storage = writer % 2 == 0 ? one : two;
            for (var i = 0; i < 15; i++)
            {
                while (true)
                {
                    try
                    {
                        await Do(storage, Own("hot"), new Put(1));
                        break;
                    }
                    catch (TooBusyException)
                    {
                        // Without the lane the budget may run out; nothing was done, so it is asked again.
                    }
                }
            }
        })));

        (await Coins(one, Own("hot"))).ShouldBe(120);
        (await one.HistoryAsync(Jars.Category.Stream(Own("hot")).Stream, 1, 500)).Select(e => e.Version).ShouldBe(Enumerable.Range(1, 120).Select(n => (long)n));
        var feed = await one.ReadAsync(before, 100_000);
        feed.Select(e => e.Position).ShouldBe(Enumerable.Range(1, feed.Count).Select(n => before + n));
    }

    protected static async Task<Done> Do(IStorage storage, string id, JarCommand command) =>
        (await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask(id, command))).ShouldBeOfType<Done>();

    protected static async Task<int> Coins(IStorage storage, string id) =>
        ((Jar)(await storage.LoadAsync(Jars.Category.Stream(id))).State).Coins;
}
