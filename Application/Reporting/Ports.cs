namespace Tempest.Application.Reporting;

/// <summary>What projections have made of the events, for whoever looks.</summary>
public interface IProjected
{
    /// <summary>Every generation of every projection, by name and number; those that were replaced too, without their rows.</summary>
    Task<IReadOnlyList<Generation>> GenerationsAsync(CancellationToken cancel = default);

    /// <summary>Lines of one part of a projection, as one moment saw them.</summary>
    /// <param name="projection">Its name.</param>
    /// <param name="part">Which part.</param>
    /// <param name="from">The first key, by its code points.</param>
    /// <param name="before">All keys come before this one; null: to the end.</param>
    /// <param name="cancel">When whoever asked has gone.</param>
    /// <returns>Null when the projection has never been begun.</returns>
    Task<Projected?> ReadAsync(
        string projection, string part, string from = "", string? before = null, CancellationToken cancel = default);

    /// <summary>The subjects that count for any of these lines, by their streams.</summary>
    Task<IReadOnlyList<Subject>> BehindAsync(
        string projection, IReadOnlyList<string> lines, Subject? after, int limit, CancellationToken cancel = default);

    /// <summary>A digest of all that a generation holds: two that hold the same have the same.</summary>
    Task<string> DigestAsync(Generation generation, CancellationToken cancel = default);
}

/// <summary>Where projections are kept. For projectors alone: nobody else writes there, and they write nowhere else.</summary>
public interface IProjectionStore : IProjected
{
    /// <summary>A new generation of a projection, from the first event on: the live one if there is none, otherwise one beside it.</summary>
    /// <returns>False when one is being built already.</returns>
    Task<bool> BeginAsync(string projection, string fingerprint, CancellationToken cancel = default);

    /// <summary>Carries a generation on by one step: what is read, what is written and how far it holds are one transaction.</summary>
    /// <returns>False when another host is at it, or when it is paused, stopped at a fault or gone.</returns>
    Task<bool> StepAsync(Generation generation, Func<Generation, IKnownRows, Task<Step>> step, CancellationToken cancel = default);

    /// <summary>Puts the generation that was built in the live one's place, in one transaction, once it is as far.</summary>
    Task<bool> SwapAsync(Generation built, CancellationToken cancel = default);

    /// <summary>Gives up a generation that was being built.</summary>
    Task AbandonAsync(Generation building, CancellationToken cancel = default);

    /// <summary>Pauses a projection, or lets it go on, also where it had stopped at a fault.</summary>
    /// <returns>False when there is none.</returns>
    Task<bool> PauseAsync(string projection, bool paused, CancellationToken cancel = default);
}

/// <summary>The rows of the generation that is being carried on.</summary>
public interface IKnownRows
{
    /// <returns>Those of these that there are.</returns>
    Task<IReadOnlyDictionary<RowKey, byte[]>> FindAsync(IReadOnlyCollection<RowKey> keys);
}

/// <param name="Part">The category of a subject, or a part of the report.</param>
public readonly record struct RowKey(string Part, string Key);

/// <param name="Json">Null: it goes.</param>
/// <param name="Lines">The lines that a subject counts for.</param>
public sealed record RowChange(RowKey Key, byte[]? Json, IReadOnlyList<string> Lines);

/// <param name="Position">The last event that was counted.</param>
/// <param name="Time">When that was recorded.</param>
/// <param name="Fault">Why it can go no further.</param>
public sealed record Step(IReadOnlyList<RowChange> Changes, long Position, DateTimeOffset? Time, string? Fault = null);

public enum GenerationState
{
    Live,
    Building,
    Retired,
}

/// <summary>A projection once counted from the first event, by one code.</summary>
/// <param name="Position">The last event that it counts.</param>
/// <param name="Time">When that was recorded; null before the first.</param>
/// <param name="Fault">The event at which it stopped, and why.</param>
/// <param name="CarriedOnAt">When it was carried on last.</param>
public sealed record Generation(
    string Projection, int Number, string Fingerprint, GenerationState State, long Position, DateTimeOffset? Time,
    bool IsPaused, string? Fault, DateTimeOffset BegunAt, DateTimeOffset CarriedOnAt)
{
    /// <summary>Events a second since it was begun.</summary>
    public double Rate => Position / Math.Max((CarriedOnAt - BegunAt).TotalSeconds, 0.001);

    /// <summary>How long it takes to where the feed ends, at that rate.</summary>
    public TimeSpan LeftTo(long head) => Position == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((head - Position) / Rate);
}

/// <param name="From">How far it holds.</param>
/// <param name="Lines">In the order of their keys.</param>
public sealed record Projected(Generation From, IReadOnlyList<ProjectedLine> Lines);

/// <param name="Key">Its parts are divided by slashes; only the last may hold one.</param>
public sealed record ProjectedLine(string Key, Figures Figures)
{
    /// <summary>The key's first parts, so many of them.</summary>
    public string[] Parts(int many) => Key.Split('/', many);
}
