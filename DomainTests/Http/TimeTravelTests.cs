using System.Text.Json.Nodes;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>Everything that has a history, as it was and what has become different, asked in the same way of all.</summary>
public sealed class TimeTravelTests(TestServer database, HttpServer server)
{
    [Theory]
    [InlineData("orders", "order-not-placed")]
    [InlineData("shipments", "shipment-not-submitted")]
    [InlineData("trucks", "truck-not-added")]
    [InlineData("accounts", "account-not-found")]
    public async Task Everything_is_shown_as_of_a_version_or_a_moment(string kind, string missing)
    {
        var (api, path) = await TwiceChangedAsync(kind);
        var first = await api.Get($"{path}?version=1");
        (first.Status, first.Tag, (long)first.Json["version"]!).ShouldBe((200, "\"1\"", 1), first.Text);
        first.Json["_templates"].ShouldBeNull();
        (await api.Get($"{path}?version=2")).Text.ShouldNotBe(first.Text);
        (await api.Get($"{path}?at=9999-12-31T00:00:00Z")).Status.ShouldBe(200);

        var notYet = (await api.Get($"{path}?version=3")).ShouldBeProblem(404, missing);
        ((string)notYet.Json["detail"]!).ShouldContain("has 2 events; there is no version 3 yet");
        ((string)(await api.Get($"{path}?at=2000-01-01T00:00:00Z")).ShouldBeProblem(404, missing).Json["detail"]!).ShouldContain("at that moment");
        (await api.Get($"{path}?version=0")).ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(["version"]);
        (await api.Get($"{path}?version=1&at=2000-01-01T00:00:00Z")).ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(["at"]);
    }

    [Theory]
    [InlineData("orders", "/status", "open", "approved", "order-approved")]
    [InlineData("shipments", "/reason", null, "none", "shipment-cancelled")]
    [InlineData("trucks", "/status", "Available", "OutOfService", "truck-taken-out-of-service")]
    [InlineData("accounts", "/balance/amount", "10.00", "15.00", "deposit-received")]
    public async Task The_difference_is_every_value_that_is_another_one_and_what_made_it_so(
        string kind, string value, string? before, string after, string cause)
    {
        var (api, path) = await TwiceChangedAsync(kind);
        var between = await api.Get($"{path}/difference?from=1&to=2");
        between.Status.ShouldBe(200, between.Text);
        var change = Changes(between).Single(change => (string)change["path"]! == value);
        ((string?)change["before"], (string?)change["after"]).ShouldBe((before, after));
        between.Json["events"]!.AsArray().Select(e => (string)e!["type"]!).ShouldBe([cause]);
        Changes(between).ShouldAllBe(one => !((string)one["path"]!).StartsWith("/_links") && (string)one["path"]! != "/version");

        Changes(await api.Get($"{path}/difference?from=1")).Count.ShouldBe(Changes(between).Count);
        var none = await api.Get($"{path}/difference?from=2");
        (Changes(none).Count, none.Json["events"]!.AsArray().Count).ShouldBe((0, 0));
        ((string)(await api.Get((string)between.Json["_links"]!["from"]!["href"]!)).Text).ShouldBe((await api.Get($"{path}?version=1")).Text);
        (await api.Get((string)between.Json["_links"]!["self"]!["href"]!)).Text.ShouldBe(between.Text);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("accounts")]
    public async Task Moments_are_compared_by_when_things_happened(string kind)
    {
        var (api, path) = await TwiceChangedAsync(kind);
        var happened = (await api.Get($"{path}/events")).Json["items"]!.AsArray().Select(e => (string)e!["happenedAt"]!).ToArray();
        var between = await api.Get($"{path}/difference?from={happened[0]}&to={happened[1]}");
        between.Status.ShouldBe(200, between.Text);
        (Changes(between).Count > 0, between.Json["events"]!.AsArray().Count).ShouldBe((true, 1), between.Text);
        (await api.Get($"{path}/difference?from={happened[0]}")).Json["events"]!.AsArray().Count.ShouldBe(1);
        (await api.Get($"{path}/difference?from=2000-01-01T00:00:00Z")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("", "from")]
    [InlineData("?from=0", "from")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?from=1&to=later", "to")]
    [InlineData("?from=1&to=2000-01-01T00:00:00Z", "to")]
    [InlineData("?from=2&to=1", "to")]
    [InlineData("?from=2001-01-01T00:00:00Z&to=2000-01-01T00:00:00Z", "to")]
    public async Task What_cannot_be_compared_is_said(string query, string at)
    {
        var (api, path) = await TwiceChangedAsync("trucks");
        (await api.Get($"{path}/difference{query}")).ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe([at]);
        (await api.Get($"{path}/difference?from=1&to=3")).ShouldBeProblem(404, "truck-not-added");
        (await api.Get($"/api/trucks/{Api.Fresh("t")}/difference?from=1")).ShouldBeProblem(404, "truck-not-added");
    }

    [Fact]
    public async Task Every_event_leads_to_why()
    {
        var (api, _) = await TwiceChangedAsync("trucks");
        var (shipment, truck) = (await api.ShipmentAsync(), await api.TruckAsync());
        await api.Post($"/api/shipments/{shipment}/commands/assign", $$"""{ "truckId": "{{truck}}" }""");
        var assigned = (await api.Get($"/api/shipments/{shipment}/history")).Json["items"]![1]!;

        var why = await api.Get($"/api/events/{assigned["position"]}");
        why.Status.ShouldBe(200, why.Text);
        ((string)why.Json["of"]!, (string)why.Json["what"]!).ShouldBe(($"shipment/{shipment}", $"Assigned to truck {truck}"));
        why.Json["event"]!["correlationId"]!.ToString().ShouldBe((string)assigned["correlationId"]!);
        why.Json["together"]!.AsArray().Select(one => (string)one!["of"]!).ShouldBe([$"truck/{truck}"]);
        why.Json["related"]!.AsArray().Count.ShouldBe(2);
        (await api.Get((string)why.Json["_links"]!["history"]!["href"]!)).Json["items"]![1]!.ToJsonString().ShouldBe(assigned.ToJsonString());

        (await api.Get("/api/events/999999999999")).ShouldBeProblem(404, "event-not-found");
        (await api.Get("/api/events/first")).ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(["position"]);
    }

    private static IReadOnlyList<JsonNode> Changes(ApiAnswer difference) => [.. difference.Json["changes"]!.AsArray().Select(change => change!)];

    /// <summary>Two events old.</summary>
    private async Task<(Api Api, string Path)> TwiceChangedAsync(string kind)
    {
        var api = await Api.OfAsync(server, database);
        var (path, command, body) = kind switch
        {
            "orders" => ($"/api/orders/{await api.OrderAsync()}", "approve", "{}"),
            "shipments" => ($"/api/shipments/{await api.ShipmentAsync()}", "cancel", """{ "reason": "none" }"""),
            "trucks" => ($"/api/trucks/{await api.TruckAsync()}", "take-out-of-service", """{ "reason": "Brakes" }"""),
            _ => ($"/api/accounts/{Api.Fresh("a")}", "deposit", """{ "entryId": "D-1", "amount": { "amount": "5.00", "currency": "USD" }, "reason": "In advance" }"""),
        };
        if (kind == "accounts") await api.Post($"{path}/commands/pay", $$"""{ "entryId": "P-1", "amount": {{Api.Money}}, "reason": "Cheque" }""");
        (await api.Post($"{path}/commands/{command}", body)).Status.ShouldBeInRange(200, 201);
        return (api, path);
    }
}
