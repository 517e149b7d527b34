namespace Tempest.Adapters.Postgres.Commands;

/// <summary>
/// A queue with one turn at a time: a turn takes what has gathered, up to a limit, and the next begins when it has ended.
/// Each party gets its share of a turn, in rotation; whoever floods the queue only fills what the others leave.
/// </summary>
/// <param name="most">How many go in one turn.</param>
/// <param name="turn">Does the work; never throws.</param>
internal sealed class Lane<TParty, T>(int most, Func<IReadOnlyList<T>, Task> turn) where TParty : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TParty, Queue<T>> waiting = [];
    private readonly Queue<TParty> rotation = new();
    private int count;
    private bool running;

    /// <summary>Nobody is in it, and it is nobody's turn.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate) return !running;
        }
    }

    /// <summary>Join the queue together. When nobody is in it a turn begins now.</summary>
    public void Enter(params IReadOnlyList<(TParty Party, T Item)> items)
    {
        lock (gate)
        {
            foreach (var (party, item) in items)
            {
                if (!waiting.TryGetValue(party, out var queue)) waiting[party] = queue = new();
                if (queue.Count == 0) rotation.Enqueue(party);
                queue.Enqueue(item);
            }

            count += items.Count;
            if (running) return;

            running = true;
        }

        Run();
    }

    /// <summary>The turns are nobody's in particular, so they carry no caller's context along.</summary>
    private void Run()
    {
        using AsyncFlowControl? alone = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _ = SynchronizationContext.Current is null ? RunAsync() : Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        await GatherAsync();
        while (Next() is { } batch)
        {
            await turn(batch);
            await GatherAsync();
        }
    }

    /// <returns>Null when the queue is empty: whoever enters next begins the next turn.</returns>
    private List<T>? Next()
    {
        lock (gate)
        {
            // Decided under the gate, so that nobody enters an empty lane believing that a turn is still to come.
            running = count > 0;
            if (!running) return null;

            var batch = new List<T>(Math.Min(count, most));
            while (batch.Count < most && rotation.TryDequeue(out var party))
            {
                var queue = waiting[party];
                batch.Add(queue.Dequeue());
                if (queue.Count > 0) rotation.Enqueue(party);
                else waiting.Remove(party);
            }

            count -= batch.Count;
            return batch;
        }
    }

    /// <summary>
    /// Lets those ask who are about to, as all do who were answered together, for as long as more of them do: no time is waited.
    /// </summary>
    private async Task GatherAsync()
    {
        int before;
        do
        {
            before = count;
            await Task.Yield();
        }
        while (Volatile.Read(ref count) > before && before < most);
    }
}
