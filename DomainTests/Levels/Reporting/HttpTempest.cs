using System.Text.Json.Nodes;

namespace Tempest.DomainTests.Levels;

public partial class HttpTempest
{
    public async Task<ReportView> ReportAsync(string report, DateOnly? from = null, DateOnly? to = null)
    {
        var days = string.Join('&', new[] { ("from", from), ("to", to) }.Where(day => day.Item2 is not null).Select(day => $"{day.Item1}={day.Item2:yyyy-MM-dd}"));
        var found = (await Get($"api/reports/{report}?{days}"))!;
        return new(found["holds"]!.AsArray().Min(one => (long)one!["position"]!), [.. found["rows"]!.AsArray().Select(row =>
            row!["values"]!.AsObject().ToDictionary(value => value.Key, value => Text(value.Value)))]);
    }

    public async Task<IReadOnlyList<string>> BehindAsync(string report, string row)
    {
        var found = (await Get($"api/reports/{report}"))!["rows"]!.AsArray().First(one => Text(one!["values"]!.AsObject().First().Value) == row);
        return [.. (await Get(Text(found!["_links"]!["behind"]!["href"]).TrimStart('/')))!["items"]!.AsArray().Select(item => Text(item!["of"]))];
    }

    private protected async Task<long> HeadAsync() => (long)(await Get("api/operations"))!["tenants"]![0]!["head"]!;

    private protected async Task<IReadOnlyList<JsonNode>> ProjectionsAsync() =>
        [.. (await Get("api/operations"))!["tenants"]![0]!["projections"]!.AsArray().Select(one => one!)];
}
