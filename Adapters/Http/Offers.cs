using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;

namespace Tempest.Adapters.Http;

/// <summary>What shows what can be done with it.</summary>
internal interface IAffords
{
    /// <summary>The same with what this caller may do, and nothing else.</summary>
    object For(Offers offers);
}

/// <summary>
/// Of what is possible, what the caller may do. A command's address tells which operation it is, by the endpoints themselves.
/// </summary>
public sealed class Offers(EndpointDataSource endpoints, Caller caller)
{
    private const string Commands = "/commands/";

    private static readonly ConcurrentDictionary<EndpointDataSource, Dictionary<string, string>> Known = new();

    private readonly Dictionary<string, string> operations = Known.GetOrAdd(endpoints, OperationsOf);

    internal static T For<T>(HttpContext context, T shown) => shown is IAffords affords
        ? (T)affords.For(new(
            (EndpointDataSource)context.RequestServices.GetService(typeof(EndpointDataSource))!,
            (Caller)context.RequestServices.GetService(typeof(Caller))!))
        : shown;

    public IReadOnlyDictionary<string, Link> Of(IReadOnlyDictionary<string, Link> links) =>
        links.Values.All(link => May(link.Href)) ? links : links.Where(link => May(link.Value.Href)).ToDictionary();

    public IReadOnlyDictionary<string, Template>? Of(IReadOnlyDictionary<string, Template>? templates) =>
        templates is null || templates.Values.All(template => May(template.Target))
            ? templates
            : templates.Where(template => May(template.Value.Target)).ToDictionary();

    /// <summary>What is no command is a way to look, which is refused there if it must be.</summary>
    private bool May(string address) =>
        NameIn(address) is not { } name || !operations.TryGetValue(name, out var operation) || caller.May(operation);

    /// <summary><c>/api/orders/S-1/commands/approve</c> and its route alike: <c>orders/approve</c>.</summary>
    private static string? NameIn(string address) =>
        address.IndexOf(Commands, StringComparison.Ordinal) is var at && at >= 0
            ? $"{address.Split('/')[2]}/{address[(at + Commands.Length)..]}"
            : null;

    private static Dictionary<string, string> OperationsOf(EndpointDataSource endpoints) => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Select(endpoint => (Name: NameIn(endpoint.RoutePattern.RawText ?? ""), endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName))
        .Where(endpoint => endpoint is { Name: not null, EndpointName: not null })
        .ToDictionary(endpoint => endpoint.Name!, endpoint => endpoint.EndpointName!);
}
