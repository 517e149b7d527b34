using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Application.Policies;

/// <summary>
/// Commands that wait to be carried out: what policies ask for, put here by the transaction of the event it comes from, and
/// requests of people who do not wait for the answer. Any host carries them out, for each target one after the other, and
/// they stay here with what became of them.
/// </summary>
public interface IQueue
{
    /// <summary>The next time that this host queues or settles something; to be taken before looking what there is.</summary>
    Task Rung { get; }

    /// <summary>Queues somebody's request, once for its id.</summary>
    /// <returns>What is now queued under the id; null when the id was used before for another content, here or directly.</returns>
    Task<QueuedCommand?> AcceptAsync(QueuedCommand request, CancellationToken cancel = default);

    /// <summary>Takes commands whose turn it is, the first one of each target, and settles what becomes of them.</summary>
    /// <param name="carryOut">Does it; called for all of them at the same time, for some of them again after a crash.</param>
    /// <param name="most">How many at once.</param>
    /// <param name="cancel">Stops it before anything is taken.</param>
    /// <returns>How many were taken.</returns>
    Task<int> CarryOutAsync(Func<QueuedCommand, Task<Verdict>> carryOut, int most, CancellationToken cancel = default);

    Task<QueuedCommand?> FindAsync(string address, CancellationToken cancel = default);

    /// <summary>The oldest first.</summary>
    /// <param name="by">Who asked.</param>
    /// <param name="state">Which; null: all.</param>
    /// <param name="after">The number of the last one already seen.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Stops it.</param>
    Task<IReadOnlyList<QueuedCommand>> ListAsync(
        AskedBy by, QueueState? state, long after, int limit, CancellationToken cancel = default);

    /// <summary>
    /// What a policy was refused is asked again, because what stood against it was mended, or dismissed, because somebody took
    /// care of it. A person was answered, and asks anew.
    /// </summary>
    /// <returns>False when it is not refused, or was not asked by a policy.</returns>
    Task<bool> SettleAsync(string address, bool again, CancellationToken cancel = default);
}

public enum AskedBy
{
    Policies,
    People,
}

/// <param name="Number">In the order they were queued, ascending.</param>
/// <param name="Id">Of the event and the policy, or the request's own, so that nothing is done twice.</param>
/// <param name="Policy">That asks; null: a person does.</param>
/// <param name="Of">The entity it is asked of.</param>
/// <param name="What">As the policy stored it, or as whoever accepted the request did; UTF-8 JSON.</param>
/// <param name="CorrelationId">The request that all this goes back to.</param>
/// <param name="CausationId">The event that was the reason, if one was.</param>
/// <param name="QueuedAt">When it was recorded.</param>
public sealed record QueuedCommand(
    long Number, string Id, string? Policy, string Of, ReadOnlyMemory<byte> What, string CorrelationId, string? CausationId,
    DateTimeOffset QueuedAt)
{
    /// <summary>The id as it stands in addresses, where not every id can.</summary>
    public string Address => AddressOf(Id);

    /// <summary>Of a request: who asks.</summary>
    public string? Actor { get; init; }

    /// <summary>Of a request: the digest of what was asked; the same id with another one is another request.</summary>
    public string? Content { get; init; }

    public QueueState State { get; init; } = QueueState.Waiting;

    /// <summary>How often it was refused and asked again.</summary>
    public int Asked { get; init; }

    /// <summary>How often it could not be carried out.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the business said no.</summary>
    public Refusal? Refused { get; init; }

    /// <summary>What whoever made a request is told, as whoever carried it out wrote it down; UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte>? Answer { get; init; }

    /// <summary>Why it could not be carried out the last time.</summary>
    public string? Trouble { get; init; }

    /// <summary>The feed holds what it did from this position on.</summary>
    public long? Position { get; init; }

    /// <summary>What it is once its fate is known.</summary>
    public QueuedCommand After(Verdict verdict) => verdict switch
    {
        CarriedOut done => this with { State = QueueState.Done, Position = done.Position, Trouble = null },
        Told told => this with { State = told.Done ? QueueState.Done : QueueState.Refused, Answer = told.Answer, Trouble = null },
        Declined declined => this with { State = QueueState.Refused, Refused = declined.Why, Trouble = null },
        NotYet notYet => this with { Attempts = Attempts + 1, Trouble = notYet.Why },
        _ => throw new InvalidOperationException($"No way to settle {verdict}."),
    };

    public static string AddressOf(string id) => Digest.Of(id)[..32];

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

    /// <summary>The business said no: what a policy asked for, somebody has to look at.</summary>
    Refused,

    /// <summary>It was refused, and somebody has taken care of it.</summary>
    Dismissed,
}

/// <summary>What became of a command that was carried out.</summary>
public abstract record Verdict;

/// <param name="Position">The feed holds what it did from here on.</param>
public sealed record CarriedOut(long Position) : Verdict;

public sealed record Declined(Refusal Why) : Verdict;

/// <summary>Somebody's request is answered, for good.</summary>
/// <param name="Done">Or refused.</param>
/// <param name="Answer">As it is shown to whoever asked; UTF-8 JSON.</param>
public sealed record Told(bool Done, ReadOnlyMemory<byte> Answer) : Verdict;

/// <summary>It could not even be decided; it is tried again, later and later, and holds up nobody but its own target.</summary>
public sealed record NotYet(string Why) : Verdict
{
    /// <summary>Doubling from half a second to five minutes.</summary>
    /// <param name="attempts">How often it was tried.</param>
    public static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(300, 0.5 * Math.Pow(2, Math.Min(attempts, 20) - 1)));
}
