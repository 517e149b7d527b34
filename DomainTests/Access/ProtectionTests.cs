using System.Net;
using Microsoft.AspNetCore.Builder;
using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Access;
using Tempest.DomainTests.Http;
using Tempest.DomainTests.Web;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Access;

/// <summary>What stands between everybody and the endpoints.</summary>
public sealed class ProtectionTests
{
    [Fact]
    public async Task Whoever_asks_too_fast_is_told_when_to_go_on_and_holds_up_nobody_else()
    {
        await using var storage = new MemoryStorage();
        await using var app = await StartAsync(storage, ("Limits:RequestsPerSecond", "1"), ("Limits:RequestsAtOnce", "3"));
        using var hasty = await SignedIn.AsAsync(app, storage, Roles.Sales);
        using var other = await SignedIn.CustomerAsync(app, storage, "polar");
        var api = new Api(hasty);

        var answers = new List<ApiAnswer>();
        for (var n = 0; n < 4; n++) answers.Add(await api.Get("/api"));

        answers[..3].ShouldAllBe(answer => answer.Status == 200);
        answers[3].ShouldBeProblem(429, "too-many-requests").Headers["Retry-After"].ShouldBe("1");
        (await new Api(other).Get("/api")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Tries_to_sign_in_are_counted_for_themselves()
    {
        await using var storage = new MemoryStorage();
        await using var app = await StartAsync(storage, ("Limits:SignInsPerMinute", "2"));
        using var visitor = new Visitor(new(app.Urls.Single()));
        var page = await visitor.Get("/sign-in");

        var statuses = new List<int>();
        for (var n = 0; n < 3; n++) statuses.Add((await visitor.Send(page, "/sign-in", ("email", "a@b.example"), ("password", "wrong password"))).Status);

        statuses.ShouldBe([422, 422, 429]);
        (await visitor.Get("/")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_form_that_is_not_ours_changes_nothing()
    {
        await using var storage = new MemoryStorage();
        await using var app = await StartAsync(storage);
        using var visitor = new Visitor(new(app.Urls.Single()));

        var answer = await visitor.Post("/register", new Dictionary<string, string>
        {
            ["name"] = "Polar Foods", ["email"] = "ana@polarfoods.example", ["password"] = "correct horse battery",
        });

        answer.Status.ShouldBe(400);
        (await storage.People.ListPeopleAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_at_the_pages_is_none_at_the_API_and_its_cookie_is_out_of_scripts_reach()
    {
        await using var storage = new MemoryStorage();
        await using var app = await StartAsync(storage);
        using var visitor = new Visitor(new(app.Urls.Single()));
        var came = await visitor.Send(await visitor.Get("/register"), "/register",
            ("name", "Polar Foods"), ("email", "ana@polarfoods.example"), ("password", "correct horse battery"));

        came.Status.ShouldBe(302);
        came.Headers["Set-Cookie"].ShouldContain("httponly");
        came.Headers["Set-Cookie"].ShouldContain("samesite=lax");
        (await visitor.Get("/password")).Status.ShouldBe(200);
        (await visitor.Get("/api/orders", "application/json")).Status.ShouldBe((int)HttpStatusCode.Unauthorized);
        (await visitor.Send(await visitor.Get("/password"), "/sign-out-everywhere")).Status.ShouldBe(302);
        (await visitor.Get("/password")).Location.ShouldBe("/sign-in?return=%2Fpassword");
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task Signing_in_leads_nowhere_else(string wanted)
    {
        await using var storage = new MemoryStorage();
        await using var app = await StartAsync(storage);
        using var visitor = new Visitor(new(app.Urls.Single()));

        var came = await visitor.Send(await visitor.Get($"/register?return={Uri.EscapeDataString(wanted)}"), "/register",
            ("name", "Polar Foods"), ("email", "ana@polarfoods.example"), ("password", "correct horse battery"));

        came.Location.ShouldBe("/");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/api")]
    [InlineData("/nothing/here")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string path)
    {
        await using var storage = new MemoryStorage();
        await using var app = await StartAsync(storage);
        using var visitor = new Visitor(new(app.Urls.Single()));

        var headers = (await visitor.Get(path)).Headers;

        headers["Content-Security-Policy"].ShouldContain("default-src 'self'");
        headers["Content-Security-Policy"].ShouldNotContain("unsafe");
        headers["X-Content-Type-Options"].ShouldBe("nosniff");
        headers["Referrer-Policy"].ShouldBe("same-origin");
        headers.Keys.ShouldNotContain("Server");
    }

    private static async Task<WebApplication> StartAsync(MemoryStorage storage, params (string Name, string Value)[] settings)
    {
        var app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0",
            settings: settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        await app.StartAsync();
        return app;
    }
}
