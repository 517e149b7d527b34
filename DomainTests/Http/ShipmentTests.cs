using System.Text.Json.Nodes;
using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>What shipments have that orders do not: many commands at once, a quote, a second thing that changes along.</summary>
public sealed class ShipmentTests(TestServer database, HttpServer server)
{
    [Fact]
    public async Task Each_of_many_commands_is_answered_as_it_would_have_been_alone()
    {
        var api = await Api.OfAsync(server, database);
        var (shipment, truck) = (Api.Fresh("g"), await api.TruckAsync());

        var answer = await api.Post("/api/shipments/commands", $$"""
            [
              { "id": "{{shipment}}", "command": "submit", "body": {{Api.Shipment()}} },
              { "id": "{{shipment}}", "command": "submit", "body": { "weightInPounds": "heavy" } },
              { "id": "{{shipment}}", "command": "assign", "body": { "truckId": "{{truck}}" } },
              { "id": "{{shipment}}", "command": "ship" },
              { "id": "{{shipment}}", "command": "fly" },
              { "id": "a b", "command": "cancel", "body": { "reason": "none" } },
              { "id": "{{shipment}}", "command": "deliver", "body": { "signedBy": " " } }
            ]
            """);

        answer.Status.ShouldBe(200, answer.Text);
        var items = answer.Json["items"]!.AsArray();
        items.Select(item => (int)item!["status"]!).ShouldBe([201, 400, 200, 200, 400, 400, 409]);
        items[1]!["body"]!["errors"]!.AsArray().Count.ShouldBe(4);
        items[5]!["body"]!["errors"]![0]!["pointer"]!.ToString().ShouldBe("shipmentId");
        items[6]!["body"]!["type"]!.ToString().ShouldBe("/problems/signature-missing");
        items[6]!["body"]!["_links"]!.AsObject().ShouldContainKey("deliver");
        items[3]!["tag"]!.ToString().ShouldBe("3");
        items[3]!["body"]!.ToJsonString().ShouldBe((await api.Get($"/api/shipments/{shipment}")).Json.ToJsonString());
    }

    [Fact]
    public async Task A_list_that_is_sent_again_under_its_key_is_answered_again_and_done_once()
    {
        var api = await Api.OfAsync(server, database);
        var (shipment, key) = (Api.Fresh("g"), ("Idempotency-Key", Api.Fresh("k")));
        var list = $$"""[{ "id": "{{shipment}}", "command": "submit", "body": {{Api.Shipment()}} }]""";
        var first = await api.Post("/api/shipments/commands", list, key);
        await api.Post($"/api/shipments/{shipment}/commands/cancel", """{ "reason": "none" }""");

        (await api.Post("/api/shipments/commands", list, key)).Text.ShouldBe(first.Text);
        var other = await api.Post("/api/shipments/commands", list.Replace("123", "124", StringComparison.Ordinal), key);
        ((int)other.Json["items"]![0]!["status"]!).ShouldBe(422);
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("""[{ "command": "ship" }]""", "/0/id")]
    [InlineData("""[{ "id": "a", "command": "ship", "what": 1 }]""", "/0/what")]
    public async Task A_list_that_is_none_is_refused_whole(string body, string pointer) =>
        (await (await Api.OfAsync(server, database)).Post("/api/shipments/commands", body))
            .ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe([pointer]);

    [Fact]
    public async Task More_than_five_hundred_at_once_are_too_many()
    {
        var list = $"[{string.Join(',', Enumerable.Repeat("""{ "id": "a", "command": "ship" }""", 501))}]";
        (await (await Api.OfAsync(server, database)).Post("/api/shipments/commands", list)).ShouldBeProblem(400, "malformed-request");
    }

    [Fact]
    public async Task A_key_leaves_room_for_the_place_in_the_list() =>
        (await (await Api.OfAsync(server, database)).Post(
            "/api/shipments/commands", """[{ "id": "a", "command": "ship" }]""", ("Idempotency-Key", new('k', 197))))
            .ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(["Idempotency-Key"]);

    [Fact]
    public async Task A_quote_has_an_address_that_no_shipment_can_take() =>
        (await (await Api.OfAsync(server, database)).Post("/api/shipments/quote/commands/submit", Api.Shipment()))
            .ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(["shipmentId"]);

    [Fact]
    public async Task A_truck_changes_with_its_shipment_and_is_stale_for_whoever_saw_it_before()
    {
        var api = await Api.OfAsync(server, database);
        var (shipment, truck) = ($"/api/shipments/{await api.ShipmentAsync()}", await api.TruckAsync());
        var seen = (await api.Get(shipment)).Tag!;
        (await api.Post($"{shipment}/commands/assign", $$"""{ "truckId": "{{truck}}" }""", ("If-Match", seen))).Tag.ShouldBe("\"2\"");

        (await api.Get($"/api/trucks/{truck}")).Tag.ShouldBe("\"2\"");
        foreach (var (command, body) in new[] { ("ship", "{}"), ("cancel", """{ "reason": "none" }""") })
            (await api.Post($"{shipment}/commands/{command}", body, ("If-Match", seen))).ShouldBeProblem(412, "stale");
        (await api.Post($"{shipment}/commands/cancel", """{ "reason": "none" }""", ("If-Match", "\"2\""))).Status.ShouldBe(200);
        (await api.Get($"/api/trucks/{truck}?version=2")).Json["shipmentId"]!.ToString().ShouldBe(shipment.Split('/')[^1]);
        (await api.Get($"/api/trucks/{truck}")).Json["status"]!.ToString().ShouldBe("Available");
    }

    [Theory]
    [InlineData("0.31", null, "38.13", "USD")]
    [InlineData("40", "JPY", "4920", "JPY")]
    [InlineData(null, null, "34.44", "USD")]
    public async Task The_rate_is_configured(string? rate, string? currency, string cost, string shown)
    {
        await using var storage = new MemoryStorage();
        var terms = Settings.Terms(new Microsoft.Extensions.Configuration.ConfigurationManager
        {
            ["Shipping:RatePerPound"] = rate, ["Shipping:Currency"] = currency,
        });
        await using var app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0", terms);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = await SignedIn.StaffAsync(app, storage);
        var api = new Api(http);

        foreach (var answer in new[]
        {
            await api.Get("/api/shipments/quote?weightInPounds=123"), await api.Post("/api/shipments/g/commands/submit", Api.Shipment()),
        })
        {
            JsonNode.DeepEquals(answer.Json["cost"], new JsonObject { ["amount"] = cost, ["currency"] = shown }).ShouldBeTrue(answer.Text);
        }
    }

    [Theory]
    [InlineData("cheap", null)]
    [InlineData("-1", null)]
    [InlineData("0.3", "dollars")]
    public void A_rate_that_is_none_is_refused_when_Tempest_starts(string rate, string? currency) =>
        Should.Throw<InvalidOperationException>(() => Settings.Terms(new Microsoft.Extensions.Configuration.ConfigurationManager
        {
            ["Shipping:RatePerPound"] = rate, ["Shipping:Currency"] = currency,
        })).Message.ShouldContain(currency ?? rate);
}
