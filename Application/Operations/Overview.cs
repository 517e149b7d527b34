using Tempest.Application.Policies;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;

namespace Tempest.Application.Operations;

/// <summary>How a tenant is, for those who run Tempest.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Head">The last event's position in the feed.</param>
/// <param name="Projections">What is shown and what is being built beside it.</param>
/// <param name="Queue">How many commands wait or were refused, and who had asked for them.</param>
/// <param name="Audit">What comparing snapshots with their events has found.</param>
/// <param name="Work">What the host that was asked has done, for all tenants.</param>
public sealed record Overview(
    TenantId Tenant, long Head, IReadOnlyList<Generation> Projections, IReadOnlyList<QueueDepth> Queue, AuditReport Audit, HostWork Work)
{
    /// <summary>Beyond this nobody counts.</summary>
    public const int Most = 1_000;

    private const int LatestDifferences = 10;

    public static async Task<Overview> OfAsync(IStorage storage, CancellationToken cancel = default)
    {
        var projections = (await storage.Projections.GenerationsAsync(cancel)).Where(one => one.State is not GenerationState.Retired).ToArray();
        var queue = new List<QueueDepth>();
        foreach (var (by, state) in ((AskedBy, QueueState)[])
            [(AskedBy.Policies, QueueState.Waiting), (AskedBy.Policies, QueueState.Refused), (AskedBy.People, QueueState.Waiting)])
            queue.Add(new(by, state, (await storage.ListAsync(by, state, 0, Most, cancel)).Count));
        return new(TenantId.Default, await storage.HeadAsync(cancel), projections, queue,
            await storage.Audit.ReportAsync(LatestDifferences, cancel), storage.Work);
    }

    /// <summary>How many events a projection has not counted yet.</summary>
    public long Behind(Generation projection) => Math.Max(0, Head - projection.Position);
}

/// <param name="Count">How many; <see cref="Overview.Most"/> says that there may be more.</param>
public sealed record QueueDepth(AskedBy By, QueueState State, int Count);
