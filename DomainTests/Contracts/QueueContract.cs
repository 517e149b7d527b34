using System.Text.Json.Serialization;
using Shouldly;
using Tempest.Application.Commands;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Xunit;

namespace Tempest.DomainTests.Contracts;

/// <summary>What every queue of commands must keep.</summary>
public abstract class QueueContract
{
    /// <summary>A storage of its own, with this policy.</summary>
    protected abstract Task<IStorage> OpenAsync(params IReadOnlyList<Policy> policies);

    [Fact]
    public async Task What_a_policy_asks_for_is_queued_with_the_event_and_carried_out_once()
    {
        await using var storage = await OpenAsync(new PiggyBank());
        var saved = await Do(storage, "a", new Put(10));

        var queued = (await storage.ListAsync(AskedBy.Policies, QueueState.Waiting, 0, 10)).ShouldHaveSingleItem();
        (queued.Policy, queued.Of, queued.CausationId, queued.CorrelationId, queued.Id)
            .ShouldBe(("save-a-tenth", "jar/piggy-bank", "jar/a/1", saved, "save-a-tenth/jar/a/1"));
        (await Coins(storage, "piggy-bank")).ShouldBe(0);

        (await Worker(storage).CarryOutAsync()).ShouldBe(1);
        (await Worker(storage).CarryOutAsync()).ShouldBe(0);

        (await Coins(storage, "piggy-bank")).ShouldBe(1);
        var (done, told) = (await storage.FindAsync(queued.Address), (await storage.HistoryAsync(new("jar", "piggy-bank"), 1, 9)).Single());
        (done!.State, done.Position).ShouldBe((QueueState.Done, told.Position));
        (told.Actor, told.CausationId, told.CorrelationId).ShouldBe(("policy/save-a-tenth", "jar/a/1", saved));
    }

