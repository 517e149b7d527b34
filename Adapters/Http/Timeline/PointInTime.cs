using System.Globalization;

namespace Tempest.Adapters.Http.Timeline;

/// <summary>A version of something, or a moment.</summary>
/// <param name="Version">After so many events.</param>
/// <param name="At">When.</param>
public sealed record PointInTime(long? Version, DateTimeOffset? At)
{
    /// <summary>What <c>from</c> and <c>to</c> are, for those who ask.</summary>
    public const string Words = "`from` and `to` are both versions or both times; without `to` it is compared with now.";

    private const string Must = "must be a version such as 2, or a time as in RFC 3339, such as 2026-03-31T14:05:00Z; in a query, + is written %2B";

    /// <exception cref="MalformedRequestException">It is neither.</exception>
    internal static PointInTime Read(string name, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? new(version, null)
        : QueryRules.IsMoment(text) ? new(null, DateTimeOffset.Parse(text, CultureInfo.InvariantCulture))
        : throw new MalformedRequestException(name, Must);

    /// <exception cref="MalformedRequestException">It is, or one is a version and the other a moment.</exception>
    internal void MustNotBeAfter(PointInTime to)
    {
        if (Version is null != to.Version is null)
            throw new MalformedRequestException("to", "must be a version when from is one, and a time when from is one");
        if (Version > to.Version || At > to.At) throw new MalformedRequestException("to", "must not be before from");
    }
}
