using System.Collections;
using System.Runtime.CompilerServices;

namespace Tempest.Domain;

/// <summary>
/// A decider's answer: events to append (none when it is already so), or a rejection. Written as a collection
/// expression or as the rejection itself.
/// </summary>
[CollectionBuilder(typeof(Decision), nameof(Decision.Of))]
public sealed record Decision<TEvent> : IEnumerable<TEvent>
{
    internal Decision(ValueList<TEvent> events, Rejection? rejection) => (Events, Rejection) = (events, rejection);

    public ValueList<TEvent> Events { get; }

    public Rejection? Rejection { get; }

    public static implicit operator Decision<TEvent>(Rejection why) => Decision.Refused<TEvent>(why);

    public IEnumerator<TEvent> GetEnumerator() => Events.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public static class Decision
{
    public static Decision<TEvent> Of<TEvent>(ReadOnlySpan<TEvent> events) => new(ValueList.Of(events), null);

    public static Decision<TEvent> Refused<TEvent>(Rejection why) => new([], why);
}

/// <summary>
/// Why the business says no: a value with a code that never changes, a sentence for people, and, in the deriving
/// record's own properties, the data a program needs to do better.
/// </summary>
/// <param name="Code">Stable, kebab case: <c>product-withdrawn</c>.</param>
/// <param name="Sentence">What is wrong and what would be right, in words.</param>
public abstract record Rejection(string Code, string Sentence);

public sealed record ReasonMissing() : Rejection("reason-missing", "Say why; the reason stays in the history.");
