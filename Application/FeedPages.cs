using Tempest.Application.Storage;

namespace Tempest.Application;

/// <summary>A page of the feed, each event as its newest schema has it.</summary>
/// <param name="Events">In order.</param>
/// <param name="Reached">All up to this position was looked at: it goes on after it.</param>
/// <param name="IsFull">It ends before the feed does, so that it never changes.</param>
public sealed record FeedPage(IReadOnlyList<RecordedEvent> Events, long Reached, bool IsFull);

/// <summary>The feed for readers outside the command path.</summary>
public static class FeedPages
{
    /// <summary>However rare what somebody looks for is, one page looks no further.</summary>
    private const int Furthest = 10_000;

    /// <param name="feed">Which.</param>
    /// <param name="part">What of it.</param>
    /// <param name="head">Where the feed was seen to end.</param>
    /// <param name="limit">How many events at most.</param>
    /// <param name="cancel">When whoever asked has gone.</param>
    /// <exception cref="UnknownEventException">There is an event that this code does not know; nothing is skipped.</exception>
    public static async Task<FeedPage> PageAsync(
        this IFeed feed, FeedPart part, long head, int limit, CancellationToken cancel = default)
    {
        var wanted = Math.Min(part.To ?? long.MaxValue, part.After + Furthest);
        var to = Math.Max(part.After, Math.Min(wanted, head));
        var found = await feed.ReadAsync(part with { To = to }, limit, cancel);
        var isCut = found.Count == limit;
        return new([.. found.Select(Newest)], isCut ? found[^1].Position : to, isCut || wanted <= head);
    }

    private static RecordedEvent Newest(RecordedEvent happened)
    {
        try
        {
            return Categories.Find(happened.Stream.Category) is { } category
                ? category.Newest(happened)
                : throw new UnknownEventException(happened.Stream.Category, happened.Type, happened.Schema);
        }
        catch (UnknownEventException unknown)
        {
            throw new UnknownEventException(FormattableString.Invariant($"Position {happened.Position}: {unknown.Message}"), unknown);
        }
    }
}
