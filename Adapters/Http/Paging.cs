using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http;

/// <summary>
/// Pages: how many at a time, an opaque cursor to where the last one ended, and the link to the next.
/// </summary>
internal static class Paging
{
    public const int Usual = 50;

    public const int Most = 500;

    public static int Limit(int? wanted) => wanted is null ? Usual
        : wanted is >= 1 and <= Most ? wanted.Value
        : throw new MalformedRequestException("limit", $"must be 1 to {Most}");

    /// <param name="cursor">As the client sent it.</param>
    /// <param name="of">What is being paged through: a cursor of another collection is none.</param>
    public static Place? After(string? cursor, string of)
    {
        if (cursor is null) return null;

        try
        {
            var parts = JsonSerializer.Deserialize(WebEncoders.Base64UrlDecode(cursor), CursorJson.Default.StringArray);
            if (parts is [{ } whose, { } key, { } id] && whose == of && !$"{key}{id}".Any(char.IsControl))
                return new(key, id);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Falls through to the same answer as any other text that was never a cursor.
        }

        throw NoCursor();
    }

    public static string CursorTo(Place place, string of) =>
        WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes([of, place.Key, place.Id], CursorJson.Default.StringArray));

    public static MalformedRequestException NoCursor() =>
        new("cursor", "is none of this list's; follow the link named next");

    /// <summary>The page with its links, and the <c>Link</c> header beside them.</summary>
    public static IResult Answer<T>(HttpContext context, IReadOnlyList<T> items, Place? next, string of)
    {
        var links = new Dictionary<string, Link> { ["self"] = new(context.Request.GetEncodedPathAndQuery()) };
        if (next is not null)
        {
            var query = new QueryBuilder(context.Request.Query.Where(q => !q.Key.Equals("cursor", StringComparison.OrdinalIgnoreCase))
                .SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value ?? "")))
            {
                { "cursor", CursorTo(next, of) },
            };
            links["next"] = new($"{context.Request.Path}{query}");
            context.Response.Headers.Link = $"<{links["next"].Href}>; rel=\"next\"";
        }

        return Answers.Page(new Collection<T>(items, links));
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class CursorJson : System.Text.Json.Serialization.JsonSerializerContext;
