using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Policies;
using Tempest.DomainTests.Postgres;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>Requests whose senders do not wait for the answer: nothing but the moment of the answer differs.</summary>
public sealed class LaterTests(TestServer database)
{
    private static readonly (string, string) Async = ("Prefer", "respond-async");

    [Fact]
    public async Task It_is_accepted_then_done_and_shows_what_the_direct_answer_would_have_been()
    {
        await using var host = await HostAsync();
        var (path, body) = await host.OrderToPlaceAsync();
        var accepted = await host.Api.Post($"{path}/commands/place", body, Async, Key("k"));
        accepted.Status.ShouldBe(202, accepted.Text);
        (accepted.Headers["Preference-Applied"], (string)accepted.Json["state"]!, accepted.Headers["Location"])
            .ShouldBe(("respond-async", "waiting", (string)accepted.Json["_links"]!["self"]!["href"]!));
        (await host.Api.Get(path)).Status.ShouldBe(404);
        (await host.Api.Get(accepted.Headers["Location"])).Text.ShouldBe(accepted.Text);

        await host.WorkAsync();

        var done = (await host.Api.Get(accepted.Headers["Location"])).Json;
        var direct = await host.Api.Post($"{path}/commands/place", body, Key("k"));
        ((string)done["state"]!, (string)done["_links"]!["result"]!["href"]!).ShouldBe(("done", path));
        ((int)done["result"]!["status"]!, (string)done["result"]!["eTag"]!, (string)done["result"]!["location"]!)
            .ShouldBe((201, direct.Tag!, direct.Headers["Location"]));
        Same(done["result"]!["body"]!, direct);
        (await host.EventsAsync(path)).ShouldBe(1);
    }

    [Fact]
    public async Task Once_it_is_done_it_says_how_far_to_read_to_see_it()
    {
        await using var host = await HostAsync();
        var (path, body) = await host.OrderToPlaceAsync();
        var accepted = await host.Api.Post($"{path}/commands/place", body, Async, Key("k"));
        accepted.Headers.ContainsKey("Tempest-Position").ShouldBeFalse();
        await host.WorkAsync();

        var reached = (await host.Api.Post($"{path}/commands/place", body, Key("k"))).Headers["Tempest-Position"];
        var done = await host.Api.Get(accepted.Headers["Location"]);
        (done.Headers["Tempest-Position"], done.Json["position"]!.ToString()).ShouldBe((reached, reached));
        var heard = await host.Api.Get(accepted.Headers["Location"], ("Accept", "text/event-stream"));
        heard.Headers["Tempest-Position"].ShouldBe(reached);
        heard.Text.ShouldContain($"\"position\":{reached},\"_links\"");
        (await host.Api.Get($"{path}?after={reached}")).Status.ShouldBe(200);

        var refused = await host.Api.Post($"{path}/commands/cancel", """{ "reason": " " }""", Async);
        await host.WorkAsync();
        var told = await host.Api.Get(refused.Headers["Location"]);
        (told.Headers.ContainsKey("Tempest-Position"), told.Json["position"]).ShouldBe((false, null));
    }

    [Fact]
    public async Task Of_many_that_are_done_later_the_last_one_says_how_far_to_read()
    {
        await using var host = await HostAsync();
        string Cancel(string shipment) => $$"""{ "id": "{{shipment}}", "command": "cancel", "body": { "reason": "None needed" } }""";
        var (one, other) = (await host.Api.ShipmentAsync(), await host.Api.ShipmentAsync());
        var accepted = await host.Api.Post("/api/shipments/commands", $"[{Cancel(one)}, {Cancel(other)}, {Cancel(one)}]", Async);
        await host.WorkAsync();

        var last = (await host.Api.Get($"/api/shipments/{other}/history")).Json["items"]![1]!["position"]!.ToString();
        var done = await host.Api.Get(accepted.Headers["Location"]);
        (done.Headers["Tempest-Position"], done.Json["position"]!.ToString()).ShouldBe((last, last), done.Text);
    }

    [Fact]
    public async Task A_refusal_is_the_very_problem_that_the_direct_answer_is()
    {
        await using var host = await HostAsync();
        var path = $"/api/orders/{await host.Api.OrderAsync()}/commands/cancel";
        var accepted = await host.Api.Post(path, """{ "reason": " " }""", Async, Key("k"));
        await host.WorkAsync();

        var refused = (await host.Api.Get(accepted.Headers["Location"])).Json;
        var direct = (await host.Api.Post(path, """{ "reason": " " }""", Key("k"))).ShouldBeProblem(409, "reason-missing");
        ((string)refused["state"]!, refused["_templates"]).ShouldBe(("refused", null));
        Same(refused["problem"]!, direct);
        Same(refused["problem"]!, await host.Api.Post(path, """{ "reason": " " }"""));
    }

