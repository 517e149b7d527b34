namespace Tempest.DomainTests.Levels;

public partial class HttpTempest
{
    public async Task<IReadOnlyList<HistoryLine>> TimelineAsync(string order) =>
        [.. (await Get($"api/timeline/{order}"))!["items"]!.AsArray()
            .Select(line => new HistoryLine(Text(line!["what"]), Text(line["who"]), Time(line["at"])))];

    public async Task<IReadOnlyList<string>> RefusedAsync(Func<string, bool> of) =>
        [.. (await Items("api/commands", ("state", "refused"))).Where(one => of(Text(one["of"])))
            .Select(one => $"{one["policy"]}: {Text(one["problem"]!["type"]).Split('/')[^1]}")];
}
