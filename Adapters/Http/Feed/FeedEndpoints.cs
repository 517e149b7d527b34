using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Tempest.Application;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Feed;

/// <summary>All that happens, in order, for programs of others: by pages, as it happens, or all at once.</summary>
internal static class FeedEndpoints
{
    public const string Address = "/api/feed";

    private static readonly string[] Offered = [FeedPageResult.Batch, "application/json", FeedStream.Lines, FeedStream.Events];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/schemas/{name}", SchemaOf).ExcludeFromDescription();
        routes.MapGet(Address, GetAsync).WithTags("Feed")
            .Reads<CloudEventRepresentation[]>("readFeed", "All that happens, in order",
                "A batch of CloudEvents; follow the `Link` named `next`, which is there even when nothing has come yet. A page that is full never changes "
                + "and may be kept. As `text/event-stream` it goes on as events happen, as `application/x-ndjson` it is all there is, one event a line.",
                FeedExamples.Page, others: new Dictionary<string, string>
                {
                    [FeedStream.Events] = FeedExamples.Stream, [FeedStream.Lines] = FeedExamples.Lines,
                }, type: FeedPageResult.Batch, refusals: "unknown-event");
    }

    /// <summary>What the data of one version of an event look like.</summary>
    private static IResult SchemaOf(string name) =>
        typeof(FeedEndpoints).Assembly.GetManifestResourceStream($"schemas/{name}") is { } schema
            ? Results.Stream(schema, "application/schema+json")
            : Problems.NotFound("not-found", $"No event has a schema '{name}'.");

    private static async Task<IResult> GetAsync(
        [Description("The position of the last event that you have; 0, unless given: from the beginning.")] long? after,
        [Description("The last position that is wanted; unless given, as far as there is.")] long? until,
        [Description("Only these events, with commas between.")] string? types,
        [Description("Only what happened to one kind of thing: order, shipment, truck, account ….")] string? category,
        [Description("How many at most, 1 to 500; 50 unless given. For pages.")] int? limit,
        [Description("When there is nothing yet, wait so many seconds for it, at most 30. For pages.")] int? wait,
        HttpContext context, IStorage storage, FeedHead end, IHostApplicationLifetime host, CancellationToken cancel)
    {
        context.Response.Headers.Vary = "Accept";
        var asked = FeedRequest.Of(after, until, types, category, limit, wait, context.Request);
        switch (Negotiation.Choose(context.Request, Offered))
        {
            case null:
                return Problems.Of("not-acceptable", StatusCodes.Status406NotAcceptable,
                    $"The feed comes as {string.Join(", ", Offered)}; choose one of these with Accept.");
            case FeedStream.Lines or FeedStream.Events when limit is not null || wait is not null:
                throw new MalformedRequestException(limit is null ? "wait" : "limit", "is for pages; this goes on by itself");
            case FeedStream.Lines:
                return FeedStream.OfAllThereIs(asked.Part, storage);
            case FeedStream.Events:
                var last = LastSeen(context.Request) ?? asked.Part.After;
                await end.ReachAsync(last, cancel);
                return FeedStream.GoingOn(asked.Part with { After = last }, storage, end, host.ApplicationStopping);
            default:
                return new FeedPageResult(asked, await PageAsync(asked, storage, end, host.ApplicationStopping, cancel));
        }
    }

    private static async Task<FeedPage> PageAsync(
        FeedRequest asked, IStorage storage, FeedHead end, CancellationToken stopping, CancellationToken cancel)
    {
        using var waits = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        waits.CancelAfter(asked.Wait);
        var page = await storage.PageAsync(asked.Part, await storage.HeadAsync(cancel), asked.Limit, cancel);
        while (page is { Events: [], IsFull: false } && !waits.IsCancellationRequested)
        {
            try
            {
                var head = await end.BeyondAsync(page.Reached, asked.Wait, waits.Token);
                page = await storage.PageAsync(asked.Part, head, asked.Limit, cancel);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // The time is up, or the host is about to stop: nothing has come.
            }
        }

        return page;
    }

    private static long? LastSeen(HttpRequest request) => request.Headers["Last-Event-ID"] is not { Count: > 0 } given ? null
        : long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position
        : throw new MalformedRequestException("Last-Event-ID", "must be the id of an event of this stream");
}
