using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Tempest.Application.Commands;

namespace Tempest.Adapters.Web;

/// <summary>What went wrong, as a page, for people who look at pages; programs get the API's problems.</summary>
internal sealed partial class PagesForFaults(ILogger<PagesForFaults> log) : IExceptionHandler
{
    /// <summary>Gives a page to what was refused without a word.</summary>
    public static async Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null } && WantsAPage(context.Request))
            await Views.Fault(response.StatusCode).ExecuteAsync(context);
    }

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!WantsAPage(httpContext.Request)) return false;

        var status = exception switch
        {
            TooBusyException => StatusCodes.Status503ServiceUnavailable,
            BadHttpRequestException bad => bad.StatusCode,
            _ => StatusCodes.Status500InternalServerError,
        };
        if (status == StatusCodes.Status500InternalServerError) Failed(httpContext.Request.Method, httpContext.Request.Path, exception);
        if (status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = "1";
        await Views.Fault(status).ExecuteAsync(httpContext);
        return true;
    }

    private static bool WantsAPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(type => type.MediaType == "text/html");

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed.")]
    private partial void Failed(string method, PathString path, Exception exception);
}
