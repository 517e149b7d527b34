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
    private readonly List<Entity> assumed = [];

    public Present(IReadOnlyList<Asked> batch, StateMemory memory)
    {
        foreach (var asked in batch)
        {
            Heads.TryAdd(asked.Tenant, -1);
            foreach (var stream in asked.UseCase.Streams)
            {
                var known = entities.GetValueOrDefault((asked.Tenant, stream.Stream));
                if (known is null || asked.Past?.States.GetValueOrDefault(stream.Stream)?.Version > known.Now.Version)
                    entities[(asked.Tenant, stream.Stream)] = Entity.Of(asked, stream, memory);
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
            var unsure = entities.Values.Where(entity => entity.Tenant == tenant && entity.AsOf < feed.Since).ToArray();
            if (unsure.Any(entity => !entity.IsAssumed)) return false;

            assumed.AddRange(unsure);
            Begin(tenant, feed.Reached);
        }

        return true;
    }

    /// <summary>Whether what was only taken to be the newest is written to, so that storing it finds out.</summary>
    public bool TestsWhatIsAssumed => assumed.All(entity => entity.Changed);

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
    /// <summary>One with a longer tail than this is read where nobody else waits for it.</summary>
    public const int LongestTail = 5_000;

    private int tail;

    private Entity(TenantId tenant, Category category, Held now, bool isAssumed = false, long asOf = -1) =>
        (Tenant, Category, Now, IsAssumed, AsOf, Begun, Key) =
        (tenant, category, now, isAssumed, asOf, now.Version, EventRows.Key(now.Stream));

    public TenantId Tenant { get; }

    public Category Category { get; }

    /// <summary>Its stream as the database names it.</summary>
    public string Key { get; }

    /// <summary>
    /// It is taken to be the newest, as it was read just now, or as it is about to be created. Whether something is newer is found
    /// out by the key of its next event.
    /// </summary>
    public bool IsAssumed { get; }

    /// <summary>The feed position at which nothing is newer than what is known of it; -1: that is not known.</summary>
    public long AsOf { get; }

    public Held Now { get; private set; }

    /// <summary>The version it was folded from: of the snapshot, or of what was known.</summary>
    public long Begun { get; private set; }

    /// <summary>It is not as the database has it any more.</summary>
    public bool Changed { get; private set; }

    /// <summary>It is not to be decided on before it is read anew.</summary>
    public bool MustReadFirst { get; set; }

    /// <summary>Why its history cannot be folded.</summary>
    public ExceptionDispatchInfo? Broken { get; private set; }

    /// <summary>As this host remembers it, or as it was read beforehand.</summary>
    public static Entity Of(Asked asked, StreamRef stream, StateMemory memory)
    {
        var remembered = memory.Find(asked.Tenant, stream.Stream);
        Held? read = null;
        var wasRead = asked.Past?.States.TryGetValue(stream.Stream, out read) is true;
        if (asked.Past?.Era != memory.Era) read = null;
        if (read is not null && !(remembered?.Held.Version > read.Version))
            return new(asked.Tenant, stream.Category, read, isAssumed: true, remembered?.AsOf ?? -1);
        if (remembered is not null)
            return new(asked.Tenant, stream.Category, remembered.Held, asOf: remembered.AsOf);

        return new(asked.Tenant, stream.Category, stream.Category.Nothing(stream.Id), isAssumed: stream.AssumedNew)
        {
            MustReadFirst = wasRead && read is null,
        };
    }

    public void Begin(object state, long version) => (Now, Begun) = (Now with { State = state, Version = version }, version);

    public void Evolve(long version, string type, int schema, ReadOnlySpan<byte> data)
    {
        MustReadFirst |= ++tail > LongestTail;
        if (MustReadFirst || Broken is not null) return;

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
