using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Application.Commands;

/// <summary>What a use case decided.</summary>
public abstract record Outcome
{
    /// <summary>Both or neither: the first that is not accepted speaks for both.</summary>
    public Outcome With(Outcome other) => (this, other) switch
    {
        (Accepted one, Accepted more) => one.And(more),
        (Accepted, _) => other,
        _ => this,
    };
}

/// <summary>
/// These events shall be appended, and these records be as they are here. Nothing to append is fine too.
/// </summary>
public sealed record Accepted(IReadOnlyList<StreamChange> Streams, IReadOnlyList<RecordChange> Records) : Outcome
{
    public static Accepted Put<T>(RecordKind<T> kind, string id, T? now) where T : class =>
        new([], [new(kind.Record(id), now)]);

    /// <summary>This and what was decided on what this leaves: what both do to one stream or record is one change of it.</summary>
    public Outcome Then(Outcome more) => more is Accepted last
        ? new Accepted(
            [.. Streams.Concat(last.Streams).GroupBy(change => change.Stream.Stream)
                .Select(same => new StreamChange(same.First().Stream, [.. same.SelectMany(change => change.Events)]))],
            [.. Records.Concat(last.Records).GroupBy(change => change.Record.Record).Select(same => same.Last())])
        : more;

    public Accepted And(Accepted more) => new([.. Streams, .. more.Streams], [.. Records, .. more.Records]);
}

/// <summary>The business says no; the answer is remembered under the command's id like any other.</summary>
public sealed record Refused(Rejection Why) : Outcome;

/// <summary>
/// Whoever asked had seen another state than the present one. Nothing is remembered: look again and ask again.
/// </summary>
public sealed record Stale : Outcome;

public sealed record StreamChange(StreamRef Stream, IReadOnlyList<object> Events);

/// <param name="Record">Which record.</param>
/// <param name="Now">How it is from now on; null: it is gone.</param>
public sealed record RecordChange(RecordRef Record, object? Now);
