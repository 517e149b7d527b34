using System.Threading.Channels;

namespace Tempest.Application.Policies;

/// <summary>Wakes a worker when there is something for it; rung while nobody waits, it wakes the next one.</summary>
public sealed class Bell
{
    private readonly Channel<bool> rung =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rung.Writer.TryWrite(true);

    /// <summary>Until it rings, at most so long.</summary>
    /// <exception cref="OperationCanceledException">By the caller.</exception>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancel = default)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        waiting.CancelAfter(longest);
        try
        {
            await rung.Reader.ReadAsync(waiting.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // It did not ring in that time.
        }
    }
}
