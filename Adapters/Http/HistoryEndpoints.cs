using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http;

/// <summary>
/// What is the same for everything that has a history: commanding it, reading it as it is or was, its events.
/// </summary>
/// <param name="category">How it is stored.</param>
/// <param name="noun">What people call one.</param>
/// <param name="missing">The code when there is none of an id.</param>
/// <param name="show">As it is, or (now: false) as it was.</param>
/// <param name="links">Where it leads now.</param>
internal sealed class HistoryEndpoints<TRepresentation>(
    Category category, string noun, string missing, Func<Held, bool, TRepresentation> show,
    Func<Held, IReadOnlyDictionary<string, Link>> links)
{
    /// <summary>Its entity tag.</summary>
    public static string TagOf(long version) => version.ToString(CultureInfo.InvariantCulture);

    public async Task<IResult> RunAsync<TBody>(
        string id, CommandRequest<TBody> request, Lookup lookup, IStorage storage, CancellationToken cancel,
        string? createsAt = null)
    {
        var stream = category.Stream(id);
        return await Answers.RunAsync(
            storage, request.Command,
            lookup.If(request.IfMatch, now => now.Version(stream.Stream) is > 0 and var version ? TagOf(version) : null),
            done => Show(done.Streams.Single(held => held.Stream == stream.Stream), now: true, done.Changed ? createsAt : null),
            async () => Problems.Stale(TagOf((await storage.LoadAsync(stream, cancel)).Version)),
            async () => await storage.LoadAsync(stream, cancel) is { Exists: true } held
                ? links(held)
                : new Dictionary<string, Link>(),
            cancel);
    }

    public async Task<IResult> GetAsync(
        string given, long? version, DateTimeOffset? at, IStorage storage, CancellationToken cancel)
    {
        var id = RouteIds.Checked(given, $"{noun}Id");
        var stream = category.Stream(id);
        if (version is not null && at is not null)
            throw new MalformedRequestException("at", "cannot go together with version");
        if (version < 1) throw new MalformedRequestException("version", "must be 1 or more");

        var held = version is { } v ? await storage.LoadAsync(stream, v, cancel)
            : at is { } moment ? await storage.LoadAsync(stream, moment, cancel)
            : await storage.LoadAsync(stream, cancel);
        return (held.Exists, version, at) switch
        {
            (true, { } wanted, _) when held.Version < wanted => Problems.NotFound(
                missing, $"The {noun} {id} has {TagOf(held.Version)} events; there is no version {TagOf(wanted)} yet."),
            (true, _, _) => Show(held, now: version is null && at is null),
            (_, _, not null) => Problems.NotFound(missing, $"There was no {noun} {id} at that moment."),
            _ => Problems.NotFound(missing, $"There is no {noun} {id}."),
        };
    }

    public async Task<IResult> EventsAsync(
        string given, int? limit, string? cursor, HttpContext context, IStorage storage, CancellationToken cancel)
    {
        var id = RouteIds.Checked(given, $"{noun}Id");
        var most = Paging.Limit(limit);
        var of = $"events of {noun} {id}";
        var after = Paging.After(cursor, of) is not { Key: var key } ? 0
            : long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue ? last
            : throw Paging.NoCursor();
        var events = await storage.HistoryAsync(category.Stream(id).Stream, after + 1, most + 1, cancel);
        if (events.Count == 0 && after == 0) return Problems.NotFound(missing, $"There is no {noun} {id}.");

        var shown = events.Take(most).Select(e => EventRepresentation.Of(category, e)).ToArray();
        return Paging.Answer(context, shown, events.Count > most ? new(TagOf(shown[^1].Version), id) : null, of);
    }

    /// <param name="of">What is paged through: each list has cursors of its own.</param>
    public async Task<IResult> ListAsync(
        Func<Place?, int, Selection> wanted, string of, int? limit, string? cursor, HttpContext context, IStorage storage,
        CancellationToken cancel)
    {
        var page = await storage.SelectAsync(category, wanted(Paging.After(cursor, of), Paging.Limit(limit)), cancel);
        return Paging.Answer(context, [.. page.Items.Select(held => show(held, true))], page.Next, of);
    }

    private IResult Show(Held held, bool now, string? createdAt = null) =>
        Answers.Show(show(held, now), TagOf(held.Version), createdAt);
}
