using System.Runtime.ExceptionServices;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>
/// What the commands of a transaction see: all that they named, read once, and then as each of them left it for the next.
/// </summary>
internal sealed class Present
{
    private readonly Dictionary<(TenantId, StreamId), Entity> entities = [];
    private readonly Dictionary<(TenantId, RecordId), PlainRecord> records = [];
    private readonly Dictionary<(TenantId, string), AnsweredBefore> answers = [];

    public Present(IReadOnlyList<Asked> batch, StateMemory memory)
    {
        foreach (var asked in batch)
        {
            Heads.TryAdd(asked.Tenant, -1);
            foreach (var stream in asked.UseCase.Streams)
            {
                if (!entities.ContainsKey((asked.Tenant, stream.Stream)))
                    entities.Add((asked.Tenant, stream.Stream), Entity.Of(asked, stream, memory));
            }

            foreach (var record in asked.UseCase.Records)
                records.TryAdd((asked.Tenant, record.Record), new(asked.Tenant, record));
        }
    }

    /// <summary>The last position given in each tenant; -1 before it is known.</summary>
    public Dictionary<TenantId, long> Heads { get; } = [];

    /// <summary>As <see cref="Heads"/> were before anything was decided.</summary>
    public Dictionary<TenantId, long> HeadsBefore { get; } = [];

    public IReadOnlyCollection<Entity> Entities => entities.Values;

    public IReadOnlyCollection<PlainRecord> Records => records.Values;

    public void Begin(TenantId tenant, long head) => Heads[tenant] = HeadsBefore[tenant] = head;

    /// <summary>
    /// Takes everything to be as this host remembers it. Whether it still is, the transaction finds out when it moves the
    /// heads on from there.
    /// </summary>
    /// <returns>False when something has to be read.</returns>
    public bool TryRemember(FeedMemory feeds)
    {
        if (records.Count > 0) return false;

        foreach (var tenant in Heads.Keys)
        {
            if (feeds.Alone(tenant) is not { } feed) return false;
            if (entities.Any(entity => entity.Key.Item1 == tenant && !(entity.Value.AsOf >= feed.Since || entity.Value.AssumedNew)))
                return false;

            Begin(tenant, feed.Reached);
        }

        return true;
    }

    /// <summary>Whether what was taken to be new is written to, so that storing it finds out.</summary>
    public bool TestsWhatIsNew => entities.Values.All(entity => entity.Changed || !entity.AssumedNew);

    public string Key(TenantId tenant, StreamId stream) => entities[(tenant, stream)].Key;

    public IEnumerable<Entity> Changed => entities.Values.Where(entity => entity.Changed);

    public AnsweredBefore? AnsweredBefore(Asked asked) => answers.GetValueOrDefault((asked.Tenant, asked.Command.Id));

    public void WasAnswered(TenantId tenant, string commandId, AnsweredBefore before) =>
        answers[(tenant, commandId)] = before;

    public bool MustReadFirst(Asked asked) => Of(asked).Any(entity => entity.MustReadFirst);

    /// <summary>Whoever needs a stream that cannot be folded learns why; nobody else does.</summary>
    public void ThrowIfBroken(Asked asked) => Of(asked).FirstOrDefault(entity => entity.Broken is not null)?.Broken!.Throw();

    /// <summary>What the use case named, and nothing else that happens to be there.</summary>
    public Situation For(Asked asked) => new(
        Of(asked).DistinctBy(entity => entity.Now.Stream).ToDictionary(entity => entity.Now.Stream, entity => entity.Now),
        asked.UseCase.Records.DistinctBy(r => r.Record)
            .ToDictionary(r => r.Record, r => records[(asked.Tenant, r.Record)].Now));

    /// <summary>Leaves what the command did for the next one to see.</summary>
    public void Apply(Asked asked, Commit commit)
    {
        if (commit.Answer is Done done)
        {
            foreach (var held in done.Streams) entities[(asked.Tenant, held.Stream)].Become(held);
        }

        foreach (var change in commit.Records) records[(asked.Tenant, change.Record.Record)].Now = change.Now;
        Heads[asked.Tenant] += commit.Events.Count;
        WasAnswered(asked.Tenant, asked.Command.Id, new(Digest.Of(asked.Command.Content), commit.Kept!));
    }

    private IEnumerable<Entity> Of(Asked asked) =>
        asked.UseCase.Streams.Select(stream => entities[(asked.Tenant, stream.Stream)]);
}

/// <summary>An entity in a transaction.</summary>
internal sealed class Entity
{
    private Entity(TenantId tenant, Category category, Held now, bool known, long asOf, bool assumedNew = false) =>
        (Tenant, Category, Now, Known, AsOf, AssumedNew, Begun, Key) =
        (tenant, category, now, known, asOf, assumedNew, now.Version, EventRows.Key(now.Stream));

    public TenantId Tenant { get; }

    public Category Category { get; }

    /// <summary>Its stream as the database names it.</summary>
    public string Key { get; }

    /// <summary>Whether it is read on from what is known; else a snapshot is looked for.</summary>
    public bool Known { get; }

    /// <summary>Nothing is known of it. That it is not new after all is found out by the key of its first event.</summary>
    public bool AssumedNew { get; }

    /// <summary>The feed position at which nothing is newer than what is known of it.</summary>
    public long AsOf { get; }

    public Held Now { get; private set; }

    /// <summary>The version it was folded from: of the snapshot, or of what was known.</summary>
    public long Begun { get; private set; }

    /// <summary>It is not as the database has it any more.</summary>
    public bool Changed { get; private set; }

    /// <summary>Too long to be read while others wait.</summary>
    public bool MustReadFirst { get; set; }

    /// <summary>Why its history cannot be folded.</summary>
    public ExceptionDispatchInfo? Broken { get; private set; }

    public static Entity Of(Asked asked, StreamRef stream, StateMemory memory)
    {
        var remembered = memory.Find(asked.Tenant, stream.Stream);
        if (asked.Read?.GetValueOrDefault(stream.Stream) is { } read && !(remembered?.Held.Version >= read.Version))
            remembered = new(read, AsOf: -1);

        return remembered is not null
            ? new(asked.Tenant, stream.Category, remembered.Held, known: true, remembered.AsOf)
            : new(asked.Tenant, stream.Category, stream.Category.Nothing(stream.Id), known: stream.AssumedNew, asOf: -1, stream.AssumedNew);
    }

    public void Begin(object state, long version) => (Now, Begun) = (Now with { State = state, Version = version }, version);

    public void Evolve(long version, string type, int schema, ReadOnlySpan<byte> data)
    {
        if (Broken is not null) return;

        try
        {
            Now = Category.Evolve(Now, version, type, schema, data);
        }
#pragma warning disable CA1031 // A history that does not fold is told to those who need it, not to the whole transaction.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Broken = ExceptionDispatchInfo.Capture(e);
        }
    }

    public void Become(Held now) => (Now, Changed) = (now, Changed || now.Version > Now.Version);
}

/// <summary>A plain record in a transaction: as the database has it, and as it is to be.</summary>
internal sealed class PlainRecord(TenantId tenant, RecordRef record)
{
    public TenantId Tenant => tenant;

    public RecordRef Record => record;

    public object? Was { get; private set; }

    public object? Now { get; set; }

    public void Read(byte[] data) => Was = Now = record.Kind.Read(data);
}
