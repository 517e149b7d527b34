namespace Tempest.Application.Policies;

/// <summary>Wakes all who wait for something to happen on this host.</summary>
public sealed class Bell
{
    private TaskCompletionSource rung = New();

    /// <summary>
    /// The next ring. Whoever takes it first, then looks, and only then waits, misses none.
    /// </summary>
    public Task Next => Volatile.Read(ref rung).Task;

    public void Ring() => Interlocked.Exchange(ref rung, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

public static class Bells
{
    /// <summary>Until it rings, at most so long: what other hosts do rings no bell here.</summary>
    /// <exception cref="OperationCanceledException">By the caller.</exception>
    public static async Task AtMostAsync(this Task rung, TimeSpan longest, CancellationToken cancel = default)
    {
        await Task.WhenAny(rung, Task.Delay(longest, cancel));
        cancel.ThrowIfCancellationRequested();
    }
}
