using System.Text;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Application.Policies;

/// <summary>Carries out what policies asked for. Any number of them, on any number of hosts, may do so at once.</summary>
public sealed class QueueWorker(IStorage storage, IReadOnlyList<Policy> policies, TimeProvider clock)
{
    private const int Most = 64;

    /// <summary>How long what another host has queued, or what is to be tried again, may go unseen.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    /// <param name="failed">Told when the storage itself does not answer; it goes on after a moment.</param>
    /// <param name="cancel">Ends it after what is under way.</param>
    public async Task RunAsync(Action<Exception> failed, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (await CarryOutAsync(cancel) > 0) continue;

                await storage.WaitAsync(Longest, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it is, it is reported, and the queue outlives it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failed(e);
                await Task.Delay(Longest, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One round: whatever has its turn now.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> CarryOutAsync(CancellationToken cancel = default) => storage.CarryOutAsync(CarryOutAsync, Most, cancel);

    private async Task<Verdict> CarryOutAsync(QueuedCommand queued)
    {
        try
        {
            if (policies.FirstOrDefault(policy => policy.Name == queued.Policy) is not { } policy)
                return new NotYet($"No policy '{queued.Policy}' is known here.");

            var now = clock.GetUtcNow();
            var command = new Command(
                $"queue/{queued.Id}/{queued.Asked}", Encoding.UTF8.GetString(queued.What.Span), $"policy/{queued.Policy}", now,
                queued.CorrelationId, queued.CausationId);
            return await storage.ExecuteAsync(command, policy.UseCase(queued.What, now)) switch
            {
                Done done => new CarriedOut(done.Position),
                Rejected rejected => new Declined(rejected.Why),
                var other => new NotYet($"It was answered {other}."),
            };
        }
#pragma warning disable CA1031 // A command that cannot be carried out waits, with the reason, and holds up nobody else.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new NotYet(e.Message);
        }
    }
}
