using System.Text.Json.Nodes;
using Tempest.Application;
using Tempest.Application.Access;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;

namespace Tempest.DomainTests.Levels;

public sealed partial class ApplicationTempest
{
    private static readonly Caller Sally = new("staff/sally", "Sally Reed", Roles.Staff, null);

    public async Task<IReadOnlyList<ChangeView>> DifferentNowAsync(string kind, string id, long version)
    {
        var stream = Categories.Find(kind)!.Stream(id);
        return [.. Differences.Between(StateOf(await storage.LoadAsync(stream, version)), StateOf(await storage.LoadAsync(stream)))
            .Select(change => new ChangeView(ChangeView.Words(change.Path), $"{change.Before ?? ChangeView.Nothing}", $"{change.After ?? ChangeView.Nothing}"))];
    }

    public async Task<WhyView> WhyAsync(string kind, string id, string happened)
    {
        var history = await storage.HistoryAsync(Categories.Find(kind)!.Stream(id).Stream, 1, 1000);
        var why = (await Why.OfAsync(storage, Sally, history.Last(e => e.Type == happened).Position))!;
        return new(why.Cause?.Words, [.. why.Together.Select(line => line.Words)], [.. why.Followed.Select(line => line.Words)]);
    }

    private static JsonNode? StateOf(Held held) => JsonNode.Parse(Categories.Find(held.Stream.Category)!.WriteSnapshot(held.State));
}
