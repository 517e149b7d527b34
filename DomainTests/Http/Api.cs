using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;

namespace Tempest.DomainTests.Http;

/// <summary>The API as a stranger sees it: methods, paths, headers and texts.</summary>
public sealed class Api(HttpClient http)
{
    public const string Money = """{ "amount": "10.00", "currency": "USD" }""";

    public const string Dock = """{ "name": "Polar Foods", "line1": "12 Dock Street", "city": "Omaha", "state": "NE", "zip": "68102" }""";

    public static async Task<Api> OfAsync(HttpServer server, TestServer database) => new((await server.RunningAsync(database)).Client);

    public static string Fresh(string what) => $"{what}-{Guid.NewGuid():n}";

    public Task<ApiAnswer> Get(string path, params (string Name, string Value)[] headers) => Send("GET", path, null, headers);

    public Task<ApiAnswer> Post(string path, string? body = null, params (string Name, string Value)[] headers) =>
        Send("POST", path, body is null ? null : Json(body), headers);

    public Task<ApiAnswer> Put(string path, string body, params (string Name, string Value)[] headers) =>
        Send("PUT", path, Json(body), headers);

    public async Task<ApiAnswer> Send(string method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = body };
        if (body?.Headers.ContentLength > 1024 * 1024) request.Headers.ExpectContinue = true; // the refusal comes before the body has gone
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        using var answer = await http.SendAsync(request);
        var all = answer.Headers.Concat(answer.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)answer.StatusCode, all, await answer.Content.ReadAsStringAsync());
    }

    public async Task<string> CustomerAsync()
    {
        var id = Fresh("c");
        (await Put($"/api/customers/{id}", """{ "name": "Polar Foods", "currency": "USD" }""")).Status.ShouldBe(201);
        return id;
    }

    public async Task<string> ProductAsync()
    {
        var sku = Fresh("p");
        (await Post($"/api/products/{sku}/commands/add", $$"""{ "name": "Unit", "price": {{Money}} }""")).Status.ShouldBe(201);
        return sku;
    }

    public async Task<string> OrderAsync(string? customer = null)
    {
        var id = Fresh("o");
        (await Post($"/api/orders/{id}/commands/place", Order(customer ?? await CustomerAsync(), await ProductAsync()))).Status.ShouldBe(201);
        return id;
    }

    public async Task<string> TruckAsync()
    {
        var id = Fresh("t");
        (await Post($"/api/trucks/{id}/commands/add")).Status.ShouldBe(201);
        return id;
    }

    public async Task<string> ShipmentAsync()
    {
        var id = Fresh("g");
        (await Post($"/api/shipments/{id}/commands/submit", Shipment())).Status.ShouldBe(201);
        return id;
    }

    public static string Shipment(string account = "polar", string pounds = "123") =>
        $$"""{ "shipFrom": {{Dock}}, "shipTo": {{Dock}}, "billToAccountId": "{{account}}", "weightInPounds": {{pounds}} }""";

    public static string Order(string customer, string sku, int quantity = 2) =>
        $$"""{ "customer": "{{customer}}", "lines": [{ "sku": "{{sku}}", "quantity": {{quantity}} }], "shipTo": {{Dock}} }""";

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}

public sealed record ApiAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Tag => Headers.GetValueOrDefault("ETag");

    public string Code => ((string)Json["type"]!).Split('/')[^1];

    public IReadOnlyList<string> Pointers => [.. Json["errors"]!.AsArray().Select(fault => (string)fault!["pointer"]!)];

    public IReadOnlyList<string> Links => [.. Json["_links"]!.AsObject().Select(link => link.Key)];

    /// <summary>The same in form for every problem there is.</summary>
    public ApiAnswer ShouldBeProblem(int status, string code)
    {
        Status.ShouldBe(status, Text);
        Headers["Content-Type"].ShouldBe("application/problem+json");
        Code.ShouldBe(code);
        ((int)Json["status"]!).ShouldBe(status);
        ((string)Json["title"]!).ShouldNotBeEmpty();
        ((string)Json["detail"]!).ShouldNotBeEmpty();
        ((string)Json["instance"]!).ShouldStartWith("/");
        return this;
    }
}
