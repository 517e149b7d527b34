using System.Globalization;
using Tempest.Application.Access;
using Tempest.Application.Storage;

namespace Tempest.Application.Timeline;

/// <summary>Something that happened, what led to it and what it led to; of other departments only what the caller may see.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Cause">The event that a policy answered; null when somebody asked, or when it is not theirs to see.</param>
/// <param name="Together">What else the same command did.</param>
/// <param name="Followed">What policies did because of it.</param>
/// <param name="Related">All that goes back to the same request, this too, the first 500.</param>
/// <param name="Command">The address of the command, when it was carried out later or asked for by a policy.</param>
public sealed record Why(
    TimelineLine Event, TimelineLine? Cause, IReadOnlyList<TimelineLine> Together, IReadOnlyList<TimelineLine> Followed,
    IReadOnlyList<TimelineLine> Related, string? Command)
{
    private const int Most = 500;

    /// <returns>Null when there is no such event, or none that the caller may see.</returns>
    public static async Task<Why?> OfAsync(IStorage storage, Caller caller, long position, CancellationToken cancel = default)
    {
        var found = await storage.ReadAsync(new FeedPart(position - 1, position), 1, cancel);
        if (found is not [var happened] || !MaySee(caller, happened.Stream)) return null;

        var related = (await storage.ReadAsync(new FeedPart(0, CorrelationId: happened.CorrelationId), Most, cancel))
            .Where(other => MaySee(caller, other.Stream)).ToArray();
        var id = IdOf(happened);
        var command = await storage.FindAsync(Policies.QueuedCommand.AddressOf(happened.CommandId), cancel);
        return new(
            Told(happened),
            await CauseAsync(storage, happened.CausationId, cancel) is { } cause && MaySee(caller, cause.Stream) ? Told(cause) : null,
            [.. related.Where(other => other.CommandId == happened.CommandId && other.Position != position).Select(Told)],
            [.. related.Where(other => other.CausationId == id).Select(Told)],
            [.. related.Select(Told)],
            command?.Address);
    }

    /// <summary>Whoever may read the history that it stands in, or all histories.</summary>
    private static bool MaySee(Caller caller, StreamId stream) => caller.May("readFeed") || caller.May(stream.Category switch
    {
        "order" or "offer" or "buyer" => "getOrderHistory",
        "shipment" or "goods" => "getShipmentHistory",
        "truck" => "getTruckHistory",
        _ => "getAccountHistory",
    });

    private static async Task<RecordedEvent?> CauseAsync(IStorage storage, string? cause, CancellationToken cancel)
    {
        if (cause?.Split('/') is not [var category, .. { Length: > 0 } id, var number]
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return null;

        var events = await storage.HistoryAsync(new(category, string.Join('/', id)), version, 1, cancel);
        return events is [var happened] && happened.Version == version ? happened : null;
    }

    private static string IdOf(RecordedEvent happened) => FormattableString.Invariant($"{happened.Stream}/{happened.Version}");

    private static TimelineLine Told(RecordedEvent happened) =>
        TimelineLine.Of(Categories.Find(happened.Stream.Category)
            ?? throw new UnknownEventException(happened.Stream.Category, happened.Type, happened.Schema), happened);
}
