using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tempest.Adapters.Http.Queue;

namespace Tempest.Adapters.Http;

/// <summary>What an endpoint says of itself in the OpenAPI document, in the words that all of its kind share.</summary>
internal static class Endpoints
{
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="operation">Its name in the document.</param>
    /// <param name="summary">What it shows.</param>
    /// <param name="description">What a stranger needs to know besides.</param>
    /// <param name="response">An example of the answer.</param>
    /// <param name="missing">The code when there is no such thing; null where a list is just empty.</param>
    /// <param name="others">Examples of the same answer in other media types.</param>
    /// <param name="tagged">Whether one thing has an entity tag.</param>
    /// <param name="type">Its usual media type.</param>
    /// <param name="refusals">Further codes it may be answered with.</param>
    public static RouteHandlerBuilder Reads<TRepresentation>(
        this RouteHandlerBuilder endpoint, string operation, string summary, string description, string response,
        string? missing = null, IReadOnlyDictionary<string, string>? others = null, bool tagged = true,
        string type = Answers.HalForms, params string[] refusals) => endpoint
        .WithName(operation).WithSummary(summary).WithDescription(description)
        .ChecksItsQuery(Positions.Parameter).ShowsWhatWasWritten()
        .Produces<TRepresentation>(StatusCodes.Status200OK, type)
        .WithMetadata(new Described
        {
            Response = response, Reads = true, Missing = missing, OtherResponses = others ?? new Dictionary<string, string>(),
            Refusals = others is null ? refusals : ["not-acceptable", .. refusals],
            IsPage = typeof(TRepresentation) is { IsGenericType: true },
            IsFeedPage = typeof(TRepresentation).IsArray,
            TellsWhatBecame = typeof(TRepresentation) == typeof(QueuedCommandRepresentation),
            IsOne = tagged && missing is not null && typeof(TRepresentation) is { IsGenericType: false },
        });

    /// <param name="endpoint">The endpoint.</param>
    /// <param name="operation">Its name in the document.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="description">What a stranger needs to know besides.</param>
    /// <param name="request">An example of the body.</param>
    /// <param name="response">An example of the answer.</param>
    /// <param name="missing">The code when there is no such thing; null where the command creates it.</param>
    /// <param name="refusals">The codes with which the business may say no.</param>
    public static RouteHandlerBuilder Commands<TBody, TRepresentation>(
        this RouteHandlerBuilder endpoint, string operation, string summary, string description, string request, string response,
        string? missing, params string[] refusals) where TBody : notnull
    {
        endpoint.WithName(operation).WithSummary(summary).WithDescription(description).ChecksItsQuery().MayBeAnsweredLater()
            .Accepts<TBody>("application/json")
            .Produces<TRepresentation>(StatusCodes.Status200OK, Answers.HalForms)
            .Produces<QueuedCommandRepresentation>(StatusCodes.Status202Accepted, Answers.HalForms)
            .WithMetadata(new Described { Request = request, Response = response, Missing = missing, Refusals = refusals });
        return missing is null
            ? endpoint.Produces<TRepresentation>(StatusCodes.Status201Created, Answers.HalForms)
            : endpoint;
    }

    /// <summary>A list of commands, each answered for itself.</summary>
    public static RouteHandlerBuilder CommandsMany<TBody, TAnswers>(
        this RouteHandlerBuilder endpoint, string operation, string summary, string description, string request, string response)
        where TBody : notnull => endpoint
        .WithName(operation).WithSummary(summary).WithDescription(description).ChecksItsQuery().MayBeAnsweredLater()
        .Accepts<TBody>("application/json")
        .Produces<TAnswers>(StatusCodes.Status200OK, Answers.HalForms)
        .Produces<QueuedCommandRepresentation>(StatusCodes.Status202Accepted, Answers.HalForms)
        .WithMetadata(new Described { Request = request, Response = response, IsMany = true });

    public static RouteHandlerBuilder Deletes(
        this RouteHandlerBuilder endpoint, string operation, string summary, string description) => endpoint
        .WithName(operation).WithSummary(summary).WithDescription(description).ChecksItsQuery().MayBeAnsweredLater()
        .Produces(StatusCodes.Status204NoContent)
        .Produces<QueuedCommandRepresentation>(StatusCodes.Status202Accepted, Answers.HalForms)
        .WithMetadata(new Described());

    public static RouteHandlerBuilder NeedsIfMatch(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new IfMatchNeeded());
}

/// <summary>What the document says of an endpoint that the endpoint's types do not say.</summary>
internal sealed record Described
{
    /// <summary>An example of the body, as JSON.</summary>
    public string? Request { get; init; }

    /// <summary>An example of the answer, as JSON.</summary>
    public string? Response { get; init; }

    /// <summary>The code when there is no such thing.</summary>
    public string? Missing { get; init; }

    /// <summary>The same answer in other media types, by what is asked for with <c>Accept</c>.</summary>
    public IReadOnlyDictionary<string, string> OtherResponses { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the body is many requests in one, each with an id of its own.</summary>
    public bool IsFeed { get; init; }

    public bool Reads { get; init; }

    /// <summary>Whether it reads one thing, which has an entity tag.</summary>
    public bool IsOne { get; init; }

    /// <summary>Whether it reads what became of a command.</summary>
    public bool TellsWhatBecame { get; init; }

    /// <summary>Whether it reads a page of many.</summary>
    public bool IsPage { get; init; }

    /// <summary>Whether it reads the feed, whose pages are followed by header.</summary>
    public bool IsFeedPage { get; init; }

    /// <summary>Whether it takes many commands, which are done or refused one by one.</summary>
    public bool IsMany { get; init; }

    /// <summary>The codes with which the business may say no.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];
}

internal sealed record IfMatchNeeded;
