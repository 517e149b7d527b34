using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Application.WhatIf;

/// <summary>How the decisions of a category are taken once more.</summary>
public abstract class DecisionsOf
{
    public abstract Category Category { get; }

    /// <summary>What else its commands tell the decider of.</summary>
    public abstract IReadOnlyList<Category> Beside { get; }

    /// <param name="before">The entity as it was then.</param>
    /// <param name="events">What happened to it by one command.</param>
    /// <param name="first">The first of them, as it was recorded.</param>
    /// <param name="others">Whatever else there was.</param>
    public abstract TakenAgain Take(Held before, IReadOnlyList<object> events, RecordedEvent first, PastStates others);
}

/// <param name="Then">What was decided; the first so many of the events that were given.</param>
/// <param name="Now">What the present decider decides.</param>
/// <param name="Why">It refuses, and why.</param>
public sealed record TakenAgain(IReadOnlyList<object> Then, IReadOnlyList<object> Now, Rejection? Why)
{
    public bool IsSame => Why is null && Then.SequenceEqual(Now);
}

/// <inheritdoc cref="DecisionsOf"/>
/// <param name="category">Whose.</param>
/// <param name="beside">What else its commands tell the decider of.</param>
/// <param name="asked">The command, read back from what came of it.</param>
public sealed class DecisionsOf<TState, TCommand, TEvent>(
    Category<TState, TCommand, TEvent> category, IReadOnlyList<Category> beside, Func<PastDecision<TState, TEvent>, TCommand> asked)
    : DecisionsOf
    where TState : class
    where TEvent : class
{
    public override Category Category => category;

    public override IReadOnlyList<Category> Beside => beside;

    public Func<PastDecision<TState, TEvent>, TCommand> Asked => asked;

    /// <summary>How many of a command's events one decision made; one, unless said otherwise.</summary>
    public Func<IReadOnlyList<TEvent>, int> Together { get; init; } = _ => 1;

    /// <summary>The decider that is asked; the present one, unless said otherwise.</summary>
    public Func<TState, TCommand, Decision<TEvent>> Decide { get; init; } = category.Decide;

    public override TakenAgain Take(Held before, IReadOnlyList<object> events, RecordedEvent first, PastStates others)
    {
        var (state, all) = ((TState)before.State, events.Cast<TEvent>().ToArray());
        var then = all[..Together(all)];
        var now = Decide(state, Asked(new(before.Stream.Id, state, then, first, others)));
        return new(then, now.Events, now.Rejection);
    }
}
