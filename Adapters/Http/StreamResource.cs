using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http;

/// <summary>What every event-sourced thing has over HTTP: commands on it, and all that happened to it.</summary>
/// <param name="Category">Where its streams are.</param>
/// <param name="Word">What it is called: <c>order</c>.</param>
/// <param name="Missing">The code when there is no such thing.</param>
/// <param name="Tag">The entity tag of a version, at the moment of asking.</param>
/// <param name="Show">The thing as it now is, and whether it has just been created.</param>
/// <param name="Links">What is possible now.</param>
internal sealed record StreamResource(
    Category Category, string Word, string Missing, Func<long, DateTimeOffset, string> Tag,
    Func<Held, DateTimeOffset, bool, IResult> Show, Func<Held, Dictionary<string, Link>> Links)
{
    public StreamRef Stream(string id) => Category.Stream(RouteIds.Checked(id, $"{Word}Id"));

    /// <param name="id">From the address.</param>
    /// <param name="request">Who asks what, having seen what.</param>
    /// <param name="useCase">What is asked.</param>
    /// <param name="creates">Whether it may bring the thing into being.</param>
    public async Task<IResult> RunAsync<TBody>(
        string id, CommandRequest<TBody> request, UseCase useCase, bool creates, IStorage storage, CancellationToken cancel)
    {
        var stream = Stream(id);
        var at = request.Now;
        return await Answers.RunAsync(
            storage, request.Command,
            useCase.If(request.IfMatch, now => now.Version(stream.Stream) is > 0 and var version ? Tag(version, at) : null),
            done => done.Streams.Single(held => held.Stream == stream.Stream) is var held
                ? Show(held, at, creates && done.Changed)
                : throw new InvalidOperationException($"{stream} was not among what was asked for."),
            async () => Problems.Stale(Tag((await storage.LoadAsync(stream, cancel)).Version, at)),
            async () => await storage.LoadAsync(stream, cancel) is { Exists: true } held ? Links(held) : [],
            cancel);
    }

    public async Task<IResult> EventsAsync(
        string id, int? limit, string? cursor, HttpContext context, IStorage storage, CancellationToken cancel)
    {
        var stream = Stream(id).Stream;
        var most = Paging.Limit(limit);
        var of = $"events of {Word} {id}";
        var after = Paging.After(cursor, of) is not { Key: var key } ? 0
            : long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue ? last
            : throw Paging.NoCursor();
        var events = await storage.HistoryAsync(stream, after + 1, most + 1, cancel);
        if (events.Count == 0 && after == 0) return NotFound(id);

        var shown = events.Take(most).Select(e => EventRepresentation.Of(Category, e)).ToArray();
        return Paging.Answer(context, shown, events.Count > most ? new(Text(shown[^1].Version), id) : null, of);
    }

    public IResult NotFound(string id) => Problems.NotFound(Missing, $"There is no {Word} {id}.");

    public IResult NotFoundThen(string id) => Problems.NotFound(Missing, $"There was no {Word} {id} at that moment.");

    public static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
