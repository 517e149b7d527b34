using Tempest.Application.Storage;

namespace Tempest.Application.Lake;

/// <summary>Where an event was to be put back, something else happened.</summary>
public sealed class OtherHistoryException : Exception
{
    public OtherHistoryException(long position)
        : base($"At position {position} something else is stored, or its version of the stream is stored elsewhere. Nothing there was altered.") =>
        Position = position;

    public OtherHistoryException(string message) : base(message) { }

    public OtherHistoryException(string message, Exception inner) : base(message, inner) { }

    public OtherHistoryException() { }

    public long Position { get; }

    /// <param name="stored">What is there of these positions.</param>
    /// <param name="events">What shall be.</param>
    /// <exception cref="OtherHistoryException">They differ; it names the first.</exception>
    public static void ThrowIfOther(IReadOnlyList<RecordedEvent> stored, IReadOnlyList<RecordedEvent> events)
    {
        var byPosition = events.ToDictionary(happened => happened.Position);
        foreach (var other in stored.OrderBy(happened => happened.Position))
        {
            if (!LakeLine.Write(byPosition[other.Position]).AsSpan().SequenceEqual(LakeLine.Write(other)))
                throw new OtherHistoryException(other.Position);
        }
    }
}
