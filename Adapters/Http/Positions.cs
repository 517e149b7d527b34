using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tempest.Application;

namespace Tempest.Adapters.Http;

/// <summary>
/// Read your own writes: a command's answer says with a header which position of the feed it reached, and every read waits
/// until that is reached where it reads, when it is asked to.
/// </summary>
internal static class Positions
{
    public const string Header = "Tempest-Position", Parameter = "after";

    public static void Tell(HttpResponse response, long position) =>
        response.Headers[Header] = position.ToString(CultureInfo.InvariantCulture);

    /// <returns>Null where nothing was done.</returns>
    public static long? Of(HttpResponse response) =>
        long.TryParse(response.Headers[Header], CultureInfo.InvariantCulture, out var position) ? position : null;

    /// <summary>Of several answers in one, the one that reached furthest tells.</summary>
    public static void Pass(HttpResponse part, HttpResponse whole)
    {
        if (Of(part) is { } position && position > (Of(whole) ?? 0)) Tell(whole, position);
    }

    public static RouteHandlerBuilder ShowsWhatWasWritten(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(async (asked, next) =>
        {
            var context = asked.HttpContext;
            if (long.TryParse(context.Request.Query[Parameter], CultureInfo.InvariantCulture, out var position))
                await context.RequestServices.GetRequiredService<FeedHead>().ReachAsync(position, context.RequestAborted);
            return await next(asked);
        });
}