    [Fact]
    public async Task A_repeat_and_an_import_of_the_past_ask_for_nothing()
    {
        await using var storage = await OpenAsync(new PiggyBank());
        var command = Jars.Anonymous;
        foreach (var _ in (int[])[1, 2]) await storage.ExecuteAsync(command, Jars.Ask("a", new Put(10)));
        await storage.ExecuteAsync(Jars.Anonymous with { IsHistory = true }, Jars.Ask("a", new Put(10)));
        await storage.RebuildAsync(Jars.Category);

        (await storage.ListAsync(AskedBy.Policies, null, 0, 10)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_one_target_is_asked_is_done_in_order()
    {
        await using var storage = await OpenAsync(new PiggyBank());
        foreach (var coins in (int[])[10, 20, 30]) await Do(storage, "a", new Put(coins));

        var order = new List<string>();
        while (await storage.CarryOutAsync(one => { order.Add(one.Id); return Task.FromResult<Verdict>(new CarriedOut(1)); }, 10) > 0)
            order.Add("round");

        order.ShouldBe(["save-a-tenth/jar/a/1", "round", "save-a-tenth/jar/a/2", "round", "save-a-tenth/jar/a/3", "round"]);
    }

    [Fact]
    public async Task One_that_cannot_be_carried_out_holds_up_nobody_but_its_target()
    {
        await using var storage = await OpenAsync(new PiggyBank());
        await Do(storage, "a", new Put(10));
        await Do(storage, "a", new Put(20));
        await Do(storage, "b", new Put(5, By: "poor"));

        var stubborn = "save-a-tenth/jar/a/1";
        Task<Verdict> Carry(QueuedCommand one) => Task.FromResult<Verdict>(one.Id == stubborn ? new NotYet("out of order") : new CarriedOut(1));
        (await storage.CarryOutAsync(Carry, 10)).ShouldBe(2);
        (await storage.CarryOutAsync(Carry, 10)).ShouldBe(0, "it has to wait before it is tried again, and what comes after it waits too");

        var waiting = await storage.ListAsync(AskedBy.Policies, QueueState.Waiting, 0, 10);
        waiting.Select(one => one.Id).ShouldBe([stubborn, "save-a-tenth/jar/a/2"]);
        (waiting[0].Attempts, waiting[0].Trouble).ShouldBe((1, "out of order"));
        (await storage.ListAsync(AskedBy.Policies, QueueState.Done, 0, 10)).ShouldHaveSingleItem().Of.ShouldBe("jar/poor-box");

        await Task.Delay(NotYet.PauseAfter(1) + TimeSpan.FromMilliseconds(200));
        (await storage.CarryOutAsync(_ => Task.FromResult<Verdict>(new CarriedOut(1)), 10)).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_one_is_kept_with_its_reason_until_somebody_settles_it()
    {
        await using var storage = await OpenAsync(new PiggyBank());
        foreach (var coins in (int[])[10, 20]) await Do(storage, "a", new Put(coins, By: "thief"));
        (await Worker(storage).CarryOutAsync()).ShouldBe(1);
        (await Worker(storage).CarryOutAsync()).ShouldBe(1, "a refusal is an answer, and the next one has its turn");

        var refused = await storage.ListAsync(AskedBy.Policies, QueueState.Refused, 0, 10);
        refused.Select(one => one.Refused!.Sentence).ShouldBe(["There are only 0.", "There are only 0."]);

        await Do(storage, "piggy-bank", new Put(1, By: "nobody"));
        (await storage.SettleAsync(refused[0].Address, again: true)).ShouldBeTrue();
        (await storage.SettleAsync(refused[1].Address, again: false)).ShouldBeTrue();
        (await storage.SettleAsync(refused[1].Address, again: true)).ShouldBeFalse();
        (await Worker(storage).CarryOutAsync()).ShouldBe(1);

        (await storage.FindAsync(refused[0].Address))!.State.ShouldBe(QueueState.Done);
        (await storage.FindAsync(refused[1].Address))!.State.ShouldBe(QueueState.Dismissed);
        (await Coins(storage, "piggy-bank")).ShouldBe(0);
    }

    [Fact]
    public async Task Two_workers_do_everything_once()
    {
        await using var storage = await OpenAsync(new PiggyBank());
        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => Do(storage, $"jar-{n % 7}", new Put(10, By: n % 2 == 0 ? "poor" : "rich"))));

        async Task WorkAsync()
        {
            while ((await storage.ListAsync(AskedBy.Policies, QueueState.Waiting, 0, 1)).Count > 0) await Worker(storage).CarryOutAsync();
        }

        await Task.WhenAll(WorkAsync(), WorkAsync());

        (await Coins(storage, "piggy-bank") + await Coins(storage, "poor-box")).ShouldBe(60);
        (await storage.ListAsync(AskedBy.Policies, QueueState.Done, 0, 100)).Count.ShouldBe(60);
    }

    [Fact]
    public async Task A_worker_is_woken_by_what_its_host_queues()
    {
        await using var storage = await OpenAsync(new PiggyBank());
        using var stop = new CancellationTokenSource();
        var failures = new List<Exception>();
        var working = Worker(storage).RunAsync(failures.Add, stop.Token);
        await Do(storage, "a", new Put(10));

        while (await Coins(storage, "piggy-bank") == 0) await Task.Delay(10);
        await stop.CancelAsync();
        await working;
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_is_kept_once_for_its_id_until_it_is_answered_for_good()
    {
        await using var storage = await OpenAsync(new PiggyBank());
        var accepted = (await storage.AcceptAsync(Request("r-1", "a"))).ShouldNotBeNull();
        (await storage.AcceptAsync(Request("r-1", "a")))!.Number.ShouldBe(accepted.Number);
        (await storage.AcceptAsync(Request("r-1", "b"))).ShouldBeNull("the same id is another request's");
        (await storage.ListAsync(AskedBy.People, QueueState.Waiting, 0, 10)).ShouldHaveSingleItem().Id.ShouldBe("r-1");
        (await storage.ListAsync(AskedBy.Policies, null, 0, 10)).ShouldBeEmpty();

        var answer = """{ "b": 1,  "a": "2" }"""u8.ToArray();
        (await storage.CarryOutAsync(_ => Task.FromResult<Verdict>(new Told(Done: false, answer)), 10)).ShouldBe(1);

        var refused = (await storage.FindAsync(accepted.Address)).ShouldNotBeNull();
        refused.State.ShouldBe(QueueState.Refused);
        refused.Answer!.Value.ToArray().ShouldBe(answer, "as it was written");
        foreach (var again in (bool[])[true, false]) (await storage.SettleAsync(accepted.Address, again)).ShouldBeFalse();
        (await storage.AcceptAsync(Request("r-1", "a")))!.State.ShouldBe(QueueState.Refused);
    }

    [Fact]
    public async Task A_request_whose_id_was_answered_before_is_kept_only_for_the_same_content()
    {
        await using var storage = await OpenAsync();
        await storage.ExecuteAsync(Jars.Named("r-1") with { Content = "a" }, Jars.Ask("a", new Put(10)));
        (await storage.AcceptAsync(Request("r-1", "b"))).ShouldBeNull();
        (await storage.AcceptAsync(Request("r-1", "a"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Everybody_who_listens_hears_what_is_queued_and_what_is_settled()
    {
        await using var storage = await OpenAsync();
        Task[] queued = [storage.Rung, storage.Rung];
        await storage.AcceptAsync(Request("r-1", "a"));
        queued.ShouldAllBe(rung => rung.IsCompleted);
        var settled = storage.Rung;
        settled.IsCompleted.ShouldBeFalse();
        await storage.CarryOutAsync(_ => Task.FromResult<Verdict>(new Told(Done: true, "{}"u8.ToArray())), 10);
        settled.IsCompleted.ShouldBeTrue();
    }

    private static QueuedCommand Request(string id, string content) =>
        new(0, id, null, "jar/a", "{}"u8.ToArray(), id, null, DateTimeOffset.UtcNow) { Actor = "ann", Content = Digest.Of(content) };

    private static QueueWorker Worker(IStorage storage) => new(storage, [new PiggyBank()], TimeProvider.System);

    private static async Task<string> Do(IStorage storage, string jar, JarCommand what)
    {
        var command = Jars.Anonymous;
        (await storage.ExecuteAsync(command, Jars.Ask(jar, what))).ShouldBeOfType<Done>();
        return command.Id;
    }

    private static async Task<int> Coins(IStorage storage, string jar) =>
        ((Jar)(await storage.LoadAsync(Jars.Category.Stream(jar))).State).Coins;
}

/// <summary>
/// Whenever coins are put into any jar, put a tenth into the piggy bank, or a coin into the poor box; whenever a thief puts
/// some, take as many from the piggy bank.
/// </summary>
internal sealed class PiggyBank() : Policy<SavedTenth>("save-a-tenth", PiggyBankJson.Default.SavedTenth)
{
    protected override IEnumerable<(StreamId Of, SavedTenth What)> Ask(Held held, object happened) => happened switch
    {
        CoinsPut { By: "thief" } stolen => [Into("piggy-bank", -stolen.Coins / 10)],
        CoinsPut { By: "poor" } => [Into("poor-box", 1)],
        CoinsPut { Coins: >= 10 } put => [Into("piggy-bank", put.Coins / 10)],
        _ => [],
    };

    protected override UseCase UseCase(SavedTenth wish, DateTimeOffset now) =>
        Jars.Ask(wish.Jar, wish.Coins < 0 ? new Take(-wish.Coins) : new Put(wish.Coins, By: "a policy"));

    private static (StreamId, SavedTenth) Into(string jar, int coins) => (new("jar", jar), new(jar, coins));
}

public sealed record SavedTenth(string Jar, int Coins);

[JsonSerializable(typeof(SavedTenth))]
internal sealed partial class PiggyBankJson : JsonSerializerContext;
