using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tempest.Adapters.Http.Timeline;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;
using Tempest.Domain;

namespace Tempest.Adapters.Http;

/// <summary>
/// What is the same for everything that has a history: commanding it, reading it as it is or was, its events, and these in words.
/// </summary>
/// <param name="category">How it is stored.</param>
/// <param name="noun">What people call one.</param>
/// <param name="missing">The code when there is none of an id.</param>
internal sealed class HistoryEndpoints<TId, TRepresentation>(Category category, string noun, string missing)
    where TId : struct, IIdentifier<TId>
    where TRepresentation : class
{
    /// <summary>Where the one of an id is.</summary>
    public required Func<string, string> Self { get; init; }

    /// <summary>As it is at this moment, or (null) as it was.</summary>
    public required Func<Held, DateTimeOffset?, TRepresentation> Representation { get; init; }

    /// <summary>Where it leads now.</summary>
    public required Func<Held, IReadOnlyDictionary<string, Link>> Links { get; init; }

    /// <summary>Its entity tag at this moment: its version, unless it also changes by itself.</summary>
    public Func<long, DateTimeOffset, string> Tag { get; init; } = (version, _) => InDigits(version);

    /// <summary>Whether what a command that may create it has changed is new: always, unless told otherwise.</summary>
    public Func<Held, bool> IsNew { get; init; } = _ => true;

    /// <summary>As it was at a version that was recorded at a moment: as it is shown at any later one, unless that too changes it.</summary>
    public Func<Held, DateTimeOffset, TRepresentation>? Then { get; init; }

    /// <summary>As it was at a moment, null if it was not yet; made of its events unless told otherwise.</summary>
    public Func<TId, DateTimeOffset, IStorage, CancellationToken, Task<TRepresentation?>>? Past { get; init; }

    private static string InDigits(long version) => version.ToString(CultureInfo.InvariantCulture);

    /// <param name="given">The id in the address.</param>
    /// <param name="request">Who asks, having seen what.</param>
    /// <param name="ask">What is asked of the one of this id.</param>
    /// <param name="storage">Where it is asked.</param>
    /// <param name="cancel">When the sender has gone.</param>
    /// <param name="creates">Whether this may bring it into being.</param>
    public async Task<IResult> RunAsync<TBody>(
        string given, CommandRequest<TBody> request, Func<TId, Lookup> ask, IStorage storage, CancellationToken cancel,
        bool creates = false)
    {
        var (id, stream) = Named(given);
        var now = request.Now;
        return await Answers.RunAsync(
            storage, request.Command,
            ask(id).If(request.IfMatch,
                seen => seen.Version(stream.Stream) is > 0 and var version ? Tag(version, now) : null),
            done =>
            {
                var held = done.Streams.Single(held => held.Stream == stream.Stream);
                return Show(held, now, creates && done.Changed && IsNew(held) ? Self(given) : null);
            },
            async () => Problems.Stale(Tag((await storage.LoadAsync(stream, cancel)).Version, now)),
            async () => await storage.LoadAsync(stream, cancel) is { Exists: true } held
                ? Links(held)
                : new Dictionary<string, Link>(),
            cancel);
    }

    public async Task<IResult> GetAsync(
        string given, long? version, DateTimeOffset? at, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var (_, stream) = Named(given);
        if (version is not null && at is not null)
            throw new MalformedRequestException("at", "cannot go together with version");
        if (version < 1) throw new MalformedRequestException("version", "must be 1 or more");

        if (version is null && at is null)
        {
            return await storage.LoadAsync(stream, cancel) is { Exists: true } held
                ? Show(held, clock.GetUtcNow())
                : NotFound(given);
        }

        return await WasAsync(given, new(version, at), storage, cancel) switch
        {
            (_, _, { } problem) => problem,
            ({ } was, null, _) => Answers.Show(was, tag: null),
            ({ } was, { } then, _) => Answers.Show(was, InDigits(then)),
            var other => throw new InvalidOperationException($"No way to show {other}."),
        };
    }

    /// <summary>What is different between two versions, or between two moments, and what happened in between.</summary>
    public async Task<IResult> DifferenceAsync(
        string given, string? from, string? to, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var (_, stream) = Named(given);
        var first = PointInTime.Read("from", from ?? throw new MalformedRequestException("from", "is missing"));
        var last = to is null
            ? first.Version is null ? new(null, clock.GetUtcNow()) : new((await storage.LoadAsync(stream, cancel)).Version, null)
            : PointInTime.Read("to", to);
        if (last.Version > 0 || last.At is not null) first.MustNotBeAfter(last);

        var (before, earlier, missing) = await WasAsync(given, first, storage, cancel);
        if (missing is not null) return missing;

        var (after, later, missingThen) = await WasAsync(given, last, storage, cancel);
        if (missingThen is not null) return missingThen;

        var between = earlier is { } seen && later is { } known
            ? await BetweenAsync(stream, seen, known, storage, cancel)
            : await BetweenAsync(stream, first.At!.Value, last.At!.Value, storage, cancel);
        return Answers.Show(DifferenceRepresentation.Showing(
            stream.Stream, Self(given), first with { Version = earlier }, last with { Version = later },
            JsonOf(before!), JsonOf(after!), [.. between.Select(happened => TimelineLine.Of(category, happened))]), tag: null);
    }

    public Task<IResult> EventsAsync(
        string given, int? limit, string? cursor, HttpContext context, IStorage storage, CancellationToken cancel) =>
        PageAsync(given, "events", happened => EventRepresentation.Of(category, happened), limit, cursor, context, storage, cancel);

    /// <summary>The same as its events, as people would tell it.</summary>
    public Task<IResult> HistoryAsync(
        string given, int? limit, string? cursor, HttpContext context, IStorage storage, CancellationToken cancel) =>
        PageAsync(given, "history", happened => TimelineLineRepresentation.Showing(TimelineLine.Of(category, happened)),
            limit, cursor, context, storage, cancel);

    private async Task<IResult> PageAsync<T>(
        string given, string what, Func<RecordedEvent, T> show, int? limit, string? cursor, HttpContext context,
        IStorage storage, CancellationToken cancel)
    {
        var (_, stream) = Named(given);
        var most = Paging.Limit(limit);
        var of = $"{what} of {noun} {given}";
        var after = Paging.After(cursor, of) is not { Key: var key } ? 0
            : long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue ? last
            : throw Paging.NoCursor();
        var events = await storage.HistoryAsync(stream.Stream, after + 1, most + 1, cancel);
        if (events.Count == 0 && after == 0) return NotFound(given);

        var next = events.Count > most ? new Place(InDigits(events[most - 1].Version), given) : null;
        return Paging.Answer(context, [.. events.Take(most).Select(show)], next, of);
    }

    /// <param name="of">What is paged through: each list has cursors of its own.</param>
    public async Task<IResult> ListAsync(
        Func<Place?, int, Selection> wanted, string of, int? limit, string? cursor, HttpContext context, IStorage storage,
        TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var page = await storage.SelectAsync(category, wanted(Paging.After(cursor, of), Paging.Limit(limit)), cancel);
        return Paging.Answer(context, [.. page.Items.Select(held => Representation(held, now))], page.Next, of);
    }

    /// <exception cref="MalformedRequestException">It is no id.</exception>
    public TId Id(string given) => TId.Of(RouteIds.Checked(given, $"{noun}Id"));

    public IResult NotFound(string id) => Problems.NotFound(missing, $"There is no {noun} {id}.");

    /// <returns>As it was, and at which version, when it was at one; or what to say when it was not.</returns>
    private async Task<(TRepresentation? Was, long? Version, IResult? Problem)> WasAsync(
        string given, PointInTime then, IStorage storage, CancellationToken cancel)
    {
        var (id, stream) = Named(given);
        if (then.At is { } moment && Past is { } past)
            return await past(id, moment, storage, cancel) is { } was ? (was, null, null) : (null, null, NotFoundThen(given));

        var held = then is { Version: { } version } ? await storage.LoadAsync(stream, version, cancel)
            : await storage.LoadAsync(stream, then.At!.Value, cancel);
        return (held.Exists, then.Version) switch
        {
            (true, { } wanted) when held.Version < wanted => (null, null, Problems.NotFound(missing,
                $"The {noun} {given} has {InDigits(held.Version)} events; there is no version {InDigits(wanted)} yet.")),
            (true, _) => (await ThenAsync(stream, held, storage, cancel), held.Version, null),
            (_, null) => (null, null, NotFoundThen(given)),
            _ => (null, null, NotFound(given)),
        };
    }

    private async Task<TRepresentation> ThenAsync(StreamRef stream, Held held, IStorage storage, CancellationToken cancel) =>
        Then is { } then
            ? then(held, (await storage.HistoryAsync(stream.Stream, held.Version, 1, cancel))[0].RecordedAt)
            : Representation(held, null);

    private static async Task<IReadOnlyList<RecordedEvent>> BetweenAsync(
        StreamRef stream, long after, long to, IStorage storage, CancellationToken cancel) => after == to ? []
        : await storage.HistoryAsync(stream.Stream, after + 1, (int)Math.Min(to - after, Paging.Most), cancel);

    /// <summary>By when they happened, however late they were told of.</summary>
    private static async Task<IReadOnlyList<RecordedEvent>> BetweenAsync(
        StreamRef stream, DateTimeOffset after, DateTimeOffset to, IStorage storage, CancellationToken cancel)
    {
        var between = new List<RecordedEvent>();
        IReadOnlyList<RecordedEvent> page = [];
        do
        {
            page = await storage.HistoryAsync(stream.Stream, (page.Count == 0 ? 0 : page[^1].Version) + 1, Paging.Most, cancel);
            between.AddRange(page.Where(e => e.HappenedAt > after && e.HappenedAt <= to));
        }
        while (page.Count == Paging.Most && between.Count < Paging.Most);
        return [.. between.Take(Paging.Most)];
    }

    private static JsonNode? JsonOf(TRepresentation shown) => JsonSerializer.SerializeToNode(shown, typeof(TRepresentation), WireJson.Shown);

    private (TId Id, StreamRef Stream) Named(string given) => (Id(given), category.Stream(given));

    private IResult Show(Held held, DateTimeOffset now, string? createdAt = null) =>
        Answers.Show(Representation(held, now), Tag(held.Version, now), createdAt);

    private IResult NotFoundThen(string id) => Problems.NotFound(missing, $"There was no {noun} {id} at that moment.");
}
