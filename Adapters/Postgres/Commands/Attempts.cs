using Tempest.Application.Commands;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>
/// Tries a transaction until it is committed. What met others is read and decided again; a command that cannot be stored
/// is found by halving, and fails alone; what is too much for one transaction is done in several.
/// </summary>
internal sealed class Attempts(CommandTransaction transaction, PostgresOptions options, Metrics metrics)
{
    /// <returns>What became of each, in the order they came.</returns>
    /// <exception cref="TooBusyException">Every attempt met other writers; nothing was done.</exception>
    public async Task<IReadOnlyList<Settled>> ExecuteAsync(IReadOnlyList<Asked> batch, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var settled = await transaction.RunAsync(batch, cancel);
                Count(batch.Take(settled.Count), attempt);
                return settled.Count == batch.Count ? settled : [.. settled, .. await SettledAsync([.. batch.Skip(settled.Count)], cancel)];
            }
            catch (Exception e) when (Retry.Reason(e) is { } reason)
            {
                metrics.Retries.Add(1, new KeyValuePair<string, object?>("reason", reason));
                if (attempt >= options.Attempts)
                {
                    Count(batch, attempt);
                    throw new TooBusyException(attempt, e);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whether it was stored all the same, its id tells whoever comes next: here, when the halves are tried.
                return batch.Count == 1 ? [new Failed(e)] : await HalvedAsync(batch, cancel);
            }

            await Task.Delay(Retry.Pause(attempt), cancel);
        }
    }

    private void Count(IEnumerable<Asked> tried, int attempts)
    {
        foreach (var asked in tried) metrics.Tried(asked.UseCase.About, attempts);
    }

    private async Task<IReadOnlyList<Settled>> HalvedAsync(IReadOnlyList<Asked> batch, CancellationToken cancel)
    {
        var half = batch.Count / 2;
        var first = await SettledAsync([.. batch.Take(half)], cancel);
        var second = await SettledAsync([.. batch.Skip(half)], cancel);
        return [.. first, .. second];
    }

    /// <summary>Part of a batch may be done when the other part gives up: that is told to those of the other part only.</summary>
    private async Task<IReadOnlyList<Settled>> SettledAsync(IReadOnlyList<Asked> part, CancellationToken cancel)
    {
        try
        {
            return await ExecuteAsync(part, cancel);
        }
        catch (TooBusyException e)
        {
            return [.. part.Select(_ => new Failed(e))];
        }
    }
}
