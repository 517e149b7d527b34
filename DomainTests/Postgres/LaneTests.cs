using System.Collections.Concurrent;
using Shouldly;
using Tempest.Adapters.Postgres.Commands;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>The queue: one turn at a time, nobody forgotten, nobody pushed aside.</summary>
public sealed class LaneTests
{
    /// <summary>A few clients let the lane run empty all the time, which is when somebody might be forgotten.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(32, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(32, true)]
    public async Task Nobody_who_enters_is_forgotten_however_the_last_turn_ends(int clients, bool following)
    {
        const int rounds = 5_000, most = 8;
        var turns = 0;
        var (atOnce, largest, left) = (0, 0, new Present([], new(0)));
        var lane = new Lane<int, TaskCompletionSource>(most, 1, async (batch, place) =>
        {
            InterlockedMax(ref atOnce, Interlocked.Increment(ref turns));
            if (following) place.Leave(left);
            if (batch.Count % 3 == 0) await Task.Yield();
            if (batch.Count % 5 == 0) await place.AloneAsync();
            else place.Land();
            await place.AheadLandedAsync();
            InterlockedMax(ref largest, batch.Count);
            Interlocked.Decrement(ref turns);
            foreach (var waiting in batch) waiting.SetResult();
        });

        var all = Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (var round = 0; round < rounds; round++)
            {
                var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                lane.Enter(client % 3, waiting);
                await waiting.Task;
            }
        })));

        await all.WaitAsync(TimeSpan.FromSeconds(30));
        atOnce.ShouldBeInRange(following && clients == 32 ? 2 : 1, following ? 2 : 1);
        largest.ShouldBeInRange(following ? 1 : Math.Min(clients, 2), most);

        static void InterlockedMax(ref int most, int now)
        {
            for (var was = most; was < now; was = most) Interlocked.CompareExchange(ref most, now, was);
        }
    }

    [Fact]
    public async Task Turns_that_follow_each_other_take_half_of_all_there_are_but_not_fewer_than_are_worth_it()
    {
        var sizes = new ConcurrentQueue<int>();
        var ending = Enumerable.Range(0, 10).Select(_ => new TaskCompletionSource()).ToArray();
        var lane = new Lane<string, int>(100, 4, async (batch, place) =>
        {
            place.Leave(new([], new(0)));
            var turn = sizes.Count;
            sizes.Enqueue(batch.Count);
            await ending[turn].Task;
        });

        lane.Enter("", 0);
        for (var n = 0; n < 3; n++) lane.Enter("", n);
        sizes.ToArray().ShouldBe([1], "three are too few to follow");
        for (var n = 0; n < 12; n++) lane.Enter("", n);
        await Wait.UntilAsync("the second has followed", () => Task.FromResult(sizes.Count == 2));
        ending[0].SetResult();
        await Wait.UntilAsync("the third has followed", () => Task.FromResult(sizes.Count == 3));
        foreach (var end in ending) end.TrySetResult();
        await Wait.UntilAsync("all had their turn", () => Task.FromResult(sizes.Sum() == 16));

        sizes.ElementAt(1).ShouldBeInRange(4, 8);
        sizes.ElementAt(2).ShouldBeInRange(7, 8);
    }

    [Fact]
    public async Task Whoever_floods_it_fills_only_what_the_others_leave()
    {
        var turns = new ConcurrentQueue<string[]>();
        var first = new TaskCompletionSource();
        var lane = new Lane<string, string>(10, 1, async (batch, _) =>
        {
            turns.Enqueue([.. batch]);
            await first.Task;
        });

        lane.Enter("flood", "flood");
        for (var n = 0; n < 100; n++) lane.Enter("flood", "flood");
        for (var n = 0; n < 7; n++) lane.Enter("small", "small");
        lane.Enter("tiny", "tiny");
        first.SetResult();
        await Wait.UntilAsync("all had their turn", () => Task.FromResult(turns.Sum(turn => turn.Length) == 109));

        string Shares(string[] turn) => string.Join(' ', turn.CountBy(party => party).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}"));
        turns.Take(4).Select(Shares).ShouldBe(["1 flood", "5 flood 4 small 1 tiny", "7 flood 3 small", "10 flood"]);
    }

    [Fact]
    public async Task A_turn_carries_no_callers_context_along()
    {
        var caller = new AsyncLocal<string?> { Value = "somebody" };
        var seen = new ConcurrentQueue<string?>();
        var lane = new Lane<int, int>(1, 1, async (_, _) =>
        {
            await Task.Yield();
            seen.Enqueue(caller.Value);
        });

        lane.Enter(0, 0);
        lane.Enter(0, 0);

        await Wait.UntilAsync("both had their turn", () => Task.FromResult(seen.Count == 2));
        seen.ShouldAllBe(value => value == null);
        caller.Value.ShouldBe("somebody");
    }
}
