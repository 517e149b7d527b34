using System.Globalization;
using System.Threading.RateLimiting;
using Tempest.Application.Access;

namespace Tempest.Host;

/// <summary>What stands between everybody and the endpoints: what a browser may do with a page, and how fast anybody may ask.</summary>
internal static class Protection
{
    private const string Pages =
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The document of the API brings a page of its own, with styles in it and pictures as data.</summary>
    private const string DocsPage = Pages + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase) ? DocsPage : Pages;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        return next(context);
    });

    /// <summary>
    /// Each caller, or each address of those who have not signed in, has so many requests at once and so many a second; tries
    /// to sign in are counted for themselves.
    /// </summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services, RateLimits limits) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (rejected, _) =>
        {
            var pause = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter =
                Math.Max(1, Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => limits.PerSecond == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(CallerOf(context), _ => new()
            {
                TokenLimit = limits.AtOnce, TokensPerPeriod = limits.PerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
        options.AddPolicy(SignInLimit.Policy, context => limits.SignInsPerMinute == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetFixedWindowLimiter(AddressOf(context), _ => new()
            {
                PermitLimit = limits.SignInsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0,
            }));
    });

    private static string CallerOf(HttpContext context) =>
        context.Features.Get<Caller>() is { IsSignedIn: true } caller ? caller.Actor : AddressOf(context);

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}

/// <summary>How fast anybody may ask; 0: as fast as they like.</summary>
/// <param name="PerSecond">Requests of one caller.</param>
/// <param name="AtOnce">What may have been saved up of them.</param>
/// <param name="SignInsPerMinute">Tries to sign in, to register or to get a new password, from one address.</param>
public sealed record RateLimits(int PerSecond, int AtOnce, int SignInsPerMinute)
{
    public static RateLimits Usual { get; } = new(200, 2_000, 20);
}
