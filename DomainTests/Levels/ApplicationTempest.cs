using Tempest.Application;
using Tempest.Application.Commands;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.DomainTests.Levels;

/// <summary>The application, asked directly.</summary>
/// <param name="storage">Where everything is kept.</param>
/// <param name="host">Carries out what a host accepted, where there is one; what policies ask for is carried out in any case.</param>
public sealed partial class ApplicationTempest(IStorage storage, QueueWorker? host = null) : IInside
{
    public async Task ForgetStatesAsync()
    {
        foreach (var category in Categories.All) await storage.DiscardAsync(category);
    }

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    private async Task<Reply> Ask(Lookup useCase, string? request = null, string content = "", DateTimeOffset? at = null)
    {
        var command = new Command(request ?? $"{Guid.NewGuid()}", content, "Sally of sales", at ?? Now);
        return await storage.ExecuteAsync(command, useCase) switch
        {
            Done done => new(
                Order: done.Streams.Where(held => held.State is Order).Select(ViewOfOrder).FirstOrDefault(),
                Shipment: done.Streams.Where(held => held.State is Shipment).Select(ViewOfShipment).FirstOrDefault()),
            Rejected { Why: var why } => new(why.Code, Named(why.Data)),
            SeenStale => new(Reply.Stale),
            IdUsedOtherwise => new(Reply.NameUsed),
            var other => throw new InvalidOperationException($"{other}"),
        };
    }

    private static string[]? Named(System.Text.Json.Nodes.JsonObject data) =>
        data["skus"]?.AsArray().Select(sku => (string)sku!).ToArray()
        ?? data["faults"]?.AsArray().Select(fault => (string)fault!["part"]!).ToArray();

    private async Task<IReadOnlyList<HistoryLine>> HistoryAsync(Category category, string id) =>
        [.. (await storage.HistoryAsync(category.Stream(id).Stream, 1, 1000))
            .Select(e => new HistoryLine(e.Type, e.Actor, e.HappenedAt))];

    private async Task<IReadOnlyList<string>> IdsAsync(Category category, Func<Place?, Selection> wanted) =>
        [.. (await AllAsync(category, wanted)).Select(held => held.Stream.Id)];

    private async Task<IReadOnlyList<Held>> AllAsync(Category category, Func<Place?, Selection> wanted)
    {
        var found = new List<Held>();
        Place? after = null;
        do
        {
            var page = await storage.SelectAsync(category, wanted(after));
            found.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        return found;
    }

    private static Money Money(decimal amount, string currency) => new(amount, Currency.Of(currency));
}
