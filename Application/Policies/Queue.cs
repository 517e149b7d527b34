using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Application.Policies;

/// <summary>
/// Commands that wait to be carried out. They are put here by the transaction of the event they come from, carried out by any
/// host, for each target one after the other, and stay here with what became of them.
/// </summary>
public interface IQueue
{
    /// <summary>Takes commands whose turn it is, the first one of each target, and settles what becomes of them.</summary>
    /// <param name="carryOut">Does it; called for all of them at the same time, for some of them again after a crash.</param>
    /// <param name="most">How many at once.</param>
    /// <param name="cancel">Stops it before anything is taken.</param>
    /// <returns>How many were taken.</returns>
    Task<int> CarryOutAsync(Func<QueuedCommand, Task<Verdict>> carryOut, int most, CancellationToken cancel = default);

    /// <summary>Until this host has queued something, at most so long: other hosts do too.</summary>
    Task WaitAsync(TimeSpan longest, CancellationToken cancel = default);

    Task<QueuedCommand?> FindAsync(long number, CancellationToken cancel = default);

    /// <summary>The oldest first.</summary>
    /// <param name="state">Which; null: all.</param>
    /// <param name="after">The number of the last one already seen.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Stops it.</param>
    Task<IReadOnlyList<QueuedCommand>> ListAsync(
        QueueState? state, long after, int limit, CancellationToken cancel = default);

    /// <summary>
    /// A refused command is asked again, because what stood against it was mended, or dismissed, because somebody took care
    /// of it.
    /// </summary>
    /// <returns>False when it is not refused.</returns>
    Task<bool> SettleAsync(long number, bool again, CancellationToken cancel = default);
}

/// <param name="Number">In the order they were queued, ascending.</param>
/// <param name="Id">The event's and the policy's, so that nothing is asked twice.</param>
/// <param name="Policy">Who asks.</param>
/// <param name="Of">The entity it is asked of.</param>
/// <param name="What">As the policy stored it, UTF-8 JSON.</param>
/// <param name="CorrelationId">The request that all this goes back to.</param>
/// <param name="CausationId">The event that was the reason.</param>
/// <param name="QueuedAt">When it was recorded.</param>
public sealed record QueuedCommand(
    long Number, string Id, string Policy, string Of, ReadOnlyMemory<byte> What, string CorrelationId, string CausationId,
    DateTimeOffset QueuedAt)
{
    public QueueState State { get; init; } = QueueState.Waiting;

    /// <summary>How often it was refused and asked again.</summary>
    public int Asked { get; init; }

    /// <summary>How often it could not be carried out.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the business said no.</summary>
    public Refusal? Refused { get; init; }

    /// <summary>Why it could not be carried out the last time.</summary>
    public string? Trouble { get; init; }

    /// <summary>The feed holds what it did from this position on.</summary>
    public long? Position { get; init; }

    /// <summary>What it is once its fate is known.</summary>
    public QueuedCommand After(Verdict verdict) => verdict switch
    {
        CarriedOut done => this with { State = QueueState.Done, Position = done.Position, Trouble = null },
        Declined declined => this with { State = QueueState.Refused, Refused = declined.Why, Trouble = null },
        NotYet notYet => this with { Attempts = Attempts + 1, Trouble = notYet.Why },
        _ => throw new InvalidOperationException($"No way to settle {verdict}."),
    };

    /// <param name="event">That was the reason.</param>
    /// <param name="wish">What the policy asks for.</param>
    public static QueuedCommand From(RecordedEvent @event, Wish wish) => new(
        0, $"{wish.Policy}/{@event.Stream}/{@event.Version}", wish.Policy, wish.Of.ToString(), wish.What,
        @event.CorrelationId, $"{@event.Stream}/{@event.Version}", @event.RecordedAt);
}

public enum QueueState
{
    /// <summary>For its turn, or for another attempt.</summary>
    Waiting,

    Done,

    /// <summary>The business said no; somebody has to look at it.</summary>
    Refused,

    /// <summary>It was refused, and somebody has taken care of it.</summary>
    Dismissed,
}

/// <summary>What became of a command that was carried out.</summary>
public abstract record Verdict;

/// <param name="Position">The feed holds what it did from here on.</param>
public sealed record CarriedOut(long Position) : Verdict;

public sealed record Declined(Refusal Why) : Verdict;

/// <summary>It could not even be decided; it is tried again, later and later, and holds up nobody but its own target.</summary>
public sealed record NotYet(string Why) : Verdict
{
    /// <summary>Doubling from half a second to five minutes.</summary>
    /// <param name="attempts">How often it was tried.</param>
    public static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(300, 0.5 * Math.Pow(2, Math.Min(attempts, 20) - 1)));
}
