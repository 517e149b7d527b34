namespace Tempest.DomainTests.Levels;

public partial class HttpTempest
{
    public async Task<IReadOnlyList<ChangeView>> DifferentNowAsync(string kind, string id, long version) =>
        [.. (await Get($"api/{kind}s/{id}/difference?from={version}"))!["changes"]!.AsArray().Select(change => new ChangeView(
            ChangeView.Words(Text(change!["path"])).Replace("truckId", "truck", StringComparison.Ordinal), $"{change["before"] ?? ChangeView.Nothing}", $"{change["after"] ?? ChangeView.Nothing}"))];

    public async Task<WhyView> WhyAsync(string kind, string id, string happened)
    {
        var position = (await Items($"api/{kind}s/{id}/history")).Last(line => Text(line["type"]) == happened)["position"];
        var why = (await Get($"api/events/{position}"))!;
        IReadOnlyList<string> Words(string part) => [.. why[part]!.AsArray().Select(line => Text(line!["what"]))];
        return new((string?)why["cause"]?["what"], Words("together"), Words("followed"));
    }
}
