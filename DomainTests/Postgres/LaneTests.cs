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
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(32)]
    public async Task Nobody_who_enters_is_forgotten_however_the_last_turn_ends(int clients)
    {
        const int rounds = 5_000, most = 8;
        var turns = 0;
        var overlapping = 0;
        var largest = 0;
        var lane = new Lane<int, TaskCompletionSource>(most, async batch =>
        {
            if (Interlocked.Increment(ref turns) != 1) Interlocked.Increment(ref overlapping);
            if (batch.Count % 3 == 0) await Task.Yield();
            largest = Math.Max(largest, batch.Count);
            Interlocked.Decrement(ref turns);
            foreach (var waiting in batch) waiting.SetResult();
        });

        var all = Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (var round = 0; round < rounds; round++)
            {
                var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                lane.Enter((client % 3, waiting));
                await waiting.Task;
            }
        })));

        await all.WaitAsync(TimeSpan.FromSeconds(30));
        overlapping.ShouldBe(0);
        largest.ShouldBeInRange(Math.Min(clients, 2), most);
    }

    [Fact]
    public async Task Whoever_floods_it_fills_only_what_the_others_leave()
    {
        var turns = new ConcurrentQueue<string[]>();
        var first = new TaskCompletionSource();
        var lane = new Lane<string, string>(10, async batch =>
        {
            turns.Enqueue([.. batch]);
            await first.Task;
        });

        lane.Enter(("flood", "flood"));
        await Wait.UntilAsync("the first has its turn", () => Task.FromResult(turns.Count == 1));
        for (var n = 0; n < 100; n++) lane.Enter(("flood", "flood"));
        for (var n = 0; n < 7; n++) lane.Enter(("small", "small"));
        lane.Enter(("tiny", "tiny"));
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
        var lane = new Lane<int, int>(1, async _ =>
        {
            await Task.Yield();
            seen.Enqueue(caller.Value);
        });

        lane.Enter((0, 0));
        lane.Enter((0, 0));

        await Wait.UntilAsync("both had their turn", () => Task.FromResult(seen.Count == 2));
        seen.ShouldAllBe(value => value == null);
        caller.Value.ShouldBe("somebody");
    }
}
