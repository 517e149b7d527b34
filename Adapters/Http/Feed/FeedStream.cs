using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tempest.Application;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Feed;

/// <summary>
/// The feed as one long answer, of which no more than a page is in memory. Whatever goes wrong on the way breaks it off; whoever
/// asks again from where it ended is told what it was.
/// </summary>
internal sealed class FeedStream : IResult
{
    public const string Events = "text/event-stream", Lines = "application/x-ndjson";

    private const int AtOnce = 500;

    /// <summary>After so long without an event the connection is kept open by saying how far the feed was looked through.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>After which the reader connects again, and its token is looked at again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly string type;
    private readonly Func<TimeProvider, CancellationToken, IAsyncEnumerable<FeedPage>> pages;

    private FeedStream(string type, Func<TimeProvider, CancellationToken, IAsyncEnumerable<FeedPage>> pages) =>
        (this.type, this.pages) = (type, pages);

    /// <summary>What a writer of JSON that is known to be good need not look at.</summary>
    public static JsonWriterOptions Json => new() { SkipValidation = true, Encoder = WireJson.Shown.Options.Encoder };

    /// <summary>All up to where the feed ends at first, one event a line.</summary>
    public static FeedStream OfAllThereIs(FeedPart part, IFeed feed) =>
        new(Lines, (_, cancel) => AllThereIs(part, feed, cancel));

    /// <summary>As server-sent events, whose ids are positions: what there is, then what comes.</summary>
    public static FeedStream GoingOn(FeedPart part, IFeed feed, FeedHead end, CancellationToken stopping) =>
        new(Events, (clock, cancel) => GoingOn(part, feed, end, clock, stopping, cancel));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancel) = (httpContext.Response, httpContext.RequestAborted);
        var server = CloudEventRepresentation.ServerOf(httpContext.Request);
        var clock = httpContext.RequestServices.GetRequiredService<TimeProvider>();
        try
        {
            await foreach (var page in pages(clock, cancel))
            {
                if (!response.HasStarted)
                {
                    response.ContentType = type;
                    response.Headers.CacheControl = "no-store";
                }

                Write(response.BodyWriter, page, server);
                await response.BodyWriter.FlushAsync(cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The reader has gone.
        }
    }

    private static async IAsyncEnumerable<FeedPage> AllThereIs(
        FeedPart part, IFeed feed, [EnumeratorCancellation] CancellationToken cancel)
    {
        var end = Math.Min(await feed.HeadAsync(cancel), part.To ?? long.MaxValue);
        for (var at = part.After; ;)
        {
            var page = await feed.PageAsync(part with { After = at, To = end }, end, AtOnce, cancel);
            yield return page;

            at = page.Reached;
            if (at >= end) yield break;
        }
    }

    private static async IAsyncEnumerable<FeedPage> GoingOn(
        FeedPart part, IFeed feed, FeedHead end, TimeProvider clock, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        var (begun, at, head) = (clock.GetTimestamp(), part.After, await feed.HeadAsync(cancel));
        while (!ends.IsCancellationRequested && clock.GetElapsedTime(begun) < Longest)
        {
            var page = await feed.PageAsync(part with { After = at }, head, AtOnce, cancel);
            yield return page;

            at = page.Reached;
            if (at >= part.To) yield break;
            if (page.IsFull) continue;

            try
            {
                head = await end.BeyondAsync(at, Silence, ends.Token);
            }
            catch (OperationCanceledException) when (ends.IsCancellationRequested)
            {
                yield break;
            }
        }
    }

    private void Write(PipeWriter body, FeedPage page, string server)
    {
        using var json = new Utf8JsonWriter(body, Json);
        foreach (var happened in page.Events)
        {
            if (type == Events) Text(body, $"id: {happened.Position}\ndata: ");
            JsonSerializer.Serialize(json, CloudEventRepresentation.Of(happened, server), WireJson.Shown.CloudEventRepresentation);
            json.Flush();
            json.Reset();
            body.Write(type == Events ? "\n\n"u8 : "\n"u8);
        }

        // Without data it is no event; but from there the reader goes on when the connection is lost.
        if (type == Events) Text(body, $"id: {page.Reached}\n\n");
    }

    private static void Text(PipeWriter body, FormattableString text) =>
        Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture), body);
}
