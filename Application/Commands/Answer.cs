using Tempest.Application.Storage;

namespace Tempest.Application.Commands;

/// <summary>What the caller of a command learns, after the commit and never before.</summary>
public abstract record Answer;

/// <summary>It is done.</summary>
/// <param name="Streams">The streams it was about, as it left them.</param>
/// <param name="Records">The plain records it was about, as it left them.</param>
/// <param name="Position">The tenant's feed holds all of it from this position on.</param>
/// <param name="Changed">It made a difference; false when all was already so.</param>
/// <param name="Repeated">The same command had been done before; nothing was done now.</param>
public sealed record Done(
    IReadOnlyList<Held> Streams, IReadOnlyList<RecordState> Records, long Position, bool Changed, bool Repeated) : Answer
{
    public TState State<TState>() => (TState)Streams.Single(held => held.State is TState).State;
}

/// <summary>The business said no.</summary>
public sealed record Rejected(Refusal Why, bool Repeated) : Answer;

/// <summary>The caller had seen another state than the present one.</summary>
public sealed record SeenStale : Answer;

/// <summary>This id was used before for something else.</summary>
public sealed record IdUsedOtherwise(string CommandId) : Answer;

/// <summary>
/// Whether what was asked would be done, had it been meant: nothing was appended and nothing remembered.
/// </summary>
public sealed record WouldBe(Outcome Outcome) : Answer;

/// <summary>
/// Every attempt met other writers or a server that does not answer. Asking later, by the same id, helps: nothing was done,
/// or, if the server went away in the middle of a commit, it was done and is answered so.
/// </summary>
public sealed class TooBusyException : Exception
{
    public TooBusyException(int attempts, Exception last) : base($"Gave up after {attempts} attempts.", last) { }

    public TooBusyException(string message, Exception inner) : base(message, inner) { }

    public TooBusyException(string message) : base(message) { }

    public TooBusyException() { }
}
