using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tempest.DomainTests.Levels;

/// <summary>Tempest through its API, as a program of somebody else's would use it.</summary>
public partial class HttpTempest(HttpClient http) : ITempest
{
    private async Task<IReadOnlyList<HistoryLine>> History(string path) =>
        [.. (await Get($"{path}/events"))!["items"]!.AsArray()
            .Select(e => new HistoryLine(Text(e!["type"]), Text(e["actor"]), Time(e["happenedAt"])))];

    private async Task<IReadOnlyList<string>> Collect(string path, string id, params (string Name, string? Value)[] query) =>
        [.. (await Items(path, query)).Select(item => Text(item[id]))];

    private protected async Task<IReadOnlyList<JsonNode>> Items(string path, params (string Name, string? Value)[] query)
    {
        var found = new List<JsonNode>();
        string? next = $"{path}?{string.Join('&', query.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}"))}";
        while (next is not null)
        {
            var page = (await Get(next))!;
            found.AddRange(page["items"]!.AsArray().Select(item => item!));
            next = ((string?)page["_links"]!["next"]?["href"])?.TrimStart('/');
        }

        return found;
    }

    private async Task<JsonNode?> Get(string path)
    {
        using var answer = await http.GetAsync(path);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync());
    }

    private Task<Reply> Post(string path, object body, string? request = null, string? seen = null) =>
        Send(HttpMethod.Post, path, body, request, seen);

    private async Task<Reply> Send(HttpMethod method, string path, object? body, string? request = null, string? seen = null)
    {
        using var message = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (request is not null) message.Headers.Add("Idempotency-Key", request);
        if (seen is not null) message.Headers.TryAddWithoutValidation("If-Match", seen == "*" ? "*" : $"\"{seen}\"");
        using var answer = await http.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        var json = text.Length == 0 ? null : JsonNode.Parse(text);
        return ReplyOf(answer.StatusCode, json);
    }

    private static Reply ReplyOf(HttpStatusCode status, JsonNode? json)
    {
        if ((int)status is >= 200 and < 300)
            return new(Order: json?["lines"] is null ? null : ViewOfOrder(json), Shipment: json?["cost"] is null ? null : ViewOfShipment(json));

        var code = Text(json!["type"]).Split('/')[^1];
        return status switch
        {
            HttpStatusCode.Conflict or HttpStatusCode.NotFound => new(code, json["skus"]?.AsArray().Select(Text).ToArray()
                ?? json["faults"]?.AsArray().Select(fault => Text(fault!["part"])).ToArray()),
            HttpStatusCode.PreconditionFailed => new(Reply.Stale),
            HttpStatusCode.UnprocessableEntity => new(Reply.NameUsed),
            _ => throw new InvalidOperationException($"{(int)status} {json}"),
        };
    }

    /// <summary>Nothing where it offers nothing, as the past does.</summary>
    private static string[] Offers(JsonNode shown) =>
        [.. (shown["_templates"]?.AsObject() ?? []).Select(template => template.Key)];

    private static string At(DateTimeOffset moment) => $"?at={Uri.EscapeDataString(moment.ToString("O"))}";

    private protected static object Money(decimal amount, string currency) =>
        new { amount = amount.ToString(CultureInfo.InvariantCulture), currency };

    private protected static string Text(JsonNode? node) => (string)node!;

    private static decimal Amount(JsonNode? money) => decimal.Parse(Text(money!["amount"]), CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonNode? node) => DateTimeOffset.Parse(Text(node), CultureInfo.InvariantCulture);
}
