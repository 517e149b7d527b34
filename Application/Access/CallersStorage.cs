using Tempest.Application.Commands;
using Tempest.Application.Operations;
using Tempest.Application.Policies;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Application.Access;

/// <summary>
/// The storage as its caller has it: all of it for staff; for a customer, what is somebody else's is not there. Whoever asks for
/// another's order is answered like one who asks for an order that does not exist, by the same code, and what is decided is
/// decided without a look at it.
/// </summary>
public sealed class CallersStorage(IStorage storage, Caller caller) : IStorage
{
    public IPeople People => Whole.People;

    public IAudit Audit => Whole.Audit;

    public HostWork Work => Whole.Work;

    public IProjectionStore Projections => Whole.Projections;

    public Task<Answer> ExecuteAsync(Command command, UseCase useCase, CancellationToken cancel = default) =>
        storage.ExecuteAsync(command, Theirs(useCase), cancel);

    public Task<WouldBe> SimulateAsync(UseCase useCase, CancellationToken cancel = default) =>
        storage.SimulateAsync(Theirs(useCase), cancel);

    public async Task<Held> LoadAsync(StreamRef entity, CancellationToken cancel = default) =>
        Shown(entity, await storage.LoadAsync(entity, cancel));

    public async Task<Held> LoadAsync(StreamRef entity, long version, CancellationToken cancel = default) =>
        Shown(entity, await storage.LoadAsync(entity, version, cancel));

    public async Task<Held> LoadAsync(StreamRef entity, DateTimeOffset at, CancellationToken cancel = default) =>
        Shown(entity, await storage.LoadAsync(entity, at, cancel));

    public async Task<IReadOnlyList<RecordedEvent>> HistoryAsync(
        StreamId stream, long fromVersion, int limit, CancellationToken cancel = default)
    {
        if (caller.IsStaff) return await storage.HistoryAsync(stream, fromVersion, limit, cancel);

        var category = Categories.All.Single(category => category.Name == stream.Category);
        return (await LoadAsync(category.Stream(stream.Id), cancel)).Exists
            ? await storage.HistoryAsync(stream, fromVersion, limit, cancel)
            : [];
    }

    public async Task<Page<Held>> SelectAsync(Category category, Selection wanted, CancellationToken cancel = default) =>
        caller.IsStaff ? await storage.SelectAsync(category, wanted, cancel)
            : Ownership.Theirs(caller.Customer, category) is { } theirs
            ? await storage.SelectAsync(category, wanted with { Where = [.. wanted.Where, theirs] }, cancel)
            : new([], null);

    public async Task<object?> FindAsync(RecordRef record, CancellationToken cancel = default) =>
        IsTheirs(record.Record) ? await storage.FindAsync(record, cancel) : null;

    public async Task<Page<object>> SelectAsync(RecordKind kind, Selection wanted, CancellationToken cancel = default) =>
        IsTheirs(new RecordId(kind.Name, "")) ? await storage.SelectAsync(kind, wanted, cancel) : new([], null);

    public async Task<IReadOnlyList<ValueCount>> CountAsync(
        RecordKind kind, JsonPath by, IReadOnlyList<Criterion> where, CancellationToken cancel = default) =>
        IsTheirs(new RecordId(kind.Name, "")) ? await storage.CountAsync(kind, by, where, cancel) : [];

    public Task<long> HeadAsync(CancellationToken cancel = default) => storage.HeadAsync(cancel);

    public Task<IReadOnlyList<RecordedEvent>> ReadAsync(FeedPart part, int limit, CancellationToken cancel = default) => Whole.ReadAsync(part, limit, cancel);

