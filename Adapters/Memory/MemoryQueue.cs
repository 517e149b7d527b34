using Tempest.Application.Policies;

namespace Tempest.Adapters.Memory;

/// <summary>The queue of commands, in memory.</summary>
internal sealed class MemoryQueue
{
    private readonly Lock gate = new();
    private readonly List<QueuedCommand> commands = [];
    private readonly Dictionary<long, DateTimeOffset> due = [];
    private readonly HashSet<string> busy = [];
    private readonly Bell bell = new();

    public void Add(IReadOnlyList<QueuedCommand> queued)
    {
        if (queued.Count == 0) return;

        lock (gate)
        {
            foreach (var one in queued) commands.Add(one with { Number = commands.Count + 1 });
        }

        bell.Ring();
    }

    public async Task<int> CarryOutAsync(Func<QueuedCommand, Task<Verdict>> carryOut, int most, TimeProvider clock)
    {
        QueuedCommand[] taken;
        lock (gate)
        {
            taken = [.. commands.Where(one => one.State is QueueState.Waiting).GroupBy(one => one.Of).Select(same => same.First())
                .Where(first => !busy.Contains(first.Of) && due.GetValueOrDefault(first.Number) <= clock.GetUtcNow()).Take(most)];
            busy.UnionWith(taken.Select(one => one.Of));
        }

        try
        {
            await Task.WhenAll(taken.Select(async one => Settle(one, await carryOut(one), clock)));
        }
        finally
        {
            lock (gate) busy.ExceptWith(taken.Select(one => one.Of));
        }

        return taken.Length;
    }

    public Task WaitAsync(TimeSpan longest, CancellationToken cancel) => bell.WaitAsync(longest, cancel);

    public QueuedCommand? Find(long number)
    {
        lock (gate) return commands.Find(one => one.Number == number);
    }

    public IReadOnlyList<QueuedCommand> List(QueueState? state, long after, int limit)
    {
        lock (gate) return [.. commands.Where(one => one.Number > after && (state is null || one.State == state)).Take(limit)];
    }

    public bool Settle(long number, bool again)
    {
        lock (gate)
        {
            if (Find(number) is not { State: QueueState.Refused } refused) return false;

            Become(again
                ? refused with { State = QueueState.Waiting, Asked = refused.Asked + 1, Attempts = 0, Refused = null }
                : refused with { State = QueueState.Dismissed });
        }

        bell.Ring();
        return true;
    }

    private void Settle(QueuedCommand one, Verdict verdict, TimeProvider clock)
    {
        lock (gate)
        {
            var settled = one.After(verdict);
            Become(settled);
            if (verdict is NotYet) due[one.Number] = clock.GetUtcNow() + NotYet.PauseAfter(settled.Attempts);
        }
    }

    private void Become(QueuedCommand one) => commands[(int)one.Number - 1] = one;
}
