using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Tempest.Application;
using Tempest.Application.Access;
using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Web;

/// <summary>Tells an open page that what it shows has changed; what it is like now, the page itself tells.</summary>
/// <param name="Watch">Of all pages that are open here.</param>
/// <param name="Caller">Whose page it is.</param>
/// <param name="Sessions">While the session lasts.</param>
/// <param name="Clock">What time it is.</param>
/// <param name="Host">Until it stops.</param>
internal sealed record Live(
    FeedWatch Watch, Caller Caller, ISessions Sessions, TimeProvider Clock, IHostApplicationLifetime Host)
{
    /// <summary>How often something is sent though nothing has changed.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>After which the browser asks again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="seen">What the page shows, as <see cref="Stamp"/> has it.</param>
    /// <param name="first">What is looked at in any case.</param>
    /// <param name="look">Everything that the page shows, as it is now.</param>
    /// <param name="context">Of the page's own request, until the page is closed.</param>
    public IResult Changes(
        string? seen, StreamId first, Func<CancellationToken, Task<IReadOnlyList<Held>>> look, HttpContext context) =>
        Changes(seen, watch => watch.Follow([first]), async cancel =>
        {
            var now = await look(cancel);
            return (Stamp(now), now.Select(held => held.Stream));
        }, context);

    /// <summary>For a page that shows whatever there is of some categories.</summary>
    /// <param name="seen">All up to this position of the feed is shown.</param>
    /// <param name="categories">What is shown.</param>
    /// <param name="feed">Of all that happens.</param>
    /// <param name="context">Of the page's own request, until the page is closed.</param>
    public IResult Changes(string? seen, IReadOnlyList<Category> categories, IFeed feed, HttpContext context) =>
        Changes(seen, watch => watch.FollowAll(categories),
            async cancel => (FormattableString.Invariant($"{await feed.HeadAsync(cancel)}"), []), context);

    /// <summary>Other as soon as anything of it is other.</summary>
    public static string Stamp(IEnumerable<Held> shown) => string.Join('-', shown.Select(held => held.Version));

    private IResult Changes(string? seen, Action<Watch> follow, Look look, HttpContext context)
    {
        if (Watch.Begin(Caller.Actor) is not { } watch) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

        context.Response.RegisterForDispose(watch);
        follow(watch);
        return TypedResults.ServerSentEvents(ChangesAsync(watch, seen, look, context.RequestAborted));
    }

    private async IAsyncEnumerable<SseItem<string>> ChangesAsync(
        Watch watch, string? seen, Look look, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, Host.ApplicationStopping);
        var begun = Clock.GetTimestamp();
        while (!ends.IsCancellationRequested && Clock.GetElapsedTime(begun) < Longest && await Sessions.LastsAsync())
        {
            var next = watch.Next;
            var (stamp, streams) = await look(cancel);
            if (watch.Follow(streams)) continue;

            yield return new("", stamp == seen ? "still" : "changed");
            seen = stamp;
            try
            {
                await next.AtMostAsync(Beat, ends.Token);
            }
            catch (OperationCanceledException) when (ends.IsCancellationRequested)
            {
                yield break;
            }
        }
    }

    /// <summary>What the page would show now: other stamps, other pages; and the streams it is made of.</summary>
    private delegate Task<(string Stamp, IEnumerable<StreamId> Streams)> Look(CancellationToken cancel);
}
