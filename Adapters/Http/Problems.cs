using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tempest.Application;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http;

/// <summary>
/// Problem details (RFC 9457). Further members carry the data of the code named at the end of <c>type</c>.
/// </summary>
public sealed record ProblemRepresentation
{
    /// <summary>Ends in the problem's code; leads to what it means.</summary>
    public required string Type { get; init; }

    /// <summary>The code in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status, again.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong this time, and what would be right.</summary>
    public required string Detail { get; init; }

    /// <summary>The resource that was asked.</summary>
    public string? Instance { get; init; }

    /// <summary>Of a malformed request: each fault and where it is.</summary>
    public IReadOnlyList<Fault>? Errors { get; init; }

    /// <summary>With a refusal: what is possible instead.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("_links")]
    public IReadOnlyDictionary<string, Link>? Links { get; init; }
}

/// <summary>Every answer that is not what was hoped for.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static IResult Of(Refusal why, IReadOnlyDictionary<string, Link>? links = null) =>
        Of(why.Code, ProblemTypes.StatusOf(why.Code), why.Sentence, why.Data, links);

    /// <summary>Null when it is a fault of ours.</summary>
    public static IResult? Of(Exception exception) => exception switch
    {
        MalformedRequestException malformed => Malformed(malformed.Faults),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Of("too-large", StatusCodes.Status413PayloadTooLarge, "Send at most a megabyte."),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } =>
            Of("unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "Send the body as application/json."),
        BadHttpRequestException => Malformed([new("", "cannot be read")]),
        UnknownEventException unknown => Of("unknown-event", StatusCodes.Status500InternalServerError,
            $"{unknown.Message} Nothing is skipped: ask a host that runs the newer code."),
        NotReachedException unreached => Of("position-not-reached", StatusCodes.Status503ServiceUnavailable,
            $"Try again in a second. {unreached.Message}"),
        TooBusyException => Of("busy", StatusCodes.Status503ServiceUnavailable,
            "Tempest does not get through to its data right now; nothing was done. Try again in a second."),
        _ => null,
    };

    public static IResult NotFound(string code, string sentence) => Of(code, StatusCodes.Status404NotFound, sentence);

    public static IResult Malformed(IReadOnlyList<Fault> faults) =>
        new ProblemResult(Body(faults), StatusCodes.Status400BadRequest);

    public static IResult KeyReused() => Of("idempotency-key-reused", StatusCodes.Status422UnprocessableEntity,
        "This Idempotency-Key was used before for another request; choose a new one for a new request.");

    public static IResult Stale(string? tag) => Of("stale", StatusCodes.Status412PreconditionFailed,
        "It has changed since you saw it; look again and decide again.",
        new() { ["currentETag"] = tag is null ? null : Preconditions.Quoted(tag) });

    public static IResult Of(
        string code, int status, string sentence, JsonObject? data = null, IReadOnlyDictionary<string, Link>? links = null) =>
        new ProblemResult(Body(code, status, sentence, data, links), status);

    public static JsonObject Body(Refusal why) => Body(why.Code, ProblemTypes.StatusOf(why.Code), why.Sentence, why.Data);

    public static JsonObject Body(IReadOnlyList<Fault> faults) => Body(
        "malformed-request", StatusCodes.Status400BadRequest,
        string.Join("; ", faults.Select(fault => $"{(fault.Pointer.Length == 0 ? "the body" : fault.Pointer)} {fault.Detail}")) + ".",
        new() { ["errors"] = new JsonArray([.. faults.Select(f => new JsonObject { ["pointer"] = f.Pointer, ["detail"] = f.Detail })]) });

    public static JsonObject Body(
        string code, int status, string sentence, JsonObject? data = null, IReadOnlyDictionary<string, Link>? links = null)
    {
        var problem = new JsonObject
        {
            ["type"] = $"/problems/{code}", ["title"] = ProblemTypes.TitleOf(code), ["status"] = status, ["detail"] = sentence,
        };
        foreach (var (name, value) in data ?? []) problem[name] = value?.DeepClone();
        if (links is { Count: > 0 })
        {
            problem["_links"] = new JsonObject(links.Select(link =>
                KeyValuePair.Create(link.Key, JsonSerializer.SerializeToNode(link.Value, WireJson.Default.Link))));
        }

        return problem;
    }

    private sealed class ProblemResult(JsonObject problem, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            problem["instance"] ??= httpContext.Request.Path.Value;
            httpContext.Response.StatusCode = status;
            return httpContext.Response.WriteAsJsonAsync(
                problem, WireJson.Shown.JsonObject, ContentType, httpContext.RequestAborted);
        }
    }
}
