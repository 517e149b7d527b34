using System.Text;
using Tempest.Application.Commands;
using Tempest.Application.Lake;
using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Memory;

/// <summary>What stays when a host dies: events, plain records, answers, and the snapshots that may go.</summary>
public sealed class MemoryData
{
    private readonly Lock gate = new();
    private readonly List<RecordedEvent> feed = [];
    private readonly Dictionary<StreamId, List<RecordedEvent>> streams = [];
    private readonly Dictionary<RecordId, byte[]> records = [];
    private readonly Dictionary<string, KeptAnswer> answers = [];
    private long commits;
    private readonly Dictionary<(StreamId Stream, string Fingerprint), (long Version, byte[] State)> snapshots = [];

    internal MemoryQueue Queue { get; } = new();

    internal MemoryPeople People { get; } = new();

    internal MemoryAudit Audit { get; } = new();

    /// <summary>Spoils a snapshot, as a fault might.</summary>
    public void Spoil(StreamRef entity, Func<string, string> how)
    {
        var key = (entity.Stream, entity.Category.Fingerprint);
        lock (gate)
        {
            var (version, state) = snapshots[key];
            snapshots[key] = (version, Encoding.UTF8.GetBytes(how(Encoding.UTF8.GetString(state))));
        }
    }

    internal MemoryProjections Projections { get; } = new();

    /// <summary>Loses a plain record without anybody's knowing, as a fault or an operator might.</summary>
    public void Lose(RecordId record)
    {
        lock (gate) records.Remove(record);
    }

    internal long Head
    {
        get
        {
            lock (gate) return feed.Count;
        }
    }

    internal (KeptAnswer? Kept, Situation Now, long Head, long Commits) Look(string commandId, UseCase useCase)
    {
        lock (gate)
        {
            var held = useCase.Streams.DistinctBy(stream => stream.Stream).ToDictionary(stream => stream.Stream, Load);
            var plain = useCase.Records.DistinctBy(record => record.Record).ToDictionary(record => record.Record, Find);
            return (answers.GetValueOrDefault(commandId), new(held, plain), feed.Count, commits);
        }
    }

    /// <param name="seen">How many commits there had been when it was decided.</param>
    /// <returns>False when there have been others since; then nothing is stored.</returns>
    internal bool TryCommit(Command command, Commit commit, ReadOnlyMemory<byte> answer, long seen)
    {
        lock (gate)
        {
            if (commits != seen) return false;

            foreach (var happened in commit.Events)
            {
                if (!streams.TryGetValue(happened.Stream, out var stream)) streams[happened.Stream] = stream = [];
                stream.Add(happened);
                feed.Add(happened);
            }

            foreach (var change in commit.Records)
            {
                if (change.Now is null) records.Remove(change.Record.Record);
                else records[change.Record.Record] = change.Record.Kind.Write(change.Now);
            }

            Queue.Add(commit.Queued);
            answers[command.Id] = new(Digest.Of(command.Content), answer);
            commits++;
            return true;
        }
    }

    /// <returns>Null when the id was used before for something else.</returns>
    internal QueuedCommand? Accept(QueuedCommand request)
    {
        lock (gate)
        {
            return answers.TryGetValue(request.Id, out var answered) && answered.Digest != request.Content
                ? null
                : Queue.Accept(request);
        }
    }

    internal void Save(IReadOnlyList<StreamRef> known, IReadOnlyList<Held> states)
    {
        lock (gate)
        {
            foreach (var held in states)
            {
                var category = known.First(stream => stream.Stream == held.Stream).Category;
                var key = (held.Stream, category.Fingerprint);
                if (held.Exists && category.IsDue(snapshots.GetValueOrDefault(key).Version, held.Version))
                    snapshots[key] = (held.Version, category.WriteSnapshot(held.State));
            }
        }
    }

    internal Held Load(StreamRef entity)
    {
        lock (gate)
        {
            var from = snapshots.TryGetValue((entity.Stream, entity.Category.Fingerprint), out var snapshot)
                ? new Held(entity.Stream, entity.Category.ReadSnapshot(snapshot.State), snapshot.Version)
                : entity.Category.Nothing(entity.Id);
            return Events(entity.Stream).Skip((int)from.Version).Aggregate(from, entity.Category.Evolve);
        }
    }

    internal static Held Fold(StreamRef entity, IEnumerable<RecordedEvent> events) =>
        events.Aggregate(entity.Category.Nothing(entity.Id), entity.Category.Evolve);

    internal IReadOnlyList<RecordedEvent> Events(StreamId stream)
    {
        lock (gate) return [.. streams.GetValueOrDefault(stream, [])];
    }

