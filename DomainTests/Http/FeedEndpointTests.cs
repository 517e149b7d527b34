using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Reporting;
using Tempest.DomainTests.Contracts;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>The feed as a program of somebody else's reads it.</summary>
public sealed class FeedEndpointTests : IAsyncLifetime
{
    private static readonly (string, string) AsEvents = ("Accept", "text/event-stream");

    private readonly MemoryStorage storage = new();
    private WebApplication app = null!;
    private HttpClient client = null!;
    private Api api = null!;

    public async ValueTask InitializeAsync()
    {
        app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0",
            settings: new Dictionary<string, string?>(SignedIn.Unhurried) { ["Queue:Works"] = "false" });
        await app.StartAsync();
        api = new(client = await SignedIn.StaffAsync(app, storage));
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task An_event_is_a_cloud_event()
    {
        var truck = await api.TruckAsync();
        var page = await api.Get("/api/feed");

        page.Headers["Content-Type"].ShouldBe("application/cloudevents-batch+json");
        var added = page.Json.AsArray().ShouldHaveSingleItem()!.AsObject();
        ((string)added["specversion"]!, (string)added["id"]!, (string)added["source"]!, (string)added["type"]!, (string)added["subject"]!)
            .ShouldBe(("1.0", $"truck/{truck}/1", "/api/feed", "truck-added", $"truck/{truck}"));
        ((string)added["position"]!, (string)added["streamversion"]!, (string)added["datacontenttype"]!, added["data"]!.ToJsonString())
            .ShouldBe(("1", "1", "application/json", "{}"));
        ((string)added["dataschema"]!).ShouldBe($"{client.BaseAddress}schemas/truck-added.v1.json");
        ((string)added["correlationid"]!).ShouldBe((string)added["commandid"]!);
        added.Select(member => member.Key).ShouldAllBe(name => name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
    }

    [Fact]
    public async Task What_its_data_look_like_is_found_where_it_says()
    {
        await api.ShipmentAsync();
        var schema = await api.Get((string)(await api.Get("/api/feed")).Json[0]!["dataschema"]!);
        (schema.Status, schema.Headers["Content-Type"], (string)schema.Json["title"]!).ShouldBe((200, "application/schema+json", "shipment-submitted"));
        (await api.Get("/schemas/shipment-lost.v1.json")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Pages_lead_on_and_back_and_a_full_one_never_changes()
    {
        await TrucksAsync(5);
        var first = await api.Get("/api/feed?limit=2");
        (Positions(first), first.Headers["Cache-Control"]).ShouldBe(("1 2", "max-age=31536000, private, immutable"));
        Links(first).Keys.ShouldBe(["next"]);
        var second = await api.Get(Links(first)["next"]);
        var last = await api.Get(Links(second)["next"]);
        (Positions(second), Positions(last)).ShouldBe(("3 4", "5"));
        (last.Headers["Cache-Control"], last.Tag).ShouldBe(("no-store", null), "it is not full yet");
        (await api.Get(Links(last)["next"])).Text.ShouldBe("[]");

        await TrucksAsync(1);
        Positions(await api.Get(Links(last)["next"])).ShouldBe("6");
        Positions(await api.Get(Links(last)["prev"])).ShouldBe("3 4");
        var again = await api.Get("/api/feed?limit=2");
        (again.Text, again.Tag).ShouldBe((first.Text, first.Tag));
        (await api.Get("/api/feed?limit=2", ("If-None-Match", first.Tag!))).Status.ShouldBe(304);
    }

    [Fact]
    public async Task What_is_asked_for_alone_is_shown_alone_and_the_links_keep_to_it()
    {
        var truck = await api.TruckAsync();
        await api.ShipmentAsync();
        (await api.Post($"/api/trucks/{truck}/commands/take-out-of-service", """{ "reason": "brakes" }""")).Status.ShouldBe(200);

        Types(await api.Get("/api/feed?category=truck")).ShouldBe(["truck-added", "truck-taken-out-of-service"]);
        Types(await api.Get("/api/feed?types=shipment-submitted,truck-added")).ShouldBe(["truck-added", "shipment-submitted"]);
        var one = await api.Get("/api/feed?category=truck&limit=1");
        var two = await api.Get(Links(one)["next"]);
        Types(two).ShouldBe(["truck-taken-out-of-service"]);
        Links(two)["next"].ShouldContain("category=truck");
        Types(await api.Get("/api/feed?until=2")).ShouldBe(["truck-added", "shipment-submitted"]);
    }

    [Theory]
    [InlineData("after=-1", "after")]
    [InlineData("after=x", "after")]
    [InlineData("until=-1", "until")]
    [InlineData("types=order-lost", "types")]
    [InlineData("category=orders", "category")]
    [InlineData("limit=501", "limit")]
    [InlineData("wait=31", "wait")]
    [InlineData("tpyes=order-placed", "tpyes")]
    public async Task What_cannot_be_understood_is_told(string query, string fault) =>
        (await api.Get($"/api/feed?{query}")).ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe([fault]);

    [Fact]
    public async Task A_form_there_is_none_of_is_refused_and_so_is_a_limit_of_what_goes_on_by_itself()
    {
        (await api.Get("/api/feed", ("Accept", "text/csv"))).ShouldBeProblem(406, "not-acceptable");
        (await api.Get("/api/feed?limit=3", AsEvents)).ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(["limit"]);
        (await api.Get("/api/feed", AsEvents, ("Last-Event-ID", "x"))).ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(["Last-Event-ID"]);
    }

    [Fact]
    public async Task Who_waits_is_answered_as_soon_as_something_comes()
    {
        var waiting = api.Get("/api/feed?wait=30");
        waiting.IsCompleted.ShouldBeFalse();
        await TrucksAsync(1);
        Positions(await waiting).ShouldBe("1");
    }

    [Fact]
    public async Task Server_sent_events_go_on_where_the_reader_was_cut_off()
    {
        await TrucksAsync(2);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/feed") { Headers = { { "Accept", "text/event-stream" }, { "Last-Event-ID", "1" } } };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        (await NextAsync(lines)).ShouldBe("2");
        await TrucksAsync(1);
        (await NextAsync(lines)).ShouldBe("3");
    }

    [Fact]
    public async Task All_there_is_comes_as_lines()
    {
        await TrucksAsync(3);
        var all = await api.Get("/api/feed?after=1", ("Accept", "application/x-ndjson"));
        all.Headers["Content-Type"].ShouldBe("application/x-ndjson");
        all.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (string)JsonNode.Parse(line)!["position"]!).ShouldBe(["2", "3"]);
    }

    [Theory]
    [InlineData("application/cloudevents-batch+json")]
    [InlineData("application/x-ndjson")]
    [InlineData("text/event-stream")]
    public async Task An_event_that_nobody_knows_stops_every_reader(string accept)
    {
        await TrucksAsync(1);
        (await storage.ExecuteAsync(Jars.Anonymous, Jars.Ask("a", new Put(1)), TestContext.Current.CancellationToken)).ShouldBeOfType<Done>();
        await TrucksAsync(1);

        var stopped = (await api.Get("/api/feed", ("Accept", accept))).ShouldBeProblem(500, "unknown-event");
        ((string)stopped.Json["detail"]!).ShouldStartWith("Position 2: No event 'coins-put' of schema 3");
        Positions(await api.Get("/api/feed?types=truck-added")).ShouldBe("1 3", "who does not ask for it is not stopped");
    }

    [Fact]
    public async Task It_is_for_operators_only()
    {
        using var sales = await SignedIn.AsAsync(app, storage, Roles.Sales);
        (await new Api(sales).Get("/api/feed")).ShouldBeProblem(403, "not-allowed");
        using var nobody = await SignedIn.AsAsync(app, storage, Roles.None);
        (await new Api(nobody).Get("/api/feed")).ShouldBeProblem(401, "not-signed-in");
    }

    [Fact]
    public async Task A_command_says_what_it_reached_and_reads_wait_for_it()
    {
        var id = Api.Fresh("t");
        var added = await api.Post($"/api/trucks/{id}/commands/add");
        added.Headers["Tempest-Position"].ShouldBe("1");
        (await api.Get($"/api/trucks/{id}?after=1")).Status.ShouldBe(200);
        var waiting = api.Get("/api/trucks?after=2");
        await TrucksAsync(1);
        (await waiting).Json["items"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_not_reached_is_not_waited_for_long()
    {
        var behind = (await api.Get("/api/trucks?after=7")).ShouldBeProblem(503, "position-not-reached");
        behind.Headers["Retry-After"].ShouldBe("1");
        ((string)behind.Json["detail"]!).ShouldStartWith("Try again in a second. Position 7 is not reached here; the feed ends at 0.");
    }

    [Fact]
    public async Task A_report_waits_until_it_counts_what_was_written()
    {
        var customer = await api.CustomerAsync();
        var placed = await api.Post($"/api/orders/{Api.Fresh("o")}/commands/place", Api.Order(customer, await api.ProductAsync()));
        var position = placed.Headers["Tempest-Position"];

        var report = (await api.Get($"/api/reports/revenue-by-customer?after={position}")).Json;
        ((string)report["rows"]!.AsArray().ShouldHaveSingleItem()!["values"]!["customer"]!).ShouldBe(customer);
        (await api.Get($"/api/reports/revenue-by-customer/behind?of={customer}%20%C2%B7%20USD&after={position}")).Json["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_report_that_does_not_count_it_is_not_waited_for_long_and_others_do_not_mind()
    {
        await TrucksAsync(1);
        (await api.Get("/api/reports/revenue-by-day?after=1")).Status.ShouldBe(200);
        await storage.Projections.PauseAsync(Sales.Name, paused: true);
        await TrucksAsync(1);

        var behind = (await api.Get("/api/reports/revenue-by-day?after=2")).ShouldBeProblem(503, "position-not-reached");
        behind.Headers["Retry-After"].ShouldBe("1");
        ((string)behind.Json["detail"]!).ShouldStartWith("Try again in a second. Position 2 is not reached by the report; sales counts up to 1.");
        (await api.Get("/api/reports/carriage?after=2")).Status.ShouldBe(200);
        (await api.Get("/api/reports/carriage?after=x")).ShouldBeProblem(400, "malformed-request");
    }

    private async Task TrucksAsync(int many)
    {
        for (var n = 0; n < many; n++) await api.TruckAsync();
    }

    private static async Task<string> NextAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return (string)JsonNode.Parse(line[6..])!["position"]!;
        }

        throw new InvalidOperationException("The stream has ended.");
    }

    private static string Positions(ApiAnswer page) => string.Join(' ', page.Json.AsArray().Select(one => (string)one!["position"]!));

    private static IEnumerable<string> Types(ApiAnswer page) => page.Json.AsArray().Select(one => (string)one!["type"]!);

    private static Dictionary<string, string> Links(ApiAnswer page) => page.Headers["Link"].Split(", ")
        .Select(link => link.Split(">; rel=")).ToDictionary(link => link[1].Trim('"'), link => link[0].TrimStart('<'));
}
