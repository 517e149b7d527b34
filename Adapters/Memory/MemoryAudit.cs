using Tempest.Application.Storage;

namespace Tempest.Adapters.Memory;

internal sealed class MemoryAudit : IAudit
{
    private readonly Lock gate = new();
    private readonly List<AuditRound> rounds = [];

    public Task RecordAsync(AuditRound round, CancellationToken cancel = default)
    {
        lock (gate) rounds.Add(round);
        return Task.CompletedTask;
    }

    public Task<AuditReport> ReportAsync(int latest, CancellationToken cancel = default)
    {
        lock (gate)
        {
            var found = rounds.SelectMany(round => round.Differences.Select(difference =>
                new FoundDifference(difference.Entity.Stream, difference.Version, difference.What, round.At))).ToArray();
            return Task.FromResult(new AuditReport(
                rounds.Count, rounds.Sum(round => round.Compared), found.Length,
                rounds.Count == 0 ? null : rounds.Max(round => round.At), [.. found.Reverse().Take(latest)]));
        }
    }
}
