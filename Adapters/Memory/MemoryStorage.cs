using System.Text.Json.Nodes;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Operations;
using Tempest.Application.Policies;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Memory;

/// <summary>
/// Tempest's storage in this process's memory. It keeps what the database would keep, as JSON, decides on what it read
/// without a lock and clashes with other writers like the database, so that the same rules are tried on both.
/// </summary>
public sealed class MemoryStorage(
    MemoryData data, TimeProvider clock, AtMoment? at = null, IReadOnlyList<Policy>? policies = null) : IStorage
{
    private const int Attempts = 1_000;

    private readonly WorkTally work = new(clock);

    public MemoryStorage() : this(new MemoryData(), TimeProvider.System) { }

    public IPeople People => data.People;

    public IAudit Audit => data.Audit;

    public HostWork Work => work.Done;

    public IProjectionStore Projections => data.Projections;

    public async Task<Answer> ExecuteAsync(Command command, UseCase useCase, CancellationToken cancel = default)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            cancel.ThrowIfCancellationRequested();
            if (await TryAsync(command, useCase, cancel) is not { } answer) continue;

            work.Tried(useCase.About, attempt);
            return answer;
        }

        throw new TooBusyException(Attempts, new InvalidOperationException("Other writers were always faster."));
    }

    public Task<WouldBe> SimulateAsync(UseCase useCase, CancellationToken cancel = default) =>
        Task.FromResult(new WouldBe(useCase.Decide(data.Look("", useCase).Now)));

    public Task<Held> LoadAsync(StreamRef entity, CancellationToken cancel = default) =>
        Task.FromResult(data.Load(entity));

    public Task<Held> LoadAsync(StreamRef entity, long version, CancellationToken cancel = default) =>
        Task.FromResult(MemoryData.Fold(entity, data.Events(entity.Stream).TakeWhile(e => e.Version <= version)));

    public Task<Held> LoadAsync(StreamRef entity, DateTimeOffset at, CancellationToken cancel = default)
    {
        var events = data.Events(entity.Stream);
        var last = events.LastOrDefault(e => e.HappenedAt <= at)?.Version ?? 0;
        return LoadAsync(entity, last, cancel);
    }

    public Task<IReadOnlyList<RecordedEvent>> HistoryAsync(
        StreamId stream, long fromVersion, int limit, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<RecordedEvent>>(
            [.. data.Events(stream).Where(e => e.Version >= fromVersion).Take(limit)]);

    public Task<Page<Held>> SelectAsync(Category category, Selection wanted, CancellationToken cancel = default) =>
        Task.FromResult(MemoryQuery.Page(
            data.Entities(category).Select(held =>
                (held, held.Stream.Id, Json: JsonNode.Parse(category.WriteSnapshot(held.State)), Words: (IReadOnlyList<string>)[])),
            wanted));

    public Task<object?> FindAsync(RecordRef record, CancellationToken cancel = default) =>
        Task.FromResult(data.Find(record));

    public Task<Page<object>> SelectAsync(RecordKind kind, Selection wanted, CancellationToken cancel = default) =>
        Task.FromResult(MemoryQuery.Page(
            data.All(kind).Select(r => (kind.Read(r.Json), r.Id, Json: JsonNode.Parse(r.Json), kind.Words(kind.Read(r.Json)))),
            wanted));

    public Task<IReadOnlyList<ValueCount>> CountAsync(
        RecordKind kind, JsonPath by, IReadOnlyList<Criterion> where, CancellationToken cancel = default) =>
        Task.FromResult(MemoryQuery.Count(data.All(kind).Select(r => JsonNode.Parse(r.Json)), by, where));

    public Task<long> HeadAsync(CancellationToken cancel = default) => Task.FromResult(data.Head);

    public Task<IReadOnlyList<RecordedEvent>> ReadAsync(FeedPart part, int limit, CancellationToken cancel = default) =>
        Task.FromResult(data.Feed(part, limit));

    public Task<long> PutBackAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel = default) =>
        Task.FromResult(data.PutBack(events));

    public Task<long> DiscardAsync(Category category, CancellationToken cancel = default) =>
        Task.FromResult(data.Discard(category));

    public Task<long> DiscardAsync(StreamRef entity, CancellationToken cancel = default) =>
        Task.FromResult(data.Discard(entity.Stream));

    public Task<Rebuilt> RebuildAsync(Category category, IProgress<long>? events = null, CancellationToken cancel = default) =>
        Task.FromResult(data.Rebuild(category, events));

    public Task FlushAsync(CancellationToken cancel = default) => Task.CompletedTask;

    public Task<long> VersionAsync(StreamRef entity, CancellationToken cancel = default) =>
        Task.FromResult(data.SnapshotVersion(entity));

    public Task<SnapshotStatus> StatusAsync(Category category, CancellationToken cancel = default) =>
        Task.FromResult(data.Status(category));

    public Task<IReadOnlyList<Saved>> SavedAsync(
        IReadOnlyList<Category> of, string after, int limit, CancellationToken cancel = default) =>
        Task.FromResult(data.Saved(of, after, limit));

    public Task<IReadOnlyList<Held>> ReplayAsync(IReadOnlyList<Saved> saved, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Held>>([.. saved.Select(each => MemoryData.Fold(
            each.Entity, data.Events(each.Entity.Stream).TakeWhile(e => e.Version <= each.Version)))]);

    public Task<int> CarryOutAsync(Func<QueuedCommand, Task<Verdict>> carryOut, int most, CancellationToken cancel = default) =>
        data.Queue.CarryOutAsync(carryOut, most, clock);

    public Task Rung => data.Queue.Rung;

    public Task<QueuedCommand?> AcceptAsync(QueuedCommand request, CancellationToken cancel = default) =>
        Task.FromResult(data.Accept(request));

    public Task<QueuedCommand?> FindAsync(string address, CancellationToken cancel = default) =>
        Task.FromResult(data.Queue.Find(address));

    public Task<IReadOnlyList<QueuedCommand>> ListAsync(
        AskedBy by, QueueState? state, long after, int limit, CancellationToken cancel = default) =>
        Task.FromResult(data.Queue.List(by, state, after, limit));

    public Task<bool> SettleAsync(string address, bool again, CancellationToken cancel = default) =>
        Task.FromResult(data.Queue.Settle(address, again));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <returns>Null when somebody else was faster.</returns>
    private async Task<Answer?> TryAsync(Command command, UseCase useCase, CancellationToken cancel)
    {
        at?.Invoke(Moment.BeforeReading);
        var (kept, now, head, seen) = data.Look(command.Id, useCase);
        if (kept is not null)
        {
            return await CommandPath.RepeatAsync(kept.Answer, kept.Digest, command, useCase,
                (stream, version) => LoadAsync(stream, version, cancel));
        }

        var commit = CommandPath.Decide(command, useCase, now, head, clock.GetUtcNow(), policies ?? []);
        at?.Invoke(Moment.Decided);
        if (commit.Kept is not { } answer) return commit.Answer;
        if (!data.TryCommit(command, commit, answer, seen)) return null;

        at?.Invoke(Moment.Committed);
        if (commit.Answer is Done done) data.Save(useCase.Streams, done.Streams);
        return commit.Answer;
    }
}
