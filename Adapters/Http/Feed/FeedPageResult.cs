using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tempest.Application;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Feed;

/// <summary>A page of the feed: kept by whoever read it when it is full, read again when it is not.</summary>
internal sealed class FeedPageResult(FeedRequest asked, FeedPage page) : IResult
{
    public const string Batch = "application/cloudevents-batch+json";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.Link = asked.Previous is { } previous
            ? $"<{asked.Next(page)}>; rel=\"next\", <{previous}>; rel=\"prev\""
            : $"<{asked.Next(page)}>; rel=\"next\"";
        var body = Body(CloudEventRepresentation.ServerOf(request));
        response.Headers.CacheControl = page.IsFull ? "private, max-age=31536000, immutable" : "no-store";
        if (page.IsFull)
        {
            var tag = Preconditions.Quoted(Digest.Of(body.WrittenSpan)[..32]);
            response.Headers.ETag = tag;
            if (EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var seen) && seen.Any(known => known.Tag == tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        response.ContentType = Batch;
        response.ContentLength = body.WrittenCount;
        return response.Body.WriteAsync(body.WrittenMemory, httpContext.RequestAborted).AsTask();
    }

    private ArrayBufferWriter<byte> Body(string server)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body, FeedStream.Json);
        json.WriteStartArray();
        foreach (var happened in page.Events)
            JsonSerializer.Serialize(json, CloudEventRepresentation.Of(happened, server), WireJson.Shown.CloudEventRepresentation);
        json.WriteEndArray();
        json.Flush();
        return body;
    }
}
