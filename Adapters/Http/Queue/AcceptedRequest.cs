using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Tempest.Application.Access;
using Tempest.Domain;

namespace Tempest.Adapters.Http.Queue;

/// <summary>A request as it was sent.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The address.</param>
/// <param name="Key">Its idempotency key.</param>
/// <param name="IfMatch">What its sender had seen.</param>
/// <param name="Body">As it was understood.</param>
public sealed record SentRequest(string Method, string Path, string Key, string? IfMatch, JsonElement Body);

/// <summary>A request as it was accepted, to be carried out later as if it came in then.</summary>
/// <param name="Sent">What was sent.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="Roles">What they may act as: whether they may ask this was found out when it was accepted.</param>
/// <param name="Customer">Of a customer: which one.</param>
/// <param name="At">When it came in.</param>
public sealed record AcceptedRequest(SentRequest Sent, string Actor, Roles Roles, string? Customer, DateTimeOffset At)
{
    [JsonIgnore]
    public Caller Caller => new(Actor, Actor, Roles, Customer is { } id ? CustomerId.Of(id) : null);

    public static AcceptedRequest Of(HttpRequest request, CommandRequest command, Caller caller) => new(
        new(request.Method, request.Path, command.Key, request.Headers.IfMatch is [_, ..] seen ? seen.ToString() : null,
            JsonElement.Parse(command.Json)),
        caller.Actor, caller.Roles, caller.Customer?.Value, command.Command.At);

    /// <summary>The request once more.</summary>
    public DefaultHttpContext Again(IServiceProvider services)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        context.Features.Set(this);
        context.Features.Set(Caller);
        context.Request.Method = Sent.Method;
        context.Request.Path = Sent.Path;
        context.Request.Headers["Idempotency-Key"] = Sent.Key;
        if (Sent.IfMatch is { } seen) context.Request.Headers.IfMatch = seen;
        context.Request.ContentType = "application/json";
        context.Request.Body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(Sent.Body, WireJson.Default.JsonElement));
        context.Response.Body = new MemoryStream();
        return context;
    }
}

/// <summary>What somebody was answered, as it is kept and shown.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ETag">The version.</param>
/// <param name="Location">Where it is that was created.</param>
/// <param name="Body">The representation, or the problem; absent when there is nothing to show.</param>
/// <param name="Position">The position of the feed that it reached.</param>
public sealed record GivenAnswer(int Status, string? ETag, string? Location, JsonElement? Body, long? Position = null)
{
    [JsonIgnore]
    public bool IsDone => Status < 400;

    /// <summary>Where what was done can be seen.</summary>
    [JsonIgnore]
    public string? Seen => Location ?? (Body is { ValueKind: JsonValueKind.Object } shown
        && shown.TryGetProperty("_links", out var links) && links.TryGetProperty("self", out var self)
            ? self.GetProperty("href").GetString()
            : null);

    public static GivenAnswer In(HttpResponse response)
    {
        response.Body.Position = 0;
        return new(response.StatusCode, Header(response.Headers.ETag), Header(response.Headers.Location),
            response.Body.Length == 0 ? null : JsonElement.Parse(((MemoryStream)response.Body).ToArray()),
            Positions.Of(response));
    }

    private static string? Header(Microsoft.Extensions.Primitives.StringValues values) => values is [{ } one] ? one : null;
}
