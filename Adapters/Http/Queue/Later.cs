using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tempest.Application.Access;
using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Queue;

/// <summary>
/// <c>Prefer: respond-async</c>: whoever does not want to wait for the answer has the request kept, is told where the answer
/// will be, and goes on. A key keeps its one answer, whichever way the request is sent.
/// </summary>
internal static class Later
{
    public const string Preference = "respond-async";

    /// <summary>Its structure is checked before; what the business says is said later.</summary>
    public static RouteHandlerBuilder MayBeAnsweredLater(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(async (asked, next) =>
        {
            var (context, request) = (asked.HttpContext, asked.Arguments.OfType<CommandRequest>().Single());
            return context.Features.Get<AcceptedRequest>() is null && IsPreferred(context.Request)
                ? await AcceptAsync(context, request, context.RequestServices.GetRequiredService<IStorage>())
                : await next(asked);
        });

    private static async Task<IResult> AcceptAsync(HttpContext context, CommandRequest request, IStorage storage)
    {
        var caller = context.RequestServices.GetRequiredService<Caller>();
        var what = JsonSerializer.SerializeToUtf8Bytes(
            AcceptedRequest.Of(context.Request, request, caller), WireJson.Default.AcceptedRequest);
        var (id, at) = (request.Command.Id, request.Command.At);
        var queued = new QueuedCommand(0, id, null, TargetOf(context.Request), what, id, null, at)
        {
            Actor = caller.Actor, Content = ContentOf(request),
        };
        if (await storage.AcceptAsync(queued, context.RequestAborted) is not { } accepted) return Problems.KeyReused();

        var shown = QueuedCommandRepresentation.Showing(accepted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = shown.Links["self"].Href;
        context.Response.Headers["Preference-Applied"] = Preference;
        return Answers.Show(shown, tag: null);
    }

    private static string ContentOf(CommandRequest request) => Digest.Of(request.Command.Content);

    private static bool IsPreferred(HttpRequest request) => request.Headers["Prefer"]
        .SelectMany(header => (header ?? "").Split(','))
        .Any(preference => preference.Split(';')[0].Trim().Equals(Preference, StringComparison.OrdinalIgnoreCase));

    /// <summary>The entity, as policies name it; what names none is a target of its own.</summary>
    private static string TargetOf(HttpRequest request) => request.RouteValues.FirstOrDefault() switch
    {
        (null, _) => request.Path,
        ("sku", var id) => $"product/{id}",
        var (name, id) => $"{name[..^"Id".Length]}/{id}",
    };
}
