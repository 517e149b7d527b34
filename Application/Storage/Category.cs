using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tempest.Domain;

namespace Tempest.Application.Storage;

/// <summary>
/// All streams of one kind: binds a decider to the names, versions and shapes its events and snapshots are stored in.
/// This is the face that storage sees, which knows no entity's types.
/// </summary>
public abstract class Category
{
    /// <summary>As stored: lower case, singular.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Changes whenever the state's shape or the fold changes: a snapshot that carries another one is not used.
    /// </summary>
    public abstract string Fingerprint { get; }

    /// <summary>
    /// Every so many events the state is saved as a snapshot; what happened since is replayed. 1 where entities are looked
    /// for by their properties, which is done through snapshots.
    /// </summary>
    public int SnapshotEvery { get; protected set; } = 1;

    public abstract object Initial { get; }

    public abstract IReadOnlyList<EventContract> Events { get; }

    /// <inheritdoc cref="Evolve(Held, long, string, int, ReadOnlySpan{byte})"/>
    public Held Evolve(Held held, RecordedEvent happened) =>
        Evolve(held, happened.Version, happened.Type, happened.Schema, happened.Data.Span);

    /// <exception cref="UnknownEventException">The event's type or schema is not of this category.</exception>
    /// <exception cref="BrokenHistoryException">The event cannot follow this state, or its version is not the next.</exception>
    public abstract Held Evolve(Held held, long version, string type, int schema, ReadOnlySpan<byte> data);

    public abstract object Decode(string type, int schema, ReadOnlySpan<byte> data);

    public abstract (string Type, int Schema, byte[] Data) Encode(object happened);

    public abstract byte[] WriteSnapshot(object state);

    public abstract object ReadSnapshot(ReadOnlySpan<byte> json);

    /// <summary>Whether the state is worth a snapshot: there is one of an earlier version, or of version 0 when there is none.</summary>
    public bool IsDue(long snapshot, long version) => version / SnapshotEvery > snapshot / SnapshotEvery;

    public Held Nothing(string id) => new(new(Name, id), Initial, 0);

    public StreamRef Stream(string id, bool assumedNew = false) => new(this, id, assumedNew);

    /// <summary>Newer schemas of an event are read by the same name: the event as the newest schema has it.</summary>
    /// <inheritdoc cref="Evolve(Held, long, string, int, ReadOnlySpan{byte})" path="/exception"/>
    public RecordedEvent Newest(RecordedEvent happened)
    {
        var contract = Contract(happened.Type, happened.Schema);
        return happened with { Schema = contract.Schema, Data = contract.Upcast(happened.Schema, happened.Data.Span) };
    }

    /// <exception cref="UnknownEventException">There is none of this name that knows this schema.</exception>
    protected abstract EventContract Contract(string type, int schema);
}

/// <inheritdoc cref="Category"/>
public sealed class Category<TState, TCommand, TEvent> : Category
    where TState : class
    where TEvent : class
{
    private readonly JsonTypeInfo<TState> snapshot;
    private readonly Dictionary<Type, EventContract> byType;
    private readonly Dictionary<string, EventContract> byName;
    private readonly Func<TState, TCommand, Decision<TEvent>> decide;
    private readonly Func<TState, TEvent, TState> evolve;
    private readonly Lazy<string> fingerprint;

    private Category(
        string name, JsonTypeInfo<TState> snapshot, IReadOnlyList<EventContract> events, TState initial,
        Func<TState, TCommand, Decision<TEvent>> decide, Func<TState, TEvent, TState> evolve)
    {
        (Name, this.snapshot, Events, InitialState) = (name, snapshot, events, initial);
        (this.decide, this.evolve) = (decide, evolve);
        byType = events.ToDictionary(contract => contract.ClrType);
        byName = events.ToDictionary(contract => contract.Type, StringComparer.Ordinal);
        fingerprint = new(() => Storage.Fingerprint.Of(typeof(TState), evolve.Method, events));
    }

    /// <param name="name">As stored.</param>
    /// <param name="snapshot">The state as JSON; a hierarchy of phases carries the discriminator <c>phase</c>.</param>
    /// <param name="events">Every event the category has or ever had.</param>
    public static Category<TState, TCommand, TEvent> Of<TDecider>(
        string name, JsonTypeInfo<TState> snapshot, params IReadOnlyList<EventContract> events)
        where TDecider : IDecider<TState, TCommand, TEvent> =>
        new(name, snapshot, events, TDecider.Initial, TDecider.Decide, TDecider.Evolve);

    /// <summary>For entities that nobody looks for by their properties: fewer snapshots, and a few events to replay.</summary>
    public Category<TState, TCommand, TEvent> SavedEvery(int events)
    {
        SnapshotEvery = events;
        return this;
    }

    public override string Name { get; }

    public override string Fingerprint => fingerprint.Value;

    public TState InitialState { get; }

    public override object Initial => InitialState;

    public override IReadOnlyList<EventContract> Events { get; }

    public Decision<TEvent> Decide(TState state, TCommand command) => decide(state, command);

    public override Held Evolve(Held held, long version, string type, int schema, ReadOnlySpan<byte> data)
    {
        if (version != held.Version + 1)
        {
            throw new BrokenHistoryException(
                $"{held.Stream} has version {version} where {held.Version + 1} should follow.");
        }

        var what = (TEvent)Decode(type, schema, data);
        return held with { State = evolve((TState)held.State, what), Version = version };
    }

    public override object Decode(string type, int schema, ReadOnlySpan<byte> data) =>
        Contract(type, schema).Read(schema, data);

    public override (string Type, int Schema, byte[] Data) Encode(object happened) =>
        byType.TryGetValue(happened.GetType(), out var contract)
            ? (contract.Type, contract.Schema, contract.Write(happened))
            : throw new InvalidOperationException($"{happened.GetType().Name} has no stored name in category {Name}.");

    protected override EventContract Contract(string type, int schema) =>
        byName.TryGetValue(type, out var contract) && schema >= 1 && schema <= contract.Schema
            ? contract
            : throw new UnknownEventException(Name, type, schema);

    public override byte[] WriteSnapshot(object state) => JsonSerializer.SerializeToUtf8Bytes((TState)state, snapshot);

    public override object ReadSnapshot(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, snapshot) ?? throw new JsonException($"A {Name} snapshot is null.");
}

/// <summary>A stored event that this code does not know: reading stops here, nothing is skipped.</summary>
public sealed class UnknownEventException : Exception
{
    public UnknownEventException(string category, string type, int schema)
        : base($"No event '{type}' of schema {schema} is known in category {category}; the database is newer than this code.") { }

    public UnknownEventException(string message) : base(message) { }

    public UnknownEventException(string message, Exception inner) : base(message, inner) { }

    public UnknownEventException() { }
}