    internal IReadOnlyList<RecordedEvent> Feed(FeedPart part, int limit)
    {
        bool IsOf(RecordedEvent one) => part.Types?.Contains(one.Type, StringComparer.Ordinal) is not false
            && (part.Category is null || part.Category == one.Stream.Category)
            && (part.CorrelationId is null || part.CorrelationId == one.CorrelationId);

        lock (gate)
        {
            return
            [
                .. feed.Skip((int)part.After).TakeWhile(one => one.Position <= (part.To ?? long.MaxValue)).Where(IsOf).Take(limit),
            ];
        }
    }

    internal IReadOnlyList<Held> Entities(Category category)
    {
        lock (gate)
        {
            return [.. streams.Keys.Where(stream => stream.Category == category.Name).Select(s => Load(category.Stream(s.Id)))];
        }
    }

    internal long PutBack(IReadOnlyList<RecordedEvent> events)
    {
        lock (gate)
        {
            OtherHistoryException.ThrowIfOther([.. events.Where(each => each.Position <= feed.Count).Select(each => feed[(int)each.Position - 1])], events);
            var missing = events.Where(each => each.Position > feed.Count).ToArray();
            foreach (var happened in missing)
            {
                if (!streams.TryGetValue(happened.Stream, out var stream)) streams[happened.Stream] = stream = [];
                if (happened.Position != feed.Count + 1 || happened.Version != stream.Count + 1) throw new OtherHistoryException(happened.Position);

                stream.Add(happened);
                feed.Add(happened);
            }

            commits++;
            return missing.Length;
        }
    }

    internal object? Find(RecordRef record)
    {
        lock (gate) return records.TryGetValue(record.Record, out var json) ? record.Kind.Read(json) : null;
    }

    internal IReadOnlyList<(string Id, byte[] Json)> All(RecordKind kind)
    {
        lock (gate) return [.. records.Where(r => r.Key.Kind == kind.Name).Select(r => (r.Key.Id, r.Value))];
    }

    internal long Discard(Category category) => Discard(stream => stream.Category == category.Name);

    internal long Discard(StreamId entity) => Discard(stream => stream == entity);

    internal SnapshotStatus Status(Category category)
    {
        lock (gate)
        {
            var all = snapshots.Keys.Where(key => key.Stream.Category == category.Name).ToArray();
            var current = all.Where(key => key.Fingerprint == category.Fingerprint).ToArray();
            var events = feed.LongCount(happened => happened.Stream.Category == category.Name);
            return new(events, current.Length, all.Length - current.Length, events - current.Sum(key => snapshots[key].Version));
        }
    }

    internal IReadOnlyList<Saved> Saved(IReadOnlyList<Category> of, string after, int limit)
    {
        lock (gate)
        {
            return
            [
                .. (from snapshot in snapshots
                   join category in of on (snapshot.Key.Stream.Category, snapshot.Key.Fingerprint) equals (category.Name, category.Fingerprint)
                   let place = Digest.Of(snapshot.Key.Stream.ToString())
                   where string.CompareOrdinal(place, after) > 0
                   orderby place
                   select new Saved(category.Stream(snapshot.Key.Stream.Id), snapshot.Value.Version, snapshot.Value.State, place)).Take(limit),
            ];
        }
    }

    internal Rebuilt Rebuild(Category category, IProgress<long>? watcher)
    {
        lock (gate)
        {
            var (rebuilt, read) = (0L, 0L);
            foreach (var stream in streams.Keys.Where(stream => stream.Category == category.Name))
            {
                var held = Fold(category.Stream(stream.Id), streams[stream]);
                snapshots[(stream, category.Fingerprint)] = (held.Version, category.WriteSnapshot(held.State));
                (rebuilt, read) = (rebuilt + 1, read + held.Version);
            }

            watcher?.Report(read);
            return new(rebuilt, read);
        }
    }

    private long Discard(Func<StreamId, bool> which)
    {
        lock (gate)
        {
            var gone = snapshots.Keys.Where(key => which(key.Stream)).ToArray();
            foreach (var key in gone) snapshots.Remove(key);
            return gone.Length;
        }
    }

    internal long SnapshotVersion(StreamRef entity)
    {
        lock (gate) return snapshots.GetValueOrDefault((entity.Stream, entity.Category.Fingerprint)).Version;
    }
}

/// <param name="Digest">Of the content the id was used with.</param>
internal sealed record KeptAnswer(string Digest, ReadOnlyMemory<byte> Answer);
