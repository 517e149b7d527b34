namespace Tempest.Adapters.Postgres.Commands;

/// <summary>One command, one transaction, however many are waiting.</summary>
internal sealed class PlainExecutor(Attempts attempts) : ICommandExecutor
{
    public async Task<Settled> ExecuteAsync(Asked asked, CancellationToken cancel) =>
        (await attempts.ExecuteAsync([asked], cancel))[0];
}
