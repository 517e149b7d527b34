using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Tempest.Adapters.Http;

/// <summary>Which of several media types a sender would rather have.</summary>
internal static class Negotiation
{
    /// <param name="request">Whose <c>Accept</c> says so; without it, anything is fine.</param>
    /// <param name="offered">The usual one first.</param>
    /// <returns>Null when none is acceptable.</returns>
    public static string? Choose(HttpRequest request, IReadOnlyList<string> offered)
    {
        var wanted = request.GetTypedHeaders().Accept;
        if (wanted.Count == 0) return offered[0];

        return offered.Select((type, at) => (type, at, quality: QualityOf(new MediaTypeHeaderValue(type), wanted)))
            .Where(one => one.quality > 0)
            .OrderByDescending(one => one.quality).ThenBy(one => one.at).Select(one => one.type).FirstOrDefault();
    }

    /// <summary>What the most specific range that holds the type says of it.</summary>
    private static double QualityOf(MediaTypeHeaderValue type, IList<MediaTypeHeaderValue> wanted) => wanted
        .Where(type.IsSubsetOf)
        .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
        .Select(range => range.Quality ?? 1).FirstOrDefault();
}
