using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Tempest.Adapters.Web;

/// <summary>What every form is asked before anything is done with it: whether it is ours.</summary>
internal static class Forms
{
    public static ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }
            ? ValueTask.FromResult<object?>(Views.Fault(StatusCodes.Status400BadRequest,
                "This form was open for too long. Go back, reload the page and send it again: nothing was done."))
            : next(context);
}
