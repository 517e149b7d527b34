using System.Text.Json.Nodes;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>The OpenAPI document is true, complete, and the one in docs.</summary>
public sealed class OpenApiTests(TestServer database, HttpServer server)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete"];

    [Fact]
    public async Task The_document_in_docs_is_what_the_code_serves()
    {
        var served = (await DocumentAsync()).ToJsonString(new() { WriteIndented = true, Encoder = Relaxed, NewLine = "\n" }) + "\n";
        var file = Repository.File("docs/openapi.json");
        if (Environment.GetEnvironmentVariable("APPROVE_OPENAPI") == "1")
            await File.WriteAllTextAsync(file, served, TestContext.Current.CancellationToken);
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))
            .ShouldBe(served, "the API has changed: run this test with APPROVE_OPENAPI=1 and read the difference");
    }

    [Fact]
    public async Task Every_operation_is_described_with_examples_and_all_its_problems()
    {
        var lacking = new List<string>();
        foreach (var (name, path, method, operation) in Operations(await DocumentAsync()))
        {
            void Need(bool there, string what)
            {
                if (!there) lacking.Add($"{name} lacks {what}");
            }

            Need(HasText(operation["summary"]) && HasText(operation["description"]), "summary or description");
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                Need(HasText(parameter!["description"]) && (parameter["example"] ?? parameter["schema"]?["examples"]) is not null,
                    $"description or example of {parameter["name"]}");
            foreach (var id in path.Split('{').Skip(1).Select(part => part.Split('}')[0]))
                Need(operation["parameters"]!.AsArray().Any(p => (string?)p!["name"] == id && (string?)p["in"] == "path"), id);

            var responses = operation["responses"]!.AsObject();
            foreach (var (status, response) in responses)
            {
                Need(HasText(response!["description"]), $"description of {status}");
                foreach (var (type, content) in response["content"]?.AsObject() ?? [])
                {
                    var good = status[0] == '2';
                    Need(content!["schema"] is not null, $"schema of {status}");
                    Need(content[good ? "example" : "examples"] is not null, $"example of {status}");
                    Need(!good ? type == "application/problem+json" : TypesOf(path).Contains(type, StringComparer.Ordinal),
                        $"the right type of {status}, not {type}");
                }

                Need(status is "204" or "304" || response["content"] is not null, $"content of {status}");
            }

            string[] always = method == "get" ? ["200", "400", "503"]
                : path == "/api/accounts/entries" ? ["200", "400", "413", "415", "503"]
                : path.EndsWith("/commands", StringComparison.Ordinal) ? ["200", "400", "413", "415"]
                : ["400", "412", "413", "415", "422", "503"];
            foreach (var status in always) Need(responses.ContainsKey(status), status);
            if (operation["requestBody"]?["content"]?["application/json"] is { } json && !json.ToJsonString().Contains("EmptyBody", StringComparison.Ordinal))
                Need(json["example"] is not null, "example of the body");
        }

        lacking.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_schema_and_every_member_is_described()
    {
        var lacking = new List<string>();
        foreach (var (name, schema) in (await DocumentAsync())["components"]!["schemas"]!.AsObject())
        {
            if (!HasText(schema!["description"])) lacking.Add(name);
            foreach (var (member, shape) in schema["properties"]?.AsObject() ?? [])
            {
                var described = HasText(shape!["description"]) || shape["$ref"] is not null
                    || shape["oneOf"]?.AsArray().Any(one => one!["$ref"] is not null) is true;
                if (!described) lacking.Add($"{name}.{member}");
            }
        }

        lacking.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_reference_resolves()
    {
        var document = await DocumentAsync();
        var references = References(document).Distinct().ToArray();
        references.ShouldNotBeEmpty();
        foreach (var reference in references)
        {
            reference.ShouldStartWith("#/");
            reference[2..].Split('/').Aggregate((JsonNode?)document, (node, member) => node?[member]).ShouldNotBeNull(reference);
        }
    }

    private static System.Text.Encodings.Web.JavaScriptEncoder Relaxed =>
        System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static IEnumerable<(string Name, string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select ($"{operation.Key} {path.Key}", path.Key, operation.Key, operation.Value!);

    private static string[] TypesOf(string path) => path switch
    {
        "/problems" => ["application/json"],
        "/api/accounts/entries" => ["application/x-ndjson"],
        "/api/feed" => ["application/cloudevents-batch+json", "text/event-stream", "application/x-ndjson"],
        "/api/commands/{commandId}" => ["application/prs.hal-forms+json", "text/event-stream"],
        "/api/reports/{report}" => ["application/prs.hal-forms+json", "text/csv"],
        "/api/accounts/{accountId}/statement" => ["application/prs.hal-forms+json", "text/csv", "text/html"],
        _ => ["application/prs.hal-forms+json"],
    };

    private async Task<JsonNode> DocumentAsync() => (await (await Api.OfAsync(server, database)).Get("/openapi/v1.json")).Json;

    private static bool HasText(JsonNode? node) => !string.IsNullOrWhiteSpace((string?)node);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject some => some.SelectMany(member => member.Key == "$ref" ? [(string)member.Value!] : References(member.Value)),
        JsonArray many => many.SelectMany(References),
        _ => [],
    };
}
