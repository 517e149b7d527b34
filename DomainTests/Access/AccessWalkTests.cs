using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Access;
using Tempest.Domain;
using Tempest.DomainTests.Http;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Access;

/// <summary>Every endpoint, as everybody: who comes in is what the table says, and nothing is without a line in it.</summary>
public sealed class AccessWalkTests : IAsyncLifetime
{
    /// <summary>What has no name is for everybody, and is one of these.</summary>
    private static readonly string[] Open =
    [
        "/health/live", "/health/ready", "/openapi/{documentName}.json", "/problems/{code}", "/schemas/{name}", "/assets/{hash}/{name}",
    ];

    internal static readonly Roles[] Everybody =
    [
        Roles.None, Roles.Customer, Roles.Sales, Roles.Dispatch, Roles.Driver, Roles.Finance, Roles.Catalogue, Roles.Operator,
    ];

    private readonly MemoryStorage storage = new();
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0", settings: new Dictionary<string, string?>(SignedIn.Unhurried)
        {
            ["Queue:Works"] = "false",
        });
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task Every_operation_of_the_document_lets_in_whom_the_table_names_and_nobody_else()
    {
        var operations = await OperationsAsync();
        operations.Count.ShouldBeGreaterThan(60);
        var wrong = new List<string>();
        foreach (var role in Everybody)
        {
            using var client = await SignedIn.AsAsync(app, storage, role, role is Roles.Customer ? CustomerId.Of("polar") : null);
            foreach (var (operation, method, path, type) in operations)
            {
                var status = await AskAsync(client, method, path, type);
                var expected = Allowed(operation, role) ? "in" : role is Roles.None ? "401" : "403";
                var found = status is HttpStatusCode.Unauthorized ? "401" : status is HttpStatusCode.Forbidden ? "403" : "in";
                if (found != expected) wrong.Add($"{operation} as {role}: {found} instead of {expected}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_endpoint_has_a_line_in_the_table_and_every_line_an_endpoint()
    {
        var named = Endpoints().Where(endpoint => endpoint.Name is not null).Select(endpoint => endpoint.Name!).ToArray();

        Without(named).ShouldBeEmpty();
        AccessTable.All.Keys.Except(named).ShouldBe(["signInOutside"], "it is there when a provider is configured");
        Endpoints().Where(endpoint => endpoint.Name is null).Select(endpoint => endpoint.Route).Distinct().ShouldBe(Open, ignoreOrder: true);
        Without([.. named, "deleteEverything"]).ShouldBe(["deleteEverything"], "the twin: what has no line is noticed");
    }

    [Fact]
    public void What_is_in_no_table_nobody_may_do()
    {
        var everything = new Caller("staff/olga", "Olga", Roles.Staff | Roles.Customer, null);

        everything.May("deleteEverything").ShouldBeFalse();
        Caller.Nobody.May("placeOrder").ShouldBeFalse();
        Caller.Nobody.May("listProducts").ShouldBeTrue();
    }

    private static IEnumerable<string> Without(IEnumerable<string> named) => named.Where(name => !AccessTable.All.ContainsKey(name));

    internal static bool Allowed(string operation, Roles role) =>
        AccessTable.Of(operation).HasFlag(Roles.Anyone) || (AccessTable.Of(operation) & role) != Roles.None;

    /// <summary>About what is nobody's, so that only the gate may say no.</summary>
    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string method, string path, string? type)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (type is not null) request.Content = new StringContent("{}", Encoding.UTF8, type);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private async Task<IReadOnlyList<(string Operation, string Method, string Path, string? Type)>> OperationsAsync()
    {
        using var client = await SignedIn.AsAsync(app, storage, Roles.None);
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
        return
        [
            .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
                .Where(method => method.Key is "get" or "put" or "post" or "delete")
                .Select(method => ((string)method.Value!["operationId"]!, method.Key.ToUpperInvariant(), Filled(path.Key),
                    method.Value["requestBody"]?["content"]!.AsObject().First().Key))),
        ];
    }

    private static string Filled(string path) => string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "polar" : part));

    private IEnumerable<(string? Name, string Route)> Endpoints() =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName, endpoint.RoutePattern.RawText ?? ""));
}
