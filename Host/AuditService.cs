using Tempest.Application.Storage;

namespace Tempest.Host;

/// <summary>Compares snapshots with their events now and then, for as long as the host runs.</summary>
internal sealed partial class AuditService(SnapshotAudit audit, AuditRate rate, ILogger<AuditService> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(rate.Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var difference in await audit.RunAsync(rate.Snapshots, stoppingToken)) Differs(log, difference);
            }
#pragma warning disable CA1031 // Whatever it is, it is reported, and the audit outlives it.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Failed(log, e);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A snapshot was not what its events say and was dropped: {Difference}. Restart the hosts: some may have read it.")]
    private static partial void Differs(ILogger log, Difference difference);

    [LoggerMessage(LogLevel.Error, "The audit of snapshots could not be carried through.")]
    private static partial void Failed(ILogger log, Exception why);
}
