using Tempest.Application.Reporting;

namespace Tempest.Host;

/// <summary>Carries projections on, for as long as the host runs.</summary>
internal sealed partial class ProjectionService(Projector projector, ILogger<ProjectionService> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => projector.RunAsync(e => Failed(log, e), stoppingToken);

    [LoggerMessage(LogLevel.Warning, "Projections are not carried on for a moment.")]
    private static partial void Failed(ILogger log, Exception why);
}
