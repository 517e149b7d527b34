using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Tempest.Application.Access;

namespace Tempest.Adapters.Identity;

/// <summary>
/// Finds out who asks: the API takes bearer tokens and nothing else, so that no page of somebody else's can make a browser
/// use it; pages take the session's cookie.
/// </summary>
internal sealed class Callers(Tokens tokens, TimeProvider clock)
{
    /// <summary>How long a token that was good is good without a look; one that is revoked works so much longer.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);

    private const int MostRemembered = 10_000;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, (AccessToken Token, long Since)> known = new();

    public static bool IsForPrograms(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <returns>Null when a token was given that is worth nothing.</returns>
    public async Task<Caller?> OfAsync(HttpContext context, Sessions sessions)
    {
        if (!IsForPrograms(context.Request))
        {
            if (await sessions.PersonAsync() is not { } person) return Caller.Nobody;

            context.Features.Set(new PersonSignedIn(person.Id));
            return person.Caller;
        }

        if (context.Request.Headers.Authorization is not [{ } header]) return Caller.Nobody;

        return AuthenticationHeaderValue.TryParse(header, out var given) && given is { Parameter: { } token }
            && string.Equals(given.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            ? await OfTokenAsync(token, context.RequestAborted)
            : null;
    }

    private async Task<Caller?> OfTokenAsync(string token, CancellationToken cancel)
    {
        if (known.TryGetValue(token, out var remembered) && clock.GetElapsedTime(remembered.Since) < Remembered
            && remembered.Token.IsGoodAt(clock.GetUtcNow())) return remembered.Token.Caller;

        if (await tokens.FindAsync(token, cancel) is not { } found)
        {
            known.TryRemove(token, out _);
            return null;
        }

        if (known.Count >= MostRemembered) known.Clear();
        known[token] = (found, clock.GetTimestamp());
        return found.Caller;
    }
}
