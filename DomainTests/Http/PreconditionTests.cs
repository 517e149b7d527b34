using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>Entity tags, and methods.</summary>
public sealed class PreconditionTests(TestServer database, HttpServer server)
{
    [Theory]
    [InlineData("revise", """{ "name": "Unit" }""")]
    [InlineData("reprice", """{ "price": { "amount": "11", "currency": "USD" } }""")]
    [InlineData("discontinue", "{}")]
    [InlineData("reinstate", "{}")]
    [InlineData("delete", "{}")]
    public async Task Changing_a_product_needs_to_say_what_was_seen(string command, string body)
    {
        var api = await Api.OfAsync(server, database);
        var path = $"/api/products/{await api.ProductAsync()}";
        var seen = (await api.Get(path)).Tag!;
        (await api.Post($"{path}/commands/{command}", body)).ShouldBeProblem(428, "precondition-required");
        foreach (var other in new[] { "\"other\"", $"W/{seen}", "\"*\"" })
        {
            var stale = (await api.Post($"{path}/commands/{command}", body, ("If-Match", other))).ShouldBeProblem(412, "stale");
            ((string?)stale.Json["currentETag"]).ShouldBe(seen);
        }

        (await api.Get(path)).Tag.ShouldBe(seen);
        (await api.Post($"{path}/commands/{command}", body, ("If-Match", $"\"other\", {seen}"))).Status.ShouldBeInRange(200, 204);
    }

    [Fact]
    public async Task Changing_a_customer_needs_to_say_what_was_seen()
    {
        var api = await Api.OfAsync(server, database);
        var path = $"/api/customers/{Api.Fresh("c")}";
        const string Before = """{ "name": "Polar Foods", "currency": "USD" }""";
        const string After = """{ "name": "Polar Foods Inc.", "currency": "USD" }""";

        (await api.Put(path, Before, ("If-Match", "*"))).ShouldBeProblem(404, "customer-not-found");
        var added = await api.Put(path, Before);
        added.Status.ShouldBe(201);
        added.Headers["Location"].ShouldBe(path);
        added.Tag.ShouldBe((await api.Get(path)).Tag);

        (await api.Put(path, After)).ShouldBeProblem(428, "precondition-required");
        (await api.Put(path, After, ("If-Match", "\"other\""))).ShouldBeProblem(412, "stale");
        var written = await api.Put(path, After, ("If-Match", added.Tag!));
        written.Status.ShouldBe(200);
        written.Tag.ShouldNotBe(added.Tag);

        (await api.Send("DELETE", path, null)).ShouldBeProblem(428, "precondition-required");
        (await api.Send("DELETE", path, null, ("If-Match", added.Tag!))).ShouldBeProblem(412, "stale");
        (await api.Send("DELETE", path, null, ("If-Match", written.Tag!))).Status.ShouldBe(204);
        (await api.Send("DELETE", path, null, ("If-Match", written.Tag!))).Status.ShouldBe(204, "gone already is no error");
        (await api.Get(path)).ShouldBeProblem(404, "customer-not-found");
    }

    [Fact]
    public async Task An_order_minds_If_Match_when_it_is_given()
    {
        var api = await Api.OfAsync(server, database);
        var path = $"/api/orders/{await api.OrderAsync()}";
        (await api.Get(path)).Tag.ShouldBe("\"1\"");
        var stale = (await api.Post($"{path}/commands/approve", null, ("If-Match", "\"7\""))).ShouldBeProblem(412, "stale");
        ((string?)stale.Json["currentETag"]).ShouldBe("\"1\"");
        (await api.Post($"{path}/commands/approve", null, ("If-Match", "\"1\""))).Tag.ShouldBe("\"2\"");
    }

    [Theory]
    [InlineData("{0}", 304)]
    [InlineData("W/{0}", 304)]
    [InlineData("\"other\", {0}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"other\"", 200)]
    public async Task Who_has_it_already_is_told_so(string known, int status)
    {
        var api = await Api.OfAsync(server, database);
        foreach (var path in new[] { $"/api/orders/{await api.OrderAsync()}", $"/api/products/{await api.ProductAsync()}" })
        {
            var tag = (await api.Get(path)).Tag!;
            var again = await api.Get(path, ("If-None-Match", known.Replace("{0}", tag, StringComparison.Ordinal)));
            again.Status.ShouldBe(status);
            again.Tag.ShouldBe(tag);
            (again.Text.Length == 0).ShouldBe(status == 304);
        }
    }

    [Fact]
    public async Task HEAD_is_GET_without_the_body_and_OPTIONS_lists_the_methods()
    {
        var api = await Api.OfAsync(server, database);
        var path = $"/api/orders/{await api.OrderAsync()}";
        var head = await api.Send("HEAD", path, null);
        (head.Status, head.Tag, head.Text).ShouldBe((200, "\"1\"", ""));
        head.Headers["Content-Type"].ShouldBe("application/prs.hal-forms+json");
        (await api.Send("HEAD", "/api/orders/none", null)).Status.ShouldBe(404);

        var options = await api.Send("OPTIONS", path, null);
        (options.Status, options.Headers["Allow"]).ShouldBe((204, "GET, HEAD"));
        var wrong = (await api.Send("DELETE", path, null)).ShouldBeProblem(405, "method-not-allowed");
        wrong.Headers["Allow"].ShouldBe("GET, HEAD");
        (await api.Get($"{path}/commands/approve")).ShouldBeProblem(405, "method-not-allowed").Headers["Allow"].ShouldBe("POST");
        (await api.Get("/nowhere")).ShouldBeProblem(404, "not-found");
    }
}
