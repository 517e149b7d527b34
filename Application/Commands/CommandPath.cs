using System.Text.Json;
using System.Text.Json.Nodes;
using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Application.Commands;

/// <summary>
/// The part of the command path that every adapter shares and that touches nothing: from a decision to what must be
/// stored in one transaction, and from a remembered answer back to the answer.
/// </summary>
public static class CommandPath
{
    /// <param name="command">Who asks what, under which id.</param>
    /// <param name="useCase">What is asked.</param>
    /// <param name="now">What the use case asked to see.</param>
    /// <param name="head">The last position given; the events get the next ones.</param>
    /// <param name="recordedAt">The time of recording.</param>
    /// <param name="policies">That look at what happens.</param>
    /// <returns>What to store and to answer after the commit; nothing to store when the caller's view was stale.</returns>
    public static Commit Decide(
        Command command, UseCase useCase, Situation now, long head, DateTimeOffset recordedAt,
        IReadOnlyList<Policy> policies) =>
        useCase.Decide(now) switch
        {
            Accepted accepted => Append(command, accepted, now, head, recordedAt, command.IsHistory ? [] : policies),
            Refused refused => Refuse(Refusal.Of(refused.Why), head, remembered: !command.IsHistory),
            Stale => new Commit([], [], [], null, new SeenStale()),
            var other => throw new InvalidOperationException($"No way to store {other}."),
        };

    /// <summary>The answer given before, from what was kept of it.</summary>
    /// <param name="kept">As <see cref="Commit.Kept"/> had it.</param>
    /// <param name="digest">The digest of the content the id was first used with.</param>
    /// <param name="command">The command that came now.</param>
    /// <param name="useCase">What it asks: names the streams and records that the answer shows.</param>
    /// <param name="stateAt">Reads an entity as it was at a version.</param>
    public static async Task<Answer> RepeatAsync(
        ReadOnlyMemory<byte> kept, string digest, Command command, UseCase useCase,
        Func<StreamRef, long, Task<Held>> stateAt)
    {
        if (digest != Digest.Of(command.Content)) return new IdUsedOtherwise(command.Id);

        var answer = JsonSerializer.Deserialize(kept.Span, StoredJson.Default.StoredAnswer)!;
        if (answer.Refused is { } why) return new Rejected(why, Repeated: true);

        var streams = new List<Held>();
        foreach (var stream in useCase.Streams)
        {
            if (answer.Streams?.TryGetValue(stream.Stream.ToString(), out var version) is true)
                streams.Add(await stateAt(stream, version));
        }

        var records = new List<RecordState>();
        foreach (var record in useCase.Records)
        {
            if (answer.Records?.TryGetValue(record.Record.ToString(), out var json) is true)
                records.Add(new(record.Record, json is null ? null : record.Kind.Read(Bytes(json))));
        }

        return new Done(streams, records, answer.Position, answer.Changed, Repeated: true);
    }

    private static Commit Append(
        Command command, Accepted accepted, Situation now, long head, DateTimeOffset recordedAt,
        IReadOnlyList<Policy> policies)
    {
        var events = new List<RecordedEvent>();
        var streams = new List<Held>();
        var queued = new List<QueuedCommand>();
        foreach (var change in accepted.Streams)
        {
            var held = now.Streams[change.Stream.Stream];
            foreach (var happened in change.Events)
            {
                var (type, schema, data) = change.Stream.Category.Encode(happened);
                var recorded = new RecordedEvent(
                    held.Stream, held.Version + 1, head + events.Count + 1, type, schema, data,
                    command.Actor, command.Id, command.CorrelationId ?? command.Id, command.CausationId,
                    Instant.Kept(command.At), Instant.Kept(recordedAt));
                events.Add(recorded);
                held = change.Stream.Category.Evolve(held, recorded);
                foreach (var policy in policies)
                    queued.AddRange(policy.Whenever(held, happened).Select(wish => QueuedCommand.From(recorded, wish)));
            }

            streams.Add(held);
        }

        var records = accepted.Records.Select(change => new RecordState(change.Record.Record, change.Now)).ToArray();
        var changed = events.Count > 0 || accepted.Records.Any(c => !Equals(c.Now, now.Records[c.Record.Record]));
        var position = head + events.Count;
        var kept = new StoredAnswer(
            streams.ToDictionary(held => held.Stream.ToString(), held => held.Version),
            accepted.Records.ToDictionary(c => c.Record.Record.ToString(), c => c.Now is null ? null : Json(c.Record.Kind.Write(c.Now))),
            changed, position, null);
        return new(events, accepted.Records, queued, kept.ToBytes(), new Done(streams, records, position, changed, Repeated: false));
    }

    private static Commit Refuse(Refusal why, long head, bool remembered) => new(
        [], [], [], remembered ? new StoredAnswer(null, null, false, head, why).ToBytes() : null,
        new Rejected(why, Repeated: false));

    private static byte[] ToBytes(this StoredAnswer answer) =>
        JsonSerializer.SerializeToUtf8Bytes(answer, StoredJson.Default.StoredAnswer);

    private static JsonObject Json(byte[] utf8) => JsonNode.Parse(utf8)!.AsObject();

    private static byte[] Bytes(JsonObject json) =>
        JsonSerializer.SerializeToUtf8Bytes(json, StoredJson.Default.JsonObject);
}

/// <summary>What one command stores, all of it or none.</summary>
/// <param name="Events">In feed order.</param>
/// <param name="Records">Plain records as they shall be.</param>
/// <param name="Queued">What policies ask for because of the events.</param>
/// <param name="Kept">The answer to remember under the command's id, as UTF-8 JSON; null: store nothing at all.</param>
/// <param name="Answer">To give after the commit.</param>
public sealed record Commit(
    IReadOnlyList<RecordedEvent> Events, IReadOnlyList<RecordChange> Records,
    IReadOnlyList<QueuedCommand> Queued, byte[]? Kept, Answer Answer);
