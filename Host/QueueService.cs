using Tempest.Application.Policies;

namespace Tempest.Host;

/// <summary>Carries out what policies ask for, for as long as the host runs.</summary>
internal sealed partial class QueueService(QueueWorker worker, ILogger<QueueService> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(e => Failed(log, e), stoppingToken);

    [LoggerMessage(LogLevel.Warning, "The queue of commands is not carried on for a moment.")]
    private static partial void Failed(ILogger log, Exception why);
}
