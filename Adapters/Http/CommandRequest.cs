using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Tempest.Application.Commands;

namespace Tempest.Adapters.Http;

/// <summary>A request to change something: its body, its idempotency key, and what its sender had seen.</summary>
public sealed record CommandRequest<TBody>(TBody Body, Command Command, IReadOnlyList<string>? IfMatch)
{
    /// <summary>Binds a minimal API's parameter.</summary>
    /// <exception cref="MalformedRequestException">With every fault of the body, or of a header.</exception>
    public static async ValueTask<CommandRequest<TBody>?> BindAsync(HttpContext context)
    {
        var request = context.Request;
        var shape = (JsonTypeInfo<TBody>)WireJson.Default.GetTypeInfo(typeof(TBody))!;
        var body = BodyReader.Read(await ReadJsonAsync(request), shape);
        var content = $"{request.Method} {request.Path}\n{JsonSerializer.Serialize(body, shape)}";
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        return new(body, new(CommandId(request), content, "staff", clock.GetUtcNow()), IfMatchOf(request));
    }

    private static async Task<JsonElement> ReadJsonAsync(HttpRequest request)
    {
        using var text = new MemoryStream();
        await request.Body.CopyToAsync(text, request.HttpContext.RequestAborted);
        if (text.Length == 0) return JsonDocument.Parse("{}").RootElement;

        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("Send the body as application/json.", StatusCodes.Status415UnsupportedMediaType);

        try
        {
            return JsonDocument.Parse(text.ToArray().AsMemory(), new() { AllowDuplicateProperties = false }).RootElement;
        }
        catch (JsonException e)
        {
            throw new MalformedRequestException("", $"is no JSON: {e.Message}");
        }
    }

    private static string CommandId(HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString().Trim().Trim('"');
        if (key.Length == 0) return $"http/{Guid.CreateVersion7():n}";

        return key.Length <= 200 && key.All(c => c is > ' ' and < (char)127)
            ? $"http/{key}"
            : throw new MalformedRequestException("Idempotency-Key", "must be 1 to 200 visible ASCII characters");
    }

    private static string[]? IfMatchOf(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0) return null;

        return EntityTagHeaderValue.TryParseStrictList(header, out var tags)
            ? [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString().Trim('"'))]
            : throw new MalformedRequestException("If-Match", "must be an entity tag in quotes, such as \"3\", or *");
    }
}
