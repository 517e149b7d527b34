namespace Tempest.Domain;

/// <summary>
/// What an event-sourced entity is made of: where it begins, what it answers to a command, and what an event makes
/// of it. All three are pure: the same input gives the same answer, for ever (thinkbeforecoding's decider).
/// </summary>
/// <typeparam name="TState">The entity's phases, one type each.</typeparam>
/// <typeparam name="TCommand">What may be asked of it.</typeparam>
/// <typeparam name="TEvent">What can happen to it.</typeparam>
public interface IDecider<TState, TCommand, TEvent>
{
    static abstract TState Initial { get; }

    /// <summary>New events; none when it is already so; or the rejection that says why not.</summary>
    static abstract Decision<TEvent> Decide(TState state, TCommand command);

    /// <summary>
    /// The state after the event. An event that cannot follow this state throws: the history is broken.
    /// </summary>
    static abstract TState Evolve(TState state, TEvent happened);
}

/// <summary>
/// An event that does not fit the state it is said to have happened to: the stored history is broken.
/// </summary>
public sealed class BrokenHistoryException : Exception
{
    public BrokenHistoryException(object state, object happened)
        : base($"{happened.GetType().Name} cannot have happened to {state.GetType().Name}.") { }

    public BrokenHistoryException(string message) : base(message) { }

    public BrokenHistoryException(string message, Exception inner) : base(message, inner) { }

    public BrokenHistoryException() { }
}
