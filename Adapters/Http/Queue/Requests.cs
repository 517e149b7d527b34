using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Tempest.Application.Commands;
using Tempest.Application.Policies;

namespace Tempest.Adapters.Http.Queue;

/// <summary>
/// Carries out requests that were accepted before, each by the endpoint that it was sent to and under its own key: so it is
/// decided and answered as if it had been waited for, once, whoever sends it again.
/// </summary>
internal sealed class Requests(IServiceScopeFactory scopes, IHttpContextAccessor current) : IRequests
{
    private Lazy<(RouteEndpoint Endpoint, TemplateMatcher Address)[]> endpoints = new([]);

    /// <summary>Told once, before anything is carried out. To make them all takes long, so that waits until one is wanted.</summary>
    public void Know(IEndpointRouteBuilder routes) => endpoints = new(() =>
    [
        .. routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Described>() is { Reads: false, IsFeed: false })
            .Select(endpoint => (endpoint, new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []))),
    ]);

    public async Task<Verdict> CarryOutAsync(QueuedCommand request)
    {
        var accepted = JsonSerializer.Deserialize(request.What.Span, WireJson.Default.AcceptedRequest)!;
        await using var scope = scopes.CreateAsyncScope();
        var context = accepted.Again(scope.ServiceProvider);
        current.HttpContext = context; // who asks is found there
        if (Find(context.Request) is not { RequestDelegate: { } endpoint })
            return new NotYet($"Nothing here takes {accepted.Sent.Method} {accepted.Sent.Path}.");

        try
        {
            await endpoint(context);
        }
        catch (Exception e) when (e is not TooBusyException && Problems.Of(e) is { } problem)
        {
            await problem.ExecuteAsync(context);
        }

        var answer = GivenAnswer.In(context.Response);
        return new Told(answer.IsDone, JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Shown.GivenAnswer));
    }

    private RouteEndpoint? Find(HttpRequest request) => endpoints.Value
        .Where(one => one.Endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains(request.Method))
        .FirstOrDefault(one => one.Address.TryMatch(request.Path, request.RouteValues)).Endpoint;
}
