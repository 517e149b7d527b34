using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Tempest.Adapters.Http.Queue;
using Tempest.Application.Access;
using Tempest.Application.Commands;

namespace Tempest.Adapters.Http;

/// <summary>A request to change something: its idempotency key, and what its sender had seen.</summary>
/// <param name="Command">Who asks, under which id.</param>
/// <param name="Key">The caller's name for the request, or one made for it.</param>
/// <param name="IfMatch">The versions of which the caller has seen one; null: it does not matter.</param>
public abstract record CommandRequest(Command Command, string Key, IReadOnlyList<string>? IfMatch)
{
    /// <summary>The body as it was understood.</summary>
    public string Json => Command.Content[(Command.Content.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    /// <summary>When it came in, which for one that is carried out later was before.</summary>
    protected static DateTimeOffset TimeOf(HttpContext context) => context.Features.Get<AcceptedRequest>()?.At
        ?? context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}

/// <inheritdoc/>
/// <param name="Body">What is asked.</param>
/// <param name="Command">Who asks, under which id.</param>
/// <param name="Key">The caller's name for the request, or one made for it.</param>
/// <param name="IfMatch">The versions of which the caller has seen one; null: it does not matter.</param>
public sealed record CommandRequest<TBody>(TBody Body, Command Command, string Key, IReadOnlyList<string>? IfMatch)
    : CommandRequest(Command, Key, IfMatch)
{
    /// <summary>When it came in.</summary>
    public DateTimeOffset Now { get; } = Command.At;

    /// <summary>The same, about something that happened before it came in.</summary>
    public CommandRequest<TBody> HappenedAt(DateTimeOffset? at) =>
        at is { } then ? this with { Command = Command with { At = then } } : this;

    /// <summary>Binds a minimal API's parameter.</summary>
    /// <exception cref="MalformedRequestException">With every fault of the address, the headers and the body.</exception>
    public static async ValueTask<CommandRequest<TBody>?> BindAsync(HttpContext context)
    {
        var request = context.Request;
        var shape = (JsonTypeInfo<TBody>)WireJson.Default.GetTypeInfo(typeof(TBody))!;
        var faults = new List<Fault>();
        foreach (var (name, id) in request.RouteValues) faults.AddRange(RouteIds.FaultsOf(name, id as string));
        var caller = context.RequestServices.GetRequiredService<Caller>();
        var key = KeyOf(request, faults);
        var ifMatch = IfMatchOf(request, faults);
        var body = BodyReader.Read(await ReadJsonAsync(request, faults), shape, faults);
        if (faults.Count > 0) throw new MalformedRequestException(faults);

        var content = $"{request.Method} {request.Path}\n{JsonSerializer.Serialize(body!, shape)}";
        return new(body!, new(CommandId(caller, key), content, caller.Actor, TimeOf(context)), key, ifMatch);
    }

    /// <returns>The body, or null when it is no JSON at all.</returns>
    private static async Task<JsonElement?> ReadJsonAsync(HttpRequest request, List<Fault> faults)
    {
        using var text = new MemoryStream();
        await request.Body.CopyToAsync(text, request.HttpContext.RequestAborted);
        if (text.Length == 0) return JsonDocument.Parse("{}").RootElement;

        if (!request.HasJsonContentType())
            throw new BadHttpRequestException(
                "Send the body as application/json.", StatusCodes.Status415UnsupportedMediaType);

        try
        {
            var utf8 = text.ToArray();
            if (Utf8.IsValid(utf8)) return JsonDocument.Parse(utf8).RootElement;

            faults.Add(new("", "must be UTF-8"));
        }
        catch (JsonException e)
        {
            faults.Add(new("", $"cannot be read as JSON: {e.Message.TrimEnd('.')}"));
        }

        return null;
    }

    /// <summary>Each caller has keys of their own: nobody else's request is in the way, or is answered.</summary>
    private static string CommandId(Caller caller, string key) => $"http/{caller.Actor}/{key}";

    private static string KeyOf(HttpRequest request, List<Fault> faults)
    {
        var header = request.Headers["Idempotency-Key"];
        if (header.Count == 0) return $"{Guid.CreateVersion7():n}";

        var key = header.ToString().Trim().Trim('"');
        if (header.Count > 1) faults.Add(new("Idempotency-Key", "is given more than once"));
        else if (key.Length is 0 or > 200 || !key.All(c => c is > ' ' and < (char)127))
            faults.Add(new("Idempotency-Key", "must be 1 to 200 visible ASCII characters"));
        return key;
    }

    private static string[]? IfMatchOf(HttpRequest request, List<Fault> faults)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0) return null;

        if (EntityTagHeaderValue.TryParseStrictList(header, out var tags))
            return [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString())];

        faults.Add(new("If-Match", "must be an entity tag in quotes, such as \"3\", or *"));
        return null;
    }
}
