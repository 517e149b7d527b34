using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http;

/// <summary>Pages: how many at a time, an opaque cursor to where the last one ended, and the link to the next.</summary>
internal static class Paging
{
    public const int Usual = 50;

    public const int Most = 500;

    public static int Limit(int? wanted) => wanted is null ? Usual
        : wanted is >= 1 and <= Most ? wanted.Value
        : throw new MalformedRequestException("limit", $"must be 1 to {Most}");

    public static Place? After(string? cursor)
    {
        if (cursor is null) return null;

        try
        {
            var parts = JsonSerializer.Deserialize(WebEncoders.Base64UrlDecode(cursor), CursorJson.Default.StringArray);
            if (parts is [{ } key, { } id]) return new(key, id);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Falls through to the same answer as any other text that was never a cursor.
        }

        throw new MalformedRequestException("cursor", "is none of ours; follow the link named next");
    }

    /// <summary>The page with its links, and the <c>Link</c> header beside them.</summary>
    public static IResult Answer<T>(HttpContext context, IReadOnlyList<T> items, Place? next)
    {
        var links = new Dictionary<string, Link> { ["self"] = new(context.Request.GetEncodedPathAndQuery()) };
        if (next is not null)
        {
            var query = new QueryBuilder(context.Request.Query.Where(q => q.Key != "cursor")
                .SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value ?? "")))
            {
                { "cursor", WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes([next.Key, next.Id], CursorJson.Default.StringArray)) },
            };
            links["next"] = new($"{context.Request.Path}{query}");
            context.Response.Headers.Link = $"<{links["next"].Href}>; rel=\"next\"";
        }

        return Answers.Page(new Collection<T>(items, links));
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class CursorJson : System.Text.Json.Serialization.JsonSerializerContext;