    public Task<long> PutBackAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel = default) => Whole.PutBackAsync(events, cancel);

    public Task<long> DiscardAsync(Category category, CancellationToken cancel = default) => Whole.DiscardAsync(category, cancel);

    public Task<long> DiscardAsync(StreamRef entity, CancellationToken cancel = default) => Whole.DiscardAsync(entity, cancel);

    public Task<Rebuilt> RebuildAsync(Category category, IProgress<long>? events = null, CancellationToken cancel = default) =>
        Whole.RebuildAsync(category, events, cancel);

    public Task FlushAsync(CancellationToken cancel = default) => Whole.FlushAsync(cancel);

    public Task<long> VersionAsync(StreamRef entity, CancellationToken cancel = default) => Whole.VersionAsync(entity, cancel);

    public Task<SnapshotStatus> StatusAsync(Category category, CancellationToken cancel = default) => Whole.StatusAsync(category, cancel);

    public Task<IReadOnlyList<Saved>> SavedAsync(
        IReadOnlyList<Category> of, string after, int limit, CancellationToken cancel = default) => Whole.SavedAsync(of, after, limit, cancel);

    public Task<IReadOnlyList<Held>> ReplayAsync(IReadOnlyList<Saved> saved, CancellationToken cancel = default) => Whole.ReplayAsync(saved, cancel);

    public Task<int> CarryOutAsync(Func<QueuedCommand, Task<Verdict>> carryOut, int most, CancellationToken cancel = default) =>
        Whole.CarryOutAsync(carryOut, most, cancel);

    public Task Rung => storage.Rung;

    public Task<QueuedCommand?> AcceptAsync(QueuedCommand request, CancellationToken cancel = default) => storage.AcceptAsync(request, cancel);

    /// <summary>What they asked themselves; what others did, those see who may see what was refused.</summary>
    public async Task<QueuedCommand?> FindAsync(string address, CancellationToken cancel = default) =>
        await storage.FindAsync(address, cancel) is { } found && (found.Actor == caller.Actor || caller.May("listCommands")) ? found : null;

    public Task<IReadOnlyList<QueuedCommand>> ListAsync(
        AskedBy by, QueueState? state, long after, int limit, CancellationToken cancel = default) => Whole.ListAsync(by, state, after, limit, cancel);

    public Task<bool> SettleAsync(string address, bool again, CancellationToken cancel = default) => Whole.SettleAsync(address, again, cancel);

    /// <summary>It stays the whole storage's owner's.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Held Shown(StreamRef entity, Held held) =>
        IsTheirs(held) ? held : entity.Category.Nothing(entity.Id);

    private UseCase Theirs(UseCase useCase) =>
        caller.IsStaff ? useCase : useCase with { Decide = now => Decide(useCase, now) };

    /// <summary>
    /// Decided as if what is another's were not there; nothing may come out that is another's. What would change another's entity
    /// all the same is decided once more on it as it is, which refuses it: the id is taken.
    /// </summary>
    private Outcome Decide(UseCase useCase, Situation now)
    {
        var hidden = useCase.Streams.Select(stream => stream.Stream).Where(stream => !IsTheirs(now.Streams[stream])).ToHashSet();
        var seen = Without(hidden, useCase, now);
        var outcome = useCase.Decide(seen);
        if (outcome is Accepted accepted && !IsTheirs(accepted, seen)) return new Refused(new NotYours());
        if (outcome is not Accepted { Streams: var changes } || !changes.Any(change => change.Events.Count > 0 && hidden.Contains(change.Stream.Stream)))
            return outcome;

        return useCase.Decide(now) is Refused taken ? taken : new Refused(new NotYours());
    }

    private Situation Without(HashSet<StreamId> hidden, UseCase useCase, Situation now) => new(
        useCase.Streams.DistinctBy(stream => stream.Stream).ToDictionary(
            stream => stream.Stream,
            stream => hidden.Contains(stream.Stream) ? stream.Category.Nothing(stream.Id) : now.Streams[stream.Stream]),
        useCase.Records.DistinctBy(record => record.Record).ToDictionary(
            record => record.Record, record => IsTheirs(record.Record) ? now.Records[record.Record] : null));

    private bool IsTheirs(Accepted done, Situation now) =>
        done.Records.All(change => IsTheirs(change.Record.Record))
        && done.Streams.Where(change => change.Events.Count > 0).All(change =>
            IsTheirs(change.Events.Aggregate(now.Streams[change.Stream.Stream], (held, happened) =>
            {
                var (type, schema, data) = change.Stream.Category.Encode(happened);
                return change.Stream.Category.Evolve(held, held.Version + 1, type, schema, data);
            })));

    private bool IsTheirs(Held entity) => caller.IsStaff || Ownership.IsTheirs(caller.Customer, entity);

    private bool IsTheirs(RecordId record) => caller.IsStaff || Ownership.IsTheirs(caller.Customer, record);

    /// <summary>For what no customer has a part in.</summary>
    private IStorage Whole => caller.IsStaff ? storage : throw new InvalidOperationException($"{caller.Actor} may not do that to the storage.");
}

/// <summary>It would be somebody else's.</summary>
public sealed record NotYours() : Rejection("not-yours", "You may do this for yourself only.");
