using Tempest.Application.Policies;
using Tempest.Application.Timeline;
using Tempest.Domain;

namespace Tempest.DomainTests.Levels;

public sealed partial class ApplicationTempest
{
    public async Task SettleAsync(Func<string, bool> of)
    {
        var worker = host ?? new QueueWorker(storage, PolicyBook.All(TradeTerms.Usual), TimeProvider.System);
        while (await worker.CarryOutAsync() > 0 || (await storage.ListAsync(AskedBy.Policies, QueueState.Waiting, 0, 1000)).Any(one => of(one.Of)))
            await Task.Yield();
    }

    public async Task<IReadOnlyList<HistoryLine>> TimelineAsync(string order) =>
        [.. (await OrderTimeline.OfAsync(storage, OrderId.Of(order)) ?? [])
            .Select(line => new HistoryLine(line.Words, line.Happened.Actor, line.Happened.HappenedAt))];

    public async Task<IReadOnlyList<string>> RefusedAsync(Func<string, bool> of) =>
        [.. (await storage.ListAsync(AskedBy.Policies, QueueState.Refused, 0, 1000)).Where(one => of(one.Of)).Select(one => $"{one.Policy}: {one.Refused!.Code}")];
}
