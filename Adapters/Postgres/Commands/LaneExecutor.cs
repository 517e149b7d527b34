using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>
/// Commands that wait at the same moment share one transaction. A lone command goes at once; while a transaction is under
/// way the next commands gather, so nobody is ever made to wait for company. Meanwhile what they need is read for them.
/// </summary>
internal sealed class LaneExecutor : ICommandExecutor
{
    private readonly Attempts attempts;
    private readonly ReadAhead ahead;
    private readonly Metrics metrics;
    private readonly Lane<TenantId, Waiting> reading, storing;

    public LaneExecutor(Attempts attempts, ReadAhead ahead, int most, Metrics metrics)
    {
        (this.attempts, this.ahead, this.metrics) = (attempts, ahead, metrics);
        (reading, storing) = (new(most, ReadAsync), new(most, ExecuteAsync));
    }

    public async Task<Settled> ExecuteAsync(Asked asked, CancellationToken cancel)
    {
        var waiting = new Waiting(asked, cancel);
        await using var impatience = cancel.UnsafeRegister(static w => ((Waiting)w!).Withdraw(), waiting);

        // Nobody overtakes those who are read for, though nothing may have to be read for him.
        (reading.IsIdle && ahead.Knows(asked) ? storing : reading).Enter((asked.Tenant, waiting));
        return await waiting.Settled;
    }

    private async Task ReadAsync(IReadOnlyList<Waiting> all)
    {
        try
        {
            var read = await ahead.ReadAsync([.. all.Select(waiting => waiting.Asked)]);
            foreach (var (waiting, asked) in all.Zip(read)) waiting.Asked = asked;
            storing.Enter([.. all.Select(waiting => (waiting.Asked.Tenant, waiting))]);
        }
        catch (Exception e) when (all.Count > 1 && e is not TooBusyException)
        {
            // One of them is nothing that can be looked for, and fails alone.
            foreach (var waiting in all) await ReadAsync([waiting]);
        }
#pragma warning disable CA1031 // Whatever it is, it is told to everybody who waits for it, and the lane goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            foreach (var waiting in all.Where(waiting => waiting.Take())) waiting.Fail(e);
        }
    }

    private async Task ExecuteAsync(IReadOnlyList<Waiting> all)
    {
        var batch = all.Where(waiting => waiting.Take()).ToArray();
        if (batch.Length == 0) return;

        metrics.Together.Record(batch.Length);
        try
        {
            // Whose turn has come is answered: from here on nobody's impatience counts.
            var settled = await attempts.ExecuteAsync([.. batch.Select(waiting => waiting.Asked)], CancellationToken.None);
            foreach (var (waiting, what) in batch.Zip(settled)) waiting.Settle(what);
        }
#pragma warning disable CA1031 // Whatever it is, it is told to everybody who waits for it, and the lane goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            foreach (var waiting in batch) waiting.Fail(e);
        }
    }

    /// <summary>One command in the queue; it can be withdrawn until its turn comes.</summary>
    private sealed class Waiting(Asked asked, CancellationToken cancel)
    {
        private readonly TaskCompletionSource<Settled> settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int taken;

        public Asked Asked { get; set; } = asked;

        public Task<Settled> Settled => settled.Task;

        public bool Take() => Interlocked.Exchange(ref taken, 1) == 0;

        public void Withdraw()
        {
            if (Take()) settled.SetCanceled(cancel);
        }

        public void Settle(Settled what) => settled.SetResult(what);

        public void Fail(Exception why) => settled.SetException(why);
    }
}
