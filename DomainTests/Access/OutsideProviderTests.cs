using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.DomainTests.Http;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Access;

/// <summary>Signing in through somebody else's provider: a small one of our own, which is strict about PKCE.</summary>
public sealed class OutsideProviderTests : IAsyncLifetime
{
    private readonly MemoryStorage storage = new();
    private readonly Provider provider = new();
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        var there = await provider.StartAsync();
        app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0", settings: new Dictionary<string, string?>(SignedIn.Unhurried)
        {
            ["Queue:Works"] = "false", ["SignIn:Outside:Name"] = "Works", ["SignIn:Outside:ClientId"] = "tempest",
            ["SignIn:Outside:ClientSecret"] = "secret", ["SignIn:Outside:Authorize"] = $"{there}/authorize",
            ["SignIn:Outside:Token"] = $"{there}/token", ["SignIn:Outside:UserInfo"] = $"{there}/userinfo",
        });
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await provider.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_the_provider_vouches_for_is_signed_in_and_registered_when_new()
    {
        using var browser = Browser();
        (await ReadAsync(browser, "/sign-in")).Text.ShouldContain("Sign in with Works");

        var arrived = await FollowAsync(browser, "/sign-in/outside?return=%2Fcheckout");

        arrived.ShouldStartWith("/basket", Case.Sensitive, "the checkout sends on whoever has nothing in the basket");
        (await ReadAsync(browser, "/")).Text.ShouldContain("Ana Ruiz");
        var person = (await storage.People.ListPeopleAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (person.Email, person.Subject, person.PasswordHash).ShouldBe(("ana@polarfoods.example", "Works/17", null));
    }

    [Fact]
    public async Task An_e_mail_that_the_provider_has_not_verified_is_nobodys()
    {
        provider.Verified = false;
        using var browser = Browser();

        (await FollowAsync(browser, "/sign-in/outside")).ShouldBe("/sign-in?outside=failed");
        (await ReadAsync(browser, "/sign-in?outside=failed")).Text.ShouldContain("did not sign you in here");
        (await storage.People.ListPeopleAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_code_is_worth_nothing_without_what_only_we_know()
    {
        provider.Forgets = true;
        using var browser = Browser();

        (await FollowAsync(browser, "/sign-in/outside")).ShouldBe("/sign-in?outside=failed");
    }

    private HttpClient Browser() =>
        new(new SocketsHttpHandler { CookieContainer = new(), AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.Single()) };

    private static async Task<(HttpStatusCode Status, string Text, Uri? Location)> ReadAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), answer.Headers.Location);
    }

    /// <returns>The last address it was sent to, here.</returns>
    private static async Task<string> FollowAsync(HttpClient browser, string address)
    {
        for (var hop = 0; hop < 10; hop++)
        {
            if ((await ReadAsync(browser, address)).Location is not { } next) return address;

            address = next.ToString();
        }

        throw new InvalidOperationException($"It goes on and on: {address}");
    }

    /// <summary>Authorization code with PKCE, as RFC 7636 has it.</summary>
    private sealed class Provider : IAsyncDisposable
    {
        private WebApplication? app;
        private string challenge = "";

        public bool Verified { get; set; } = true;

        /// <summary>It takes another for the one whose code was challenged.</summary>
        public bool Forgets { get; set; }

        public async Task<string> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            app.MapGet("/authorize", (HttpRequest request) =>
            {
                var asked = request.Query;
                if (asked["client_id"] != "tempest" || asked["code_challenge_method"] != "S256") return Results.BadRequest();

                challenge = Forgets ? "another" : asked["code_challenge"].ToString();
                return Results.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"].ToString(),
                    new Dictionary<string, string?> { ["code"] = "the-code", ["state"] = asked["state"].ToString() }));
            });
            app.MapPost("/token", async (HttpRequest request) =>
            {
                var form = await request.ReadFormAsync();
                var verifier = Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
                return form["code"] == "the-code" && form["client_secret"] == "secret" && verifier == challenge
                    ? Results.Json(new { access_token = "the-token", token_type = "Bearer" })
                    : Results.BadRequest(new { error = "invalid_grant" });
            });
            app.MapGet("/userinfo", (HttpRequest request) => request.Headers.Authorization == "Bearer the-token"
                ? Results.Json(new { sub = "17", email = "ana@polarfoods.example", email_verified = Verified, name = "Ana Ruiz" })
                : Results.Unauthorized());
            await app.StartAsync();
            return app.Urls.Single();
        }

        public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
