using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tempest.Adapters.Http;

/// <summary>What an endpoint says of itself in the OpenAPI document, in the words that all of its kind share.</summary>
internal static class Endpoints
{
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder endpoint, string operation, string summary) =>
        endpoint.WithName(operation).WithSummary(summary).WithMetadata(new Described(null, null, null, Created: false, Reads: true, []));

    /// <param name="endpoint">The endpoint.</param>
    /// <param name="operation">Its name in the document.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="request">An example of the body.</param>
    /// <param name="response">An example of the answer.</param>
    /// <param name="created">Whether it may create.</param>
    /// <param name="refusals">The codes with which the business may say no.</param>
    public static RouteHandlerBuilder Commands<TBody, TRepresentation>(
        this RouteHandlerBuilder endpoint, string operation, string summary, string request, string response, bool created,
        params string[] refusals) where TBody : notnull => endpoint
        .WithName(operation).WithSummary(summary)
        .Accepts<TBody>("application/json")
        .Produces<TRepresentation>(created ? StatusCodes.Status201Created : StatusCodes.Status200OK, Answers.HalForms)
        .WithMetadata(new Described(request, response, typeof(TRepresentation), created, Reads: false, refusals));

    public static RouteHandlerBuilder Deletes(this RouteHandlerBuilder endpoint, string operation, string summary) => endpoint
        .WithName(operation).WithSummary(summary)
        .Produces(StatusCodes.Status204NoContent)
        .WithMetadata(new Described(null, null, null, Created: false, Reads: false, []));

    public static RouteHandlerBuilder NeedsIfMatch(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new IfMatchNeeded());
}

/// <param name="Request">An example of the body, as JSON.</param>
/// <param name="Response">An example of the answer, as JSON.</param>
/// <param name="Representation">The type of the answer.</param>
/// <param name="Created">Whether it may answer 201.</param>
/// <param name="Reads">Whether it only reads.</param>
/// <param name="Refusals">The codes with which the business may say no.</param>
internal sealed record Described(
    string? Request, string? Response, Type? Representation, bool Created, bool Reads, IReadOnlyList<string> Refusals);

internal sealed record IfMatchNeeded;
