using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;

namespace Tempest.Adapters.Identity;

/// <summary>
/// Who comes in: asks the access table about every endpoint that has a name. What has none (files, health, documents) is for
/// everybody; pages and the API name theirs, and a test sees to it.
/// </summary>
internal sealed class Gate(Callers callers)
{
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var caller = await callers.OfAsync(context, (Sessions)context.RequestServices.GetService(typeof(Sessions))!);
        context.Features.Set(caller ?? Caller.Nobody);
        if (caller is null)
        {
            Refuse(context, StatusCodes.Status401Unauthorized, "Bearer error=\"invalid_token\"");
        }
        else if (context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is not { } operation || caller.May(operation))
        {
            await next(context);
        }
        else if (caller.IsSignedIn)
        {
            Refuse(context, StatusCodes.Status403Forbidden);
        }
        else if (Callers.IsForPrograms(context.Request))
        {
            Refuse(context, StatusCodes.Status401Unauthorized, "Bearer");
        }
        else
        {
            context.Response.Redirect($"/sign-in?return={Uri.EscapeDataString(Wanted(context.Request))}");
        }
    }

    /// <summary>After signing in: the page itself, or the one whose form was sent.</summary>
    private static string Wanted(HttpRequest request) => HttpMethods.IsGet(request.Method)
        ? request.Path + request.QueryString
        : Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from) ? from.PathAndQuery : "/";

    private static void Refuse(HttpContext context, int status, string? challenge = null)
    {
        context.Response.StatusCode = status;
        if (challenge is not null) context.Response.Headers.WWWAuthenticate = challenge;
    }
}
