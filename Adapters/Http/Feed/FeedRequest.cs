using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Tempest.Application;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Feed;

/// <summary>What a reader asks of the feed, with every fault of it found at once.</summary>
internal sealed record FeedRequest(FeedPart Part, int Limit, TimeSpan Wait, IReadOnlyList<KeyValuePair<string, string>> Kept)
{
    public const int LongestWait = 30;

    private static readonly HashSet<string> Types =
        [.. Categories.All.SelectMany(category => category.Events).Select(contract => contract.Type)];

    /// <exception cref="MalformedRequestException">It cannot be understood.</exception>
    public static FeedRequest Of(long? after, long? until, string? types, string? category, int? limit, int? wait, HttpRequest request)
    {
        var wanted = types?.Split(',', StringSplitOptions.TrimEntries);
        Fault[] faults =
        [
            .. (wanted ?? []).Where(type => !Types.Contains(type)).Select(type => new Fault("types", $"has '{type}', which is no event")),
            .. Unless(after is not < 0, "after", "must be 0 or the position of the last event that you have"),
            .. Unless(until is not { } end || end >= (after ?? 0), "until", "must not be before after"),
            .. Unless(wait is null or >= 0 and <= LongestWait, "wait", $"must be 0 to {LongestWait} seconds"),
            .. Unless(category is null || Categories.Find(category) is not null, "category",
                $"must be one of {string.Join(", ", Categories.All.Select(one => one.Name))}"),
        ];
        if (faults.Length > 0) throw new MalformedRequestException(faults);

        return new(new(after ?? 0, until, wanted, category), Paging.Limit(limit), TimeSpan.FromSeconds(wait ?? 0),
            [.. request.Query.Where(given => given.Key is not ("after" or "until")).Select(given => KeyValuePair.Create(given.Key, given.Value.ToString()))]);
    }

    /// <summary>Where it goes on.</summary>
    public string Next(FeedPage page) => Link(page.Reached, null);

    /// <summary>The page before this, null at the beginning.</summary>
    public string? Previous => Part.After == 0 ? null : Link(Math.Max(0, Part.After - Limit), Part.After);

    private string Link(long after, long? until)
    {
        var query = new QueryBuilder(Kept) { { "after", after.ToString(CultureInfo.InvariantCulture) } };
        if (until is { } end) query.Add("until", end.ToString(CultureInfo.InvariantCulture));
        return $"{FeedEndpoints.Address}{query}";
    }

    private static Fault[] Unless(bool fine, string name, string must) => fine ? [] : [new(name, must)];
}
