using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Lake;
using Tempest.Application.Operations;
using Tempest.Application.Policies;
using Tempest.Application.Reporting;
using Tempest.Domain;

namespace Tempest.Application.Storage;

/// <summary>Executes use cases, each exactly once for its command's id, in serializable transactions.</summary>
public interface IExecutor
{
    /// <exception cref="TooBusyException">Every attempt met other writers; nothing was done.</exception>
    Task<Answer> ExecuteAsync(Command command, UseCase useCase, CancellationToken cancel = default);

    /// <summary>Decides and does nothing.</summary>
    Task<WouldBe> SimulateAsync(UseCase useCase, CancellationToken cancel = default);
}

/// <summary>
/// Reads entities: from the latest snapshot that fits this code and the events after it. Records nothing.
/// </summary>
public interface IEntities
{
    Task<Held> LoadAsync(StreamRef entity, CancellationToken cancel = default);

    /// <summary>As it was after the event of this version; a version beyond the last is the last.</summary>
    Task<Held> LoadAsync(StreamRef entity, long version, CancellationToken cancel = default);

    /// <summary>As it was at a moment of business time: after the last event that had happened by then.</summary>
    Task<Held> LoadAsync(StreamRef entity, DateTimeOffset at, CancellationToken cancel = default);

    /// <summary>The entity's events from a version on, at most so many.</summary>
    Task<IReadOnlyList<RecordedEvent>> HistoryAsync(
        StreamId stream, long fromVersion, int limit, CancellationToken cancel = default);

    /// <summary>
    /// Entities by properties of their state. Never stale: it shows everything committed before it was asked.
    /// </summary>
    Task<Page<Held>> SelectAsync(Category category, Selection wanted, CancellationToken cancel = default);
}

/// <summary>Reads plain records as they are now.</summary>
public interface IRecords
{
    Task<object?> FindAsync(RecordRef record, CancellationToken cancel = default);

    Task<Page<object>> SelectAsync(RecordKind kind, Selection wanted, CancellationToken cancel = default);

    /// <summary>How many records there are for each value of a property, by the values' code points.</summary>
    /// <param name="kind">Of which kind.</param>
    /// <param name="by">The property; records without it do not count.</param>
    /// <param name="where">What must hold for those that count.</param>
    /// <param name="cancel">When whoever asked has gone.</param>
    Task<IReadOnlyList<ValueCount>> CountAsync(
        RecordKind kind, JsonPath by, IReadOnlyList<Criterion> where, CancellationToken cancel = default);
}

/// <summary>All events of the tenant in the order of their positions: 1, 2, 3 … without gaps.</summary>
public interface IFeed
{
    Task<long> HeadAsync(CancellationToken cancel = default);

    /// <summary>The first of what is in this part of it.</summary>
    Task<IReadOnlyList<RecordedEvent>> ReadAsync(FeedPart part, int limit, CancellationToken cancel = default);
}

/// <summary>The whole feed, read on and on.</summary>
public static class Feeds
{
    public static Task<IReadOnlyList<RecordedEvent>> ReadAsync(this IFeed feed, long after, int limit, CancellationToken cancel = default) =>
        feed.ReadAsync(new FeedPart(after), limit, cancel);
}

/// <summary>A part of the feed.</summary>
/// <param name="After">The position it begins after.</param>
/// <param name="To">The last position that belongs to it; null: wherever the feed ends.</param>
/// <param name="Types">Only these events; null: all.</param>
/// <param name="Category">Only what happened in streams of this category; null: in all.</param>
/// <param name="CorrelationId">Only what goes back to this request; null: to whichever.</param>
public sealed record FeedPart(
    long After, long? To = null, IReadOnlyList<string>? Types = null, string? Category = null, string? CorrelationId = null);

/// <summary>Where events go back that were recorded once, and nothing else does.</summary>
public interface IHistory
{
    /// <summary>
    /// Puts back those that are missing, as they were; what is there is left as it is. No policy looks at them. Who holds
    /// states in memory may hold wrong ones afterwards.
    /// </summary>
    /// <param name="events">By position, without gaps.</param>
    /// <param name="cancel">When whoever asked has gone; then nothing was put back.</param>
    /// <returns>How many were missing.</returns>
    /// <exception cref="OtherHistoryException">Something else is there; nothing was put back.</exception>
    Task<long> PutBackAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel = default);
}

/// <summary>The cache of folded states. Nothing is lost when any of it goes.</summary>
public interface ISnapshots
{
    /// <summary>Drops every snapshot of the category, of whatever code.</summary>
    /// <returns>How many there were.</returns>
    Task<long> DiscardAsync(Category category, CancellationToken cancel = default);

    /// <summary>Drops every snapshot of one entity, of whatever code.</summary>
    /// <returns>How many there were.</returns>
    Task<long> DiscardAsync(StreamRef entity, CancellationToken cancel = default);

    /// <summary>
    /// Makes every snapshot of the category anew from the events, for this code, while commands go on. One that was stopped
    /// goes on after the last part it had finished, unless snapshots of the category have been dropped since.
    /// </summary>
    /// <param name="category">Whose.</param>
    /// <param name="events">Told now and then how many events have been folded.</param>
    /// <param name="cancel">Stops it; what was saved until then stays.</param>
    /// <exception cref="UnknownEventException">There is an event that this code does not know.</exception>
    /// <exception cref="BrokenHistoryException">There is a stream that does not fold.</exception>
    Task<Rebuilt> RebuildAsync(Category category, IProgress<long>? events = null, CancellationToken cancel = default);

    /// <summary>Waits until what has been committed so far is saved as snapshots.</summary>
    Task FlushAsync(CancellationToken cancel = default);

    /// <summary>The version an entity's snapshot stands at, of this code; 0 when there is none.</summary>
    Task<long> VersionAsync(StreamRef entity, CancellationToken cancel = default);

    Task<SnapshotStatus> StatusAsync(Category category, CancellationToken cancel = default);

    /// <summary>Snapshots of this code as they are saved, in an order of their own in which no kind of entity clusters.</summary>
    /// <param name="of">Of which categories.</param>
    /// <param name="after">The place after which they are wanted; any text is one.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">When whoever asked has gone.</param>
    Task<IReadOnlyList<Saved>> SavedAsync(
        IReadOnlyList<Category> of, string after, int limit, CancellationToken cancel = default);

    /// <summary>
    /// The same entities at the same versions from their events alone; of fewer events where there are no more.
    /// </summary>
    Task<IReadOnlyList<Held>> ReplayAsync(IReadOnlyList<Saved> saved, CancellationToken cancel = default);
}

/// <summary>A tenant's whole storage. One adapter makes one of these.</summary>
public interface IStorage : IExecutor, IEntities, IRecords, IFeed, IHistory, ISnapshots, IQueue, IAsyncDisposable
{
    /// <summary>Who signs in.</summary>
    IPeople People { get; }

    /// <summary>What the audit of snapshots has found.</summary>
    IAudit Audit { get; }

    /// <summary>What this host has done on it since it was started.</summary>
    HostWork Work { get; }

    /// <summary>What projections have made of the events. Only projectors and operators do more with it than read.</summary>
    IProjectionStore Projections { get; }
}