    [Theory]
    [InlineData(400, """{ "reason": 1 }""")]
    [InlineData(400, "{")]
    public async Task What_cannot_be_understood_is_told_at_once(int status, string body)
    {
        await using var host = await HostAsync();
        (await host.Api.Post("/api/orders/o-1/commands/cancel", body, Async)).ShouldBeProblem(status, "malformed-request");
        (await host.Api.Send("POST", "/api/orders/o-1/commands/cancel", new StringContent("reason"), Async))
            .ShouldBeProblem(415, "unsupported-media-type");
        (await host.Api.Get("/api/commands?by=people")).Json["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_does_one_thing_and_gets_one_answer_whichever_way_it_is_sent()
    {
        await using var host = await HostAsync();
        var (path, body) = await host.OrderToPlaceAsync();
        var accepted = await host.Api.Post($"{path}/commands/place", body, Async, Key("k"));
        (await host.Api.Post($"{path}/commands/place", body, Async, Key("k"))).Text.ShouldBe(accepted.Text);
        var direct = await host.Api.Post($"{path}/commands/place", body, Key("k"));
        (await host.Api.Post($"{path}/commands/approve")).Status.ShouldBe(200);
        await host.WorkAsync();
        Same((await host.Api.Get(accepted.Headers["Location"])).Json["result"]!["body"]!, direct);
        (await host.Api.Post($"{path}/commands/place", body, Key("k"))).Text.ShouldBe(direct.Text);

        var truck = $"/api/trucks/{Api.Fresh("t")}";
        var first = await host.Api.Post($"{truck}/commands/add", null, Key("direct"));
        var later = await host.Api.Post($"{truck}/commands/add", null, Async, Key("direct"));
        await host.WorkAsync();
        Same((await host.Api.Get(later.Headers["Location"])).Json["result"]!["body"]!, first);
        (await host.EventsAsync(truck)).ShouldBe(1);
    }

    [Fact]
    public async Task Another_request_with_a_used_key_is_told_so()
    {
        await using var host = await HostAsync();
        var path = $"/api/orders/{await host.Api.OrderAsync()}/commands";
        (await host.Api.Post($"{path}/cancel", """{ "reason": "a" }""", Async, Key("k"))).Status.ShouldBe(202);
        (await host.Api.Post($"{path}/cancel", """{ "reason": "b" }""", Async, Key("k"))).ShouldBeProblem(422, "idempotency-key-reused");
        await host.WorkAsync();
        (await host.Api.Post($"{path}/cancel", """{ "reason": "b" }""", Key("k"))).ShouldBeProblem(422, "idempotency-key-reused");
        path = $"/api/orders/{await host.Api.OrderAsync()}/commands";
        (await host.Api.Post($"{path}/approve", null, Key("direct"))).Status.ShouldBe(200);
        (await host.Api.Post($"{path}/cancel", """{ "reason": "a" }""", Async, Key("direct"))).ShouldBeProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task What_its_sender_had_seen_still_counts_and_a_stale_request_stays_refused()
    {
        await using var host = await HostAsync();
        var path = $"/api/orders/{await host.Api.OrderAsync()}/commands";
        var accepted = await host.Api.Post($"{path}/cancel", """{ "reason": "a" }""", Async, Key("k"), ("If-Match", "\"1\""));
        (await host.Api.Post($"{path}/approve")).Status.ShouldBe(200);
        await host.WorkAsync();

        var refused = (await host.Api.Get(accepted.Headers["Location"])).Json;
        ((int)refused["problem"]!["status"]!, (string)refused["problem"]!["type"]!).ShouldBe((412, "/problems/stale"));
    }

    [Fact]
    public async Task What_one_entity_is_asked_is_done_in_the_order_in_which_it_was_asked()
    {
        await using var host = await HostAsync();
        var account = Api.Fresh("a");
        var answers = new List<ApiAnswer>();
        foreach (var (n, command) in ((string[])["withdraw", "pay", "withdraw", "withdraw"]).Index())
        {
            var entry = $$"""{ "entryId": "e-{{n}}", "amount": {{Api.Money}}, "reason": "cash" }""";
            answers.Add(await host.Api.Post($"/api/accounts/{account}/commands/{command}", entry, Async));
        }

        await host.WorkAsync();

        var states = new List<string>();
        foreach (var answer in answers) states.Add((string)(await host.Api.Get(answer.Headers["Location"])).Json["state"]!);
        states.ShouldBe(["refused", "done", "done", "refused"]);
    }

    [Fact]
    public async Task Every_kind_of_command_can_be_left_to_be_done()
    {
        await using var host = await HostAsync();
        var (product, customer, truck) = ($"/api/products/{Api.Fresh("p")}", $"/api/customers/{Api.Fresh("c")}", Api.Fresh("t"));
        var shipment = Api.Fresh("g");
        (string Method, string Path, string Body, (string, string)[] Headers, int Status)[] asked =
        [
            ("POST", $"{product}/commands/add", $$"""{ "name": "Unit", "price": {{Api.Money}} }""", [], 201),
            ("POST", $"{product}/commands/delete", "{}", [("If-Match", "*")], 204),
            ("PUT", customer, """{ "name": "Polar Foods", "currency": "USD" }""", [], 201),
            ("DELETE", customer, "{}", [("If-Match", "*")], 204),
            ("POST", $"/api/trucks/{truck}/commands/add", "{}", [], 201),
            ("POST", $"/api/accounts/{Api.Fresh("a")}/commands/pay", $$"""{ "entryId": "e-1", "amount": {{Api.Money}}, "reason": "cheque" }""", [], 201),
            ("POST", "/api/shipments/commands", $$"""[{ "id": "{{shipment}}", "command": "submit", "body": {{Api.Shipment()}} }]""", [], 200),
        ];
        foreach (var (method, path, body, headers, status) in asked)
        {
            var accepted = await host.Api.Send(method, path, new StringContent(body, null, "application/json"), [Async, .. headers]);
            accepted.Status.ShouldBe(202, accepted.Text);
            await host.WorkAsync();
            var done = (await host.Api.Get(accepted.Headers["Location"])).Json;
            ((string)done["state"]!, (int?)done["result"]?["status"]).ShouldBe(("done", status), done.ToJsonString());
        }

        (await host.Api.Get($"/api/shipments/{shipment}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_people_were_refused_is_not_among_what_staff_have_to_look_at()
    {
        await using var host = await HostAsync();
        var refused = await host.Api.Post("/api/orders/none/commands/approve", null, Async);
        await host.WorkAsync();

        (await host.Api.Get("/api/commands?state=refused")).Json["items"]!.AsArray().ShouldBeEmpty();
        (await host.Api.Get("/api/commands?by=people&state=refused")).Json["items"]!.AsArray()
            .ShouldHaveSingleItem()!["_links"]!["self"]!["href"]!.ToString().ShouldBe(refused.Headers["Location"]);
        foreach (var command in (string[])["ask-again", "dismiss"])
            (await host.Api.Post($"{refused.Headers["Location"]}/commands/{command}")).ShouldBeProblem(409, "command-not-refused");
        (await host.Api.Get("/api/commands?by=nobody")).ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(["by"]);
    }

    [Fact]
    public async Task Whoever_asked_is_who_did_it_and_nobody_else_but_staff_sees_the_answer()
    {
        await using var host = await HostAsync();
        var (one, other) = (await host.Api.CustomerAsync(), await host.Api.CustomerAsync());
        using var hers = await SignedIn.CustomerAsync(host.App, host.Storage, one);
        using var his = await SignedIn.CustomerAsync(host.App, host.Storage, other);
        var path = $"/api/orders/{Api.Fresh("o")}";
        var accepted = await new Api(hers).Post($"{path}/commands/place", Api.Order(one, await host.Api.ProductAsync()), Async);
        accepted.Status.ShouldBe(202, accepted.Text);
        (await new Api(hers).Post($"{path}/commands/approve", null, Async)).ShouldBeProblem(403, "not-allowed");
        await host.WorkAsync();

        var done = (await new Api(hers).Get(accepted.Headers["Location"])).Json;
        ((string)done["state"]!, (string)done["actor"]!).ShouldBe(("done", $"customer/{one}"));
        done["result"]!["body"]!["_templates"]!.AsObject().ContainsKey("approve").ShouldBeFalse("that is for the sales office");
        (await host.Api.Get($"{path}/events")).Json["items"]![0]!["actor"]!.ToString().ShouldBe($"customer/{one}");
        (await new Api(his).Get(accepted.Headers["Location"])).ShouldBeProblem(404, "command-not-found");
        (await host.Api.Get(accepted.Headers["Location"])).Status.ShouldBe(200);

        var another = await new Api(his).Post($"{path}/commands/cancel", """{ "reason": "not his" }""", Async);
        await host.WorkAsync();
        (await new Api(his).Get(another.Headers["Location"])).Json["problem"]!["type"]!.ToString().ShouldBe("/problems/order-not-placed");
    }

    [Fact]
    public async Task A_host_that_dies_after_doing_it_does_not_do_it_twice()
    {
        await using var host = await HostAsync();
        var (path, body) = await host.OrderToPlaceAsync();
        var accepted = await host.Api.Post($"{path}/commands/place", body, Async);
        await Should.ThrowAsync<HostDied>(() => host.Storage.CarryOutAsync(async one =>
        {
            await host.App.Services.GetRequiredService<IRequests>().CarryOutAsync(one);
            throw new HostDied();
        }, 10));
        (await host.EventsAsync(path)).ShouldBe(1);
        ((string)(await host.Api.Get(accepted.Headers["Location"])).Json["state"]!).ShouldBe("waiting");

        await host.WorkAsync();
        var done = (await host.Api.Get(accepted.Headers["Location"])).Json;
        ((string)done["state"]!, (int)done["result"]!["status"]!).ShouldBe(("done", 201));
        (await host.EventsAsync(path)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_hosts_do_it_once_and_whoever_listens_at_one_hears_what_the_other_did()
    {
        var connection = await database.MigratedAsync();
        await using var one = await HostAsync(connection);
        await using var other = await HostAsync(connection);
        var (path, body) = await one.OrderToPlaceAsync();
        var accepted = await one.Api.Post($"{path}/commands/place", body, Async);
        using var request = new HttpRequestMessage(HttpMethod.Get, accepted.Headers["Location"]) { Headers = { { "Accept", "text/event-stream" } } };
        using var answer = await one.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());

        (await ReadAsync(events)).State.ShouldBe("waiting");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => (n % 2 == 0 ? one : other).WorkOnceAsync()));
        while ((string)(await one.Api.Get(accepted.Headers["Location"])).Json["state"]! == "waiting") await other.WorkOnceAsync();

        var (state, data) = await ReadAsync(events);
        (state, (int)data["result"]!["status"]!).ShouldBe(("done", 201));
        (await events.ReadToEndAsync()).ShouldBe("", "it is settled, and nothing more comes");
        (await one.EventsAsync(path)).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_listens_to_what_is_settled_hears_it_at_once_and_no_more()
    {
        await using var host = await HostAsync();
        var accepted = await host.Api.Post("/api/orders/none/commands/approve", null, Async);
        await host.WorkAsync();
        var heard = await host.Api.Get(accepted.Headers["Location"], ("Accept", "text/event-stream"));
        heard.Text.ShouldStartWith("event: refused\ndata: {");
        (await host.Api.Get("/api/commands/none", ("Accept", "text/event-stream"))).ShouldBeProblem(404, "command-not-found");
        (await host.Api.Get(accepted.Headers["Location"], ("Accept", "image/png"))).ShouldBeProblem(406, "not-acceptable");
    }

    [Fact]
    public async Task While_nothing_changes_the_connection_is_kept_open()
    {
        await using var host = await HostAsync();
        var accepted = await host.Api.Post("/api/orders/none/commands/approve", null, Async);
        using var request = new HttpRequestMessage(HttpMethod.Get, accepted.Headers["Location"]) { Headers = { { "Accept", "text/event-stream" } } };
        using var answer = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await ReadAsync(events)).State.ShouldBe("waiting");
        (await events.ReadLineAsync())!.ShouldStartWith(":");
    }

    private async Task<Host> HostAsync(string? connection = null)
    {
        var storage = new PostgresStorage(new(connection ?? await database.MigratedAsync()) { Policies = PolicyBook.All(TradeTerms.Usual) });
        var app = WebHost.Build(storage, storage.AnswersAsync, "http://127.0.0.1:0", settings: new Dictionary<string, string?>(SignedIn.Unhurried) { ["Queue:Works"] = "false" });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, storage, await SignedIn.StaffAsync(app, storage));
    }

    private static (string, string) Key(string key) => ("Idempotency-Key", key);

    private static void Same(JsonNode kept, ApiAnswer direct) => JsonNode.DeepEquals(kept, direct.Json).ShouldBeTrue($"{kept}\n{direct.Text}");

    private static async Task<(string State, JsonNode Data)> ReadAsync(StreamReader events)
    {
        var state = (await events.ReadLineAsync())!["event: ".Length..];
        var data = JsonNode.Parse((await events.ReadLineAsync())!["data: ".Length..])!;
        (await events.ReadLineAsync()).ShouldBe("");
        return (state, data);
    }

    private sealed class HostDied : Exception;

    /// <summary>One that does what is queued only when it is told to.</summary>
    private sealed record Host(WebApplication App, PostgresStorage Storage, HttpClient Http) : IAsyncDisposable
    {
        public Api Api { get; } = new(Http);

        public Task<int> WorkOnceAsync() => App.Services.GetRequiredService<QueueWorker>().CarryOutAsync();

        public async Task WorkAsync()
        {
            while (await WorkOnceAsync() > 0) await Task.Yield();
        }

        public async Task<(string Path, string Body)> OrderToPlaceAsync() =>
            ($"/api/orders/{Api.Fresh("o")}", Api.Order(await Api.CustomerAsync(), await Api.ProductAsync()));

        public async Task<int> EventsAsync(string path) => (await Api.Get($"{path}/events")).Json["items"]!.AsArray().Count;

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await App.DisposeAsync();
            await Storage.DisposeAsync();
        }
    }
}
