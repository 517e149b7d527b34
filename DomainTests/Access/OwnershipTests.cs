using Microsoft.AspNetCore.Builder;
using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.DomainTests.Http;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Access;

/// <summary>What is another customer's is, for a customer, not there: not to look at, not to change, not to guess.</summary>
public sealed class OwnershipTests : IAsyncLifetime
{
    private readonly MemoryStorage storage = new();
    private WebApplication app = null!;
    private Api staff = null!;
    private Api ana = null!;
    private string order = "";

    public async ValueTask InitializeAsync()
    {
        app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0", settings: SignedIn.Unhurried);
        await app.StartAsync();
        staff = new(await SignedIn.StaffAsync(app, storage));
        ana = new(await SignedIn.CustomerAsync(app, storage, "polar"));
        foreach (var customer in (string[])["polar", "lakeside"])
            (await staff.Put($"/api/customers/{customer}", """{ "name": "Polar Foods", "currency": "USD" }""")).Status.ShouldBe(201);
        order = await staff.OrderAsync("lakeside");
        (await staff.Post("/api/shipments/theirs/commands/submit", Api.Shipment("lakeside"))).Status.ShouldBe(201);
        (await staff.Post("/api/accounts/lakeside/commands/pay", Payment)).Status.ShouldBe(201);
    }

    private const string Payment = """{ "entryId": "cheque-1", "amount": { "amount": "10.00", "currency": "USD" }, "reason": "Cheque" }""";

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/api/orders/{0}", "order")]
    [InlineData("GET", "/api/orders/{0}?version=1", "order")]
    [InlineData("GET", "/api/orders/{0}/events", "order")]
    [InlineData("GET", "/api/timeline/{0}", "order")]
    [InlineData("POST", "/api/orders/{0}/commands/amend", "order")]
    [InlineData("POST", "/api/orders/{0}/commands/cancel", "order")]
    [InlineData("GET", "/api/shipments/{0}", "theirs")]
    [InlineData("GET", "/api/shipments/{0}/events", "theirs")]
    [InlineData("GET", "/api/accounts/{0}", "lakeside")]
    [InlineData("GET", "/api/accounts/{0}?at=2027-01-01T00:00:00Z", "lakeside")]
    [InlineData("GET", "/api/accounts/{0}/events", "lakeside")]
    [InlineData("GET", "/api/accounts/{0}/statement", "lakeside")]
    [InlineData("GET", "/api/customers/{0}", "lakeside")]
    public async Task Anothers_is_answered_like_what_does_not_exist(string method, string path, string id)
    {
        var theirs = id == "order" ? order : id;

        var asked = await AskAsync(theirs);
        var nothing = await AskAsync("nothing");

        asked.Status.ShouldBe(404, asked.Text);
        asked.Text.Replace(theirs, "nothing", StringComparison.Ordinal).ShouldBe(nothing.Text);
        (await staff.Send(method, At(path, theirs), Body())).Status.ShouldNotBe(404, "the twin: staff see it");

        Task<ApiAnswer> AskAsync(string which) => ana.Send(method, At(path, which), Body());

        StringContent? Body() => method == "GET" ? null : new(
            path.EndsWith("cancel", StringComparison.Ordinal) ? """{ "reason": "Not needed" }""" : """{ "lines": [] }""",
            System.Text.Encoding.UTF8, "application/json");
    }

    [Theory]
    [InlineData("/api/orders")]
    [InlineData("/api/orders?customer=lakeside")]
    [InlineData("/api/shipments")]
    [InlineData("/api/shipments?billToAccountId=lakeside")]
    public async Task Lists_hold_nothing_of_anothers(string path)
    {
        var own = await staff.OrderAsync("polar");

        (await staff.Get(path)).Text.ShouldContain("lakeside");
        (await ana.Get(path)).Text.Replace(path, "", StringComparison.Ordinal).ShouldNotContain("lakeside");
        (await ana.Get("/api/orders")).Text.ShouldContain(own);
    }

    [Fact]
    public async Task Nothing_is_done_in_anothers_name()
    {
        var head = await storage.HeadAsync(TestContext.Current.CancellationToken);

        (await ana.Post("/api/orders/mine/commands/place", Api.Order("lakeside", "P-1"))).ShouldBeProblem(409, "unknown-customer");
        (await ana.Post("/api/shipments/mine/commands/submit", Api.Shipment("lakeside"))).ShouldBeProblem(403, "not-yours");
        (await ana.Put("/api/customers/lakeside", """{ "name": "Mine now", "currency": "USD" }""")).ShouldBeProblem(403, "not-yours");

        (await storage.HeadAsync(TestContext.Current.CancellationToken)).ShouldBe(head);
        (await staff.Get("/api/customers/lakeside")).Json["name"]!.ToString().ShouldBe("Polar Foods");
    }

    [Fact]
    public async Task An_id_that_another_has_used_is_taken_and_theirs_stays_as_it_is()
    {
        var sku = await staff.ProductAsync();

        (await ana.Post($"/api/orders/{order}/commands/place", Api.Order("polar", sku))).ShouldBeProblem(409, "order-already-placed");
        (await ana.Post("/api/shipments/theirs/commands/submit", Api.Shipment("polar"))).ShouldBeProblem(409, "shipment-already-submitted");

        (await staff.Get($"/api/orders/{order}")).Json["customer"]!.ToString().ShouldBe("lakeside");
    }

    [Fact]
    public async Task A_key_is_the_callers_own()
    {
        var sku = await staff.ProductAsync();
        var key = ("Idempotency-Key", "K-1");
        (await staff.Post("/api/orders/one/commands/place", Api.Order("polar", sku), key)).Status.ShouldBe(201);

        (await ana.Post("/api/orders/two/commands/place", Api.Order("polar", sku), key)).Status.ShouldBe(201);
        (await staff.Get("/api/orders/two/events")).Text.ShouldContain("\"actor\":\"customer/polar\"");
        (await staff.Get("/api/orders/one/events")).Text.ShouldContain("\"actor\":\"staff/sally\"");
    }

    [Fact]
    public async Task Only_what_the_caller_may_do_is_offered()
    {
        var own = await staff.OrderAsync("polar");

        Offered(await staff.Get($"/api/orders/{own}")).ShouldBe(["amend", "approve", "cancel"], ignoreOrder: true);
        var seen = await ana.Get($"/api/orders/{own}");
        Offered(seen).ShouldBe(["amend", "cancel"], ignoreOrder: true);
        seen.Links.ShouldNotContain("approve");
        Offered(new(200, seen.Headers, (await ana.Get("/api/orders")).Json["items"]!.AsArray().Single(one => one!["id"]!.ToString() == own)!.ToJsonString()))
            .ShouldBe(["amend", "cancel"], ignoreOrder: true);
    }

    private static IEnumerable<string> Offered(ApiAnswer shown) => shown.Json["_templates"]!.AsObject().Select(template => template.Key);

    private static string At(string path, string id) => path.Replace("{0}", id, StringComparison.Ordinal);
}
