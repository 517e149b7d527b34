namespace Tempest.Adapters.Postgres.Commands;

/// <summary>One command, one transaction, however many are waiting.</summary>
internal sealed class PlainExecutor(Attempts attempts, ReadAhead ahead) : ICommandExecutor
{
    public async Task<Settled> ExecuteAsync(Asked asked, CancellationToken cancel) =>
        (await attempts.ExecuteAsync(await ahead.ReadAsync([asked]), cancel))[0];
}
