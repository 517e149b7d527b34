using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http;

/// <summary>From what a command was answered to what its sender receives.</summary>
internal static class Answers
{
    public const string HalForms = "application/prs.hal-forms+json";

    /// <param name="storage">Where the command is executed.</param>
    /// <param name="command">Who asks, under which id.</param>
    /// <param name="lookup">What is asked.</param>
    /// <param name="show">The thing as it now is.</param>
    /// <param name="stale">What to say when the sender had seen another state.</param>
    /// <param name="instead">What is possible now, asked for when the business said no.</param>
    /// <param name="cancel">When the sender has gone.</param>
    public static async Task<IResult> RunAsync(
        IStorage storage, Command command, Lookup lookup, Func<Done, IResult> show,
        Func<Task<IResult>> stale, Func<Task<IReadOnlyDictionary<string, Link>>> instead, CancellationToken cancel) =>
        await storage.ExecuteAsync(command, lookup, cancel) switch
        {
            Done done => new Reached(done.Position, show(done)),
            Rejected { Why: var why } => Problems.Of(why, await instead()),
            SeenStale => await stale(),
            IdUsedOtherwise => Problems.KeyReused(),
            var other => throw new InvalidOperationException($"No way to show {other}."),
        };

    public static IResult Show<T>(T representation, string? tag, string? createdAt = null) =>
        new Representation<T>(representation, tag, createdAt);

    public static IResult Page<T>(Collection<T> page) => new Representation<Collection<T>>(page, null, null);

    /// <summary>Says up to where the feed has to be read to see what was done.</summary>
    private sealed class Reached(long position, IResult shown) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            Positions.Tell(httpContext.Response, position);
            return shown.ExecuteAsync(httpContext);
        }
    }

    private sealed class Representation<T>(T value, string? tag, string? createdAt) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            if (tag is not null)
            {
                var quoted = Preconditions.Quoted(tag);
                response.Headers.ETag = quoted;
                if (HttpMethods.IsGet(httpContext.Request.Method)
                    && EntityTagHeaderValue.TryParseList(httpContext.Request.Headers.IfNoneMatch, out var seen)
                    && seen.Any(known => known.Tag == quoted || known.Tag == "*"))
                {
                    response.StatusCode = StatusCodes.Status304NotModified;
                    return Task.CompletedTask;
                }
            }

            if (createdAt is not null)
            {
                response.StatusCode = StatusCodes.Status201Created;
                response.Headers.Location = createdAt;
            }

            return response.WriteAsJsonAsync(Offers.For(httpContext, value), typeof(T), WireJson.Shown, HalForms, httpContext.RequestAborted);
        }
    }
}
