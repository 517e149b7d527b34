namespace Tempest.Adapters.Postgres.Commands;

/// <summary>
/// A queue in which turns follow each other: a turn takes of what has gathered, up to a limit; the next begins when it has
/// ended, or when it is on its way and may be followed; no more than two are ever under way. Each party gets its share of a
/// turn, in rotation; whoever floods the queue only fills what the others leave.
/// </summary>
/// <param name="most">How many go in one turn.</param>
/// <param name="fewest">How many must have gathered for a turn to follow another on its way.</param>
/// <param name="turn">Does the work; never throws.</param>
internal sealed class Lane<TParty, T>(int most, int fewest, Func<IReadOnlyList<T>, Place, Task> turn) where TParty : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TParty, Queue<T>> waiting = [];
    private readonly Queue<TParty> rotation = new();
    private (Place Place, int Size)? last;
    private int count, turns, underWay;
    private bool gathering;

    /// <summary>Joins the queue. When no turn has to be waited for the next begins here and now, on the caller's thread.</summary>
    public void Enter(TParty party, T item)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(party, out var queue)) waiting[party] = queue = new();
            if (queue.Count == 0) rotation.Enqueue(party);
            queue.Enqueue(item);
            count++;
        }

        Begin();
    }

    private void Begin()
    {
        Place? place;
        List<T> batch;
        lock (gate)
        {
            place = gathering ? null : Next();
            if (place is null) return;

            batch = Take();
            last = (place, batch.Count);
            (turns, underWay) = (turns + 1, underWay + batch.Count);
        }

        Run(() => TurnAsync(batch, place));
    }

    /// <summary>
    /// Decided under the gate, at every occasion there is: when somebody enters, when a turn is on its way, when one has
    /// ended. So nobody enters believing that an occasion is still to come.
    /// </summary>
    private Place? Next() => (count, turns, last) switch
    {
        (0, _, _) => null,
        (_, 0, _) => new(Continue),
        (_, 1, { } ahead) when count >= fewest && 2 * count >= ahead.Size => ahead.Place.TryFollow(),
        _ => null,
    };

    /// <summary>Half of all that there are when turns follow each other, so that the two are about equally large.</summary>
    private List<T> Take()
    {
        var half = (count + underWay + 1) / 2;
        var size = Math.Min(most, last?.Place.WasFollowable is true && half >= fewest ? Math.Min(count, half) : count);
        var batch = new List<T>(size);
        while (batch.Count < size && rotation.TryDequeue(out var party))
        {
            var queue = waiting[party];
            batch.Add(queue.Dequeue());
            if (queue.Count > 0) rotation.Enqueue(party);
            else waiting.Remove(party);
        }

        count -= batch.Count;
        return batch;
    }

    private async Task TurnAsync(List<T> batch, Place place)
    {
        await turn(batch, place);
        place.End();
        lock (gate) (turns, underWay) = (turns - 1, underWay - batch.Count);
        await GatherAsync();
    }

    private void Continue() => Run(GatherAsync);

    /// <summary>Lets those who have just been answered ask again, for as long as more of them do: no time is waited.</summary>
    private async Task GatherAsync()
    {
        lock (gate)
        {
            if (gathering) return;

            gathering = true;
        }

        int before;
        do
        {
            before = Volatile.Read(ref count);
            await Task.Yield();
        }
        while (Volatile.Read(ref count) > before && before < most);

        lock (gate) gathering = false;
        Begin();
    }

    /// <summary>The turns are nobody's in particular, so they carry no caller's context along.</summary>
    private static void Run(Func<Task> work)
    {
        using AsyncFlowControl? alone = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _ = SynchronizationContext.Current is null ? work() : Task.Run(work);
    }
}
