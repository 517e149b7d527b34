using System.Text;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Application.Policies;

/// <summary>
/// Carries out what policies asked for and people left to be done. Any number of them, on any number of hosts, may do so at once.
/// </summary>
public sealed class QueueWorker(
    IStorage storage, IReadOnlyList<Policy> policies, TimeProvider clock, IRequests? requests = null)
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
                var rung = storage.Rung;
                if (await CarryOutAsync(cancel) == 0) await rung.AtMostAsync(Longest, cancel);
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
            return queued.Policy is null
                ? requests is null ? new NotYet("No requests are carried out here.") : await requests.CarryOutAsync(queued)
                : policies.FirstOrDefault(policy => policy.Name == queued.Policy) is { } policy
                    ? await CarryOutAsync(queued, policy)
                    : new NotYet($"No policy '{queued.Policy}' is known here.");
        }
#pragma warning disable CA1031 // A command that cannot be carried out waits, with the reason, and holds up nobody else.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new NotYet(e.Message);
        }
    }

    private async Task<Verdict> CarryOutAsync(QueuedCommand queued, Policy policy)
    {
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
}

/// <summary>Carries out what people asked for: whoever accepted a request knows what it means.</summary>
public interface IRequests
{
    /// <summary>Does it under the request's own id, so that it is done once; again after a crash.</summary>
    Task<Verdict> CarryOutAsync(QueuedCommand request);
}
