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

    public Task Rung => bell.Next;

    public QueuedCommand? Accept(QueuedCommand request)
    {
        lock (gate)
        {
            if (Find(request.Address) is { } known) return known.Content == request.Content ? known : null;

            Add([request]);
            return Find(request.Address);
        }
    }

    public QueuedCommand? Find(string address)
    {
        lock (gate) return commands.Find(one => one.Address == address);
    }

    public IReadOnlyList<QueuedCommand> List(AskedBy by, QueueState? state, long after, int limit)
    {
        lock (gate)
        {
            return [.. commands.Where(one => one.Number > after && (one.Policy is null) == (by is AskedBy.People)
                && (state is null || one.State == state)).Take(limit)];
        }
    }

    public bool Settle(string address, bool again)
    {
        lock (gate)
        {
            if (Find(address) is not { State: QueueState.Refused, Policy: not null } refused) return false;

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

        bell.Ring();
    }

    private void Become(QueuedCommand one) => commands[(int)one.Number - 1] = one;
}
