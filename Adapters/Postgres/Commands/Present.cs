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

    private readonly Dictionary<TenantId, Trust> trusted = [];

    /// <param name="batch">What is asked.</param>
    /// <param name="memory">Knows states.</param>
    /// <param name="feeds">Knows where this host alone has written, so that its states may be trusted; null: none is.</param>
    /// <param name="ahead">What the turn ahead leaves if it is stored; null when none is on its way.</param>
    public Present(IReadOnlyList<Asked> batch, StateMemory memory, FeedMemory? feeds = null, Present? ahead = null)
    {
        foreach (var asked in batch)
        {
            if (Heads.TryAdd(asked.Tenant, -1) && feeds?.Alone(asked.Tenant) is { } feed)
                trusted[asked.Tenant] = new(feed.Since, ahead?.Leaves(asked.Tenant) ?? new(feed.Reached, Turn: null));

            var before = trusted.TryGetValue(asked.Tenant, out var trust) && trust.Head.Turn is not null ? ahead : null;
            foreach (var stream in asked.UseCase.Streams)
            {
                var key = (asked.Tenant, stream.Stream);
                if (entities.ContainsKey(key)) continue;

                entities.Add(key, before?.entities.GetValueOrDefault(key) is { } left
                    ? Entity.LeftBy(left, asOf: trust!.Head.Position)
                    : Entity.Of(asked, stream, memory));
            }

            foreach (var record in asked.UseCase.Records)
                records.TryAdd((asked.Tenant, record.Record), new(asked.Tenant, record));
            if (before?.AnsweredBefore(asked) is { } answer) WasAnswered(asked.Tenant, asked.Command.Id, answer);
        }
    }

    /// <summary>The number of this turn, by which its head is known from anybody else's.</summary>
    public long Turn { get; } = Random.Shared.NextInt64(1, long.MaxValue);

    /// <summary>The last position given in each tenant; -1 before it is known.</summary>
    public Dictionary<TenantId, long> Heads { get; } = [];

    /// <summary>As <see cref="Heads"/> were before anything was decided.</summary>
    public Dictionary<TenantId, Head> HeadsBefore { get; } = [];

    /// <summary>Whether any of it counts only if the turn ahead is stored.</summary>
    public bool RestsOnAhead => trusted.Values.Any(trust => trust.Head.Turn is not null);

    /// <summary>Whether the feeds end where states that are trusted to be the newest are so.</summary>
    public bool IsAsTrusted => trusted.All(trust => trust.Value.Head.Is(HeadsBefore[trust.Key]));

    public IReadOnlyCollection<Entity> Entities => entities.Values;

    public IReadOnlyCollection<PlainRecord> Records => records.Values;

    public void Begin(TenantId tenant, Head head) => (Heads[tenant], HeadsBefore[tenant]) = (head.Position, head);

    /// <summary>Whether nothing is newer than what is known of it, if the feed ends where it is trusted to.</summary>
    public bool Trusts(Entity entity) => trusted.TryGetValue(entity.Tenant, out var trust) && entity.AsOf >= trust.Since;

    /// <summary>
    /// Takes everything to be as this host remembers it. Whether it still is, the transaction finds out when it moves the
    /// heads on from there.
    /// </summary>
    /// <returns>False when something has to be read.</returns>
    public bool TryRemember()
    {
        if (records.Count > 0 || trusted.Count < Heads.Count) return false;
        if (!entities.Values.All(entity => entity.AssumedNew || Trusts(entity))) return false;

        foreach (var (tenant, trust) in trusted) Begin(tenant, trust.Head);
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

    private Head? Leaves(TenantId tenant) => Heads.TryGetValue(tenant, out var position) ? new(position, Turn) : null;

    private IEnumerable<Entity> Of(Asked asked) =>
        asked.UseCase.Streams.Select(stream => entities[(asked.Tenant, stream.Stream)]);

    /// <param name="Since">Of the feed all after it is this host's.</param>
    /// <param name="Head">If the feed ends here, whatever was the newest since then is the newest still.</param>
    private sealed record Trust(long Since, Head Head);
}

/// <summary>Where a feed ends.</summary>
/// <param name="Position">The last one given.</param>
/// <param name="Turn">Which turn has left it there; null where it makes no difference.</param>
internal sealed record Head(long Position, long? Turn)
{
    public bool Is(Head found) => Position == found.Position && (Turn is null || Turn == found.Turn);
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

    /// <summary>As another turn leaves it.</summary>
    public static Entity LeftBy(Entity other, long asOf) => new(other.Tenant, other.Category, other.Now, known: true, asOf);

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
