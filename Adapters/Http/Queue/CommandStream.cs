using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Queue;

/// <summary>
/// A command as server-sent events: as it is, then each change, until it is settled. Whatever host settles it, the row tells.
/// </summary>
internal sealed class CommandStream(QueuedCommand command, IStorage storage) : IResult
{
    public const string ContentType = "text/event-stream";

    /// <summary>How long what another host does may go unseen.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    /// <summary>After so long without a change a comment keeps the connection open.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, services) = (httpContext.Response, httpContext.RequestServices);
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        try
        {
            await TellAsync(httpContext, services.GetRequiredService<TimeProvider>(), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client has gone, or the host is about to.
        }
    }

    public static string Event(QueuedCommandRepresentation shown) =>
        $"event: {shown.State}\ndata: {JsonSerializer.Serialize(shown, WireJson.Shown.QueuedCommandRepresentation)}\n\n";

    private async Task TellAsync(HttpContext context, TimeProvider clock, CancellationToken cancel)
    {
        var (response, told, since) = (context.Response, "", clock.GetTimestamp());
        for (var now = command; ; now = (await storage.FindAsync(now.Address, cancel))!)
        {
            var rung = storage.Rung;
            var next = Event(Offers.For(context, QueuedCommandRepresentation.Showing(now)));
            var line = next != told ? next : clock.GetElapsedTime(since) > Silence ? ": nothing new\n\n" : null;
            if (line is not null)
            {
                await response.WriteAsync(line, cancel);
                await response.Body.FlushAsync(cancel);
                (told, since) = (next, clock.GetTimestamp());
            }

            if (now.State is not QueueState.Waiting) return;

            await rung.AtMostAsync(Longest, cancel);
        }
    }
}
