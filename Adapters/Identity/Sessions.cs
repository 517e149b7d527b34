using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Tempest.Application.Access;

namespace Tempest.Adapters.Identity;

/// <summary>A person's session: a cookie that names the person and carries their stamp.</summary>
internal sealed class Sessions(IHttpContextAccessor http, SignIn signIn) : ISessions
{
    public const string Cookie = CookieAuthenticationDefaults.AuthenticationScheme;

    private const string Stamp = "stamp";

    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("There is no request.");

    public Task BeginAsync(Person person, bool stays) => Context.SignInAsync(Cookie, Of(person), new() { IsPersistent = stays });

    public static ClaimsPrincipal Of(Person person) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, person.Id), new(Stamp, person.Stamp)], Cookie));

    public Task EndAsync() => Context.SignOutAsync(Cookie);

    public async Task<bool> LastsAsync() => await PersonAsync() is not null;

    /// <summary>Whoever the request's cookie speaks of, as they are now; null when it is worth nothing.</summary>
    public async Task<Person?> PersonAsync()
    {
        var user = (await Context.AuthenticateAsync(Cookie)).Principal;
        return user?.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && user.FindFirstValue(Stamp) is { } stamp
            ? await signIn.OfSessionAsync(id, stamp, Context.RequestAborted)
            : null;
    }
}
