using Tempest.Application.Storage;

namespace Tempest.Application.Commands;

/// <summary>
/// One thing that can be asked of Tempest: it names what it needs to see, and then only computes. So an executor may
/// run it again, simulate it, or run it together with others.
/// </summary>
/// <param name="Streams">The streams it reads, including those it appends to.</param>
/// <param name="Records">The plain records it reads, including those it writes.</param>
/// <param name="Decide">Pure: from what is now to what shall be.</param>
public sealed record UseCase(
    IReadOnlyList<StreamRef> Streams, IReadOnlyList<RecordRef> Records, Func<Situation, Outcome> Decide)
{
    public UseCase(IReadOnlyList<StreamRef> streams, Func<Situation, Outcome> decide) : this(streams, [], decide) { }

    /// <summary>The kind of thing it is asked of: <c>order</c>.</summary>
    public string About => Records is [var record, ..] ? record.Kind.Name : Streams is [var stream, ..] ? stream.Category.Name : "nothing";

    /// <summary>Both or neither, of different streams.</summary>
    public UseCase And(UseCase other) => new(
        [.. Streams, .. other.Streams], [.. Records, .. other.Records], now => Decide(now).With(other.Decide(now)));

    /// <summary>Both or neither, the other on what this leaves.</summary>
    public UseCase Then(UseCase other) => new(
        [.. Streams, .. other.Streams], [.. Records, .. other.Records],
        now => Decide(now) is var outcome && outcome is Accepted first ? first.Then(other.Decide(now.After(first))) : outcome);

    /// <summary>
    /// Only if the condition still holds when it is decided; otherwise nothing is done and nothing recorded.
    /// </summary>
    public UseCase Provided(Func<Situation, bool> holds) =>
        this with { Decide = now => holds(now) ? Decide(now) : new Stale() };
}

/// <summary>What a use case asked to see, as it is at the moment of deciding.</summary>
public sealed class Situation(
    IReadOnlyDictionary<StreamId, Held> streams, IReadOnlyDictionary<RecordId, object?> records)
{
    public IReadOnlyDictionary<StreamId, Held> Streams => streams;

    public IReadOnlyDictionary<RecordId, object?> Records => records;

    public TState State<TState, TCommand, TEvent>(Category<TState, TCommand, TEvent> category, string id)
        where TState : class
        where TEvent : class => (TState)streams[new(category.Name, id)].State;

    public long Version(StreamId stream) => streams[stream].Version;

    /// <summary>As it is once this is done.</summary>
    public Situation After(Accepted done)
    {
        var after = new Dictionary<StreamId, Held>(streams);
        foreach (var (stream, events) in done.Streams.Select(change => (change.Stream, change.Events)))
        {
            foreach (var happened in events)
            {
                var (held, (type, schema, data)) = (after[stream.Stream], stream.Category.Encode(happened));
                after[stream.Stream] = stream.Category.Evolve(held, held.Version + 1, type, schema, data);
            }
        }

        var kept = new Dictionary<RecordId, object?>(records);
        foreach (var change in done.Records) kept[change.Record.Record] = change.Now;
        return new(after, kept);
    }

    public T? Record<T>(RecordKind<T> kind, string id) where T : class => (T?)records[new(kind.Name, id)];

    /// <summary>Asks the stream's decider; its events, or its rejection, are the outcome.</summary>
    public Outcome Decide<TState, TCommand, TEvent>(
        Category<TState, TCommand, TEvent> category, string id, TCommand command)
        where TState : class
        where TEvent : class
    {
        var decision = category.Decide(State(category, id), command);
        return decision.Rejection is { } why
            ? new Refused(why)
            : new Accepted([new(category.Stream(id), decision.Events)], []);
    }
}
