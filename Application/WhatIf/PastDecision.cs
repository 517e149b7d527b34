using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Application.WhatIf;

/// <summary>A decision that was taken. What had been asked is not kept; it is read back from what came of it.</summary>
/// <param name="Id">Of the entity it was asked of.</param>
/// <param name="Before">The entity as it was then.</param>
/// <param name="Events">What happened to it by the same command, from here on: one at least.</param>
/// <param name="First">The first of them, as it was recorded.</param>
/// <param name="Others">Whatever else the decision looked at, as it was then.</param>
public sealed record PastDecision<TState, TEvent>(
    string Id, TState Before, IReadOnlyList<TEvent> Events, RecordedEvent First, PastStates Others)
{
    public TEvent Happened => Events[0];

    /// <summary>It had happened elsewhere, and was recorded here.</summary>
    public bool IsHistory => HistoryIds.IsOne(First.CommandId);
}

/// <summary>Entities as they were at one position of the feed, which goes on event by event.</summary>
public sealed class PastStates
{
    private readonly Dictionary<StreamId, Held> held = [];

    public TState State<TState, TCommand, TEvent>(Category<TState, TCommand, TEvent> category, string id)
        where TState : class
        where TEvent : class => (TState)Of(category, new(category.Name, id)).State;

    public Held Of(Category category, StreamId stream) =>
        held.TryGetValue(stream, out var known) ? known : category.Nothing(stream.Id);

    public void GoOn(Category category, RecordedEvent happened) =>
        held[happened.Stream] = category.Evolve(Of(category, happened.Stream), happened);
}
