using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tempest.Application.Access;
using Tempest.Domain;

namespace Tempest.Adapters.Identity;

/// <summary>An OpenID or OAuth provider of somebody else's: authorization code with PKCE.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="ClientId">Who Tempest is there.</param>
/// <param name="ClientSecret">By what it knows Tempest.</param>
/// <param name="Authorize">Where people are sent.</param>
/// <param name="Token">Where the code becomes a token.</param>
/// <param name="UserInfo">Where the token shows who it is: <c>sub</c>, <c>email</c>, <c>email_verified</c>, <c>name</c>.</param>
/// <param name="Currency">In which somebody new orders.</param>
public sealed record OutsideProvider(
    string Name, string ClientId, string ClientSecret, Uri Authorize, Uri Token, Uri UserInfo, Currency Currency);

/// <summary>The way there and back.</summary>
internal static class OutsideSignInServices
{
    private const string Scheme = "outside";

    public static void AddOutside(this AuthenticationBuilder authentication, OutsideProvider provider)
    {
        authentication.Services.AddSingleton(new OutsideSignIn(provider.Name));
        authentication.AddOAuth(Scheme, options =>
        {
            options.ClientId = provider.ClientId;
            options.ClientSecret = provider.ClientSecret;
            options.AuthorizationEndpoint = provider.Authorize.ToString();
            options.TokenEndpoint = provider.Token.ToString();
            options.UserInformationEndpoint = provider.UserInfo.ToString();
            options.CallbackPath = "/sign-in/outside/back";
            options.SignInScheme = Sessions.Cookie;
            options.UsePkce = true;
            foreach (var scope in (string[])["openid", "email", "profile"]) options.Scope.Add(scope);
            options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            options.Events.OnCreatingTicket = context => CreateTicketAsync(context, provider);
            options.Events.OnRemoteFailure = context =>
            {
                context.Response.Redirect("/sign-in?outside=failed");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
    }

    /// <summary>A link leads here, no form: a browser would not let a form of ours lead to somebody else's page.</summary>
    public static void MapOutside(this IEndpointRouteBuilder routes) => routes.MapGet("/sign-in/outside", (string? @return) =>
        Results.Challenge(new() { RedirectUri = $"/sign-in?return={Uri.EscapeDataString(@return ?? "")}" }, [Scheme]))
        .WithName("signInOutside").ExcludeFromDescription();

    /// <summary>Who it is there becomes who it is here.</summary>
    private static async Task CreateTicketAsync(OAuthCreatingTicketContext context, OutsideProvider provider)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, context.Options.UserInformationEndpoint)
        {
            Headers = { Authorization = new("Bearer", context.AccessToken), Accept = { new MediaTypeWithQualityHeaderValue("application/json") } },
        };
        using var answer = await context.Backchannel.SendAsync(ask, context.HttpContext.RequestAborted);
        answer.EnsureSuccessStatusCode();
        var who = await answer.Content.ReadFromJsonAsync<JsonElement>(context.HttpContext.RequestAborted);
        if (Text(who, "sub") is not { } subject || Text(who, "email") is not { } email || !IsTrue(who, "email_verified"))
            throw new AuthenticationFailureException($"{provider.Name} does not vouch for an e-mail.");

        var person = await context.HttpContext.RequestServices.GetRequiredService<SignIn>().FromOutsideAsync(
            $"{provider.Name}/{subject}", email, Text(who, "name") ?? email, provider.Currency, context.HttpContext.RequestAborted)
            ?? throw new AuthenticationFailureException("The e-mail is somebody else's here.");
        context.Principal = Sessions.Of(person);
    }

    private static string? Text(JsonElement who, string member) =>
        who.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Some providers say it as text.</summary>
    private static bool IsTrue(JsonElement who, string member) =>
        who.TryGetProperty(member, out var value) && (value.ValueKind == JsonValueKind.True || Text(who, member) == "true");
}
