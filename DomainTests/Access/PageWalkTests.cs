using System.Net;
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

/// <summary>Every page and every form, as everybody who can sign in: who comes in is what the table says.</summary>
public sealed class PageWalkTests : IAsyncLifetime
{
    private readonly MemoryStorage storage = new();
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0", settings: new Dictionary<string, string?>(SignedIn.Unhurried)
        {
            ["Queue:Works"] = "false",
        });
        app.MapGet("/come-in/{id}", async (string id, ISessions sessions) =>
            await sessions.BeginAsync((await storage.People.FindPersonAsync(id))!, stays: false));
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task Every_page_and_form_lets_in_whom_the_table_names_and_nobody_else()
    {
        var pages = Pages();
        pages.Count.ShouldBeGreaterThan(120);
        var wrong = new List<string>();
        foreach (var role in AccessWalkTests.Everybody)
        {
            using var visitor = await ComeInAsync(role);
            foreach (var (name, method, path) in pages)
            {
                var found = await AskAsync(visitor, method, path);
                var expected = AccessWalkTests.Allowed(name, role) ? "in"
                    : role is Roles.None ? "to sign in" : "away";
                if (found != expected) wrong.Add($"{method} {name} as {role}: {found} instead of {expected}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    /// <summary>About what is nobody's, and without what a form holds, so that only the gate may say no and nothing is done.</summary>
    private static async Task<string> AskAsync(HttpClient visitor, string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (method == "POST") request.Content = new FormUrlEncodedContent([]);
        using var answer = await visitor.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.Headers.Location?.OriginalString.StartsWith("/sign-in?", StringComparison.Ordinal) == true ? "to sign in"
            : answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized ? "away" : "in";
    }

    private async Task<HttpClient> ComeInAsync(Roles role)
    {
        var visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.Single()) };
        if (role is Roles.None) return visitor;

        var id = $"{role}".ToLowerInvariant();
        var customer = role is Roles.Customer ? CustomerId.Of("polar") : default(CustomerId?);
        await storage.People.AddPersonAsync(new(id, $"{id}@example.com", "Dana", role, customer, null, null, "stamp"));
        (await visitor.GetAsync($"/come-in/{id}")).EnsureSuccessStatusCode().Dispose();
        return visitor;
    }

    /// <summary>All that is no part of the API and has a name; what has none is for everybody.</summary>
    private IReadOnlyList<(string Name, string Method, string Path)> Pages() =>
    [
        .. from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
           let route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
           where name is not null && route != "/api" && !route.StartsWith("/api/", StringComparison.Ordinal)
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           select (name, method, string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? "polar" : part))),
    ];
}
