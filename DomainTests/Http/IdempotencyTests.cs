using System.Globalization;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>The same key, the same answer, once done.</summary>
public sealed class IdempotencyTests(TestServer database, HttpServer server)
{
    [Fact]
    public async Task The_same_key_gets_the_same_answer_to_the_byte_whatever_happened_since()
    {
        var api = await Api.OfAsync(server, database);
        var (path, body, key) = ($"/api/orders/{Api.Fresh("o")}", Api.Order(await api.CustomerAsync(), await api.ProductAsync()), Key());
        var first = await api.Post($"{path}/commands/place", body, key);
        first.Status.ShouldBe(201);
        (await api.Post($"{path}/commands/approve")).Status.ShouldBe(200);

        var again = await api.Post($"{path}/commands/place", body, key);
        (again.Status, again.Text, again.Tag, again.Headers["Location"]).ShouldBe((201, first.Text, first.Tag, path));
        (await api.Get($"{path}/events")).Json["items"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_again_without_a_key_is_fine_and_creates_nothing()
    {
        var api = await Api.OfAsync(server, database);
        var (order, sku) = ($"/api/orders/{Api.Fresh("o")}", Api.Fresh("p"));
        var product = $$"""{ "name": "Unit", "price": {{Api.Money}} }""";
        (string Path, string Body)[] creations =
        [
            ($"/api/products/{sku}/commands/add", product),
            ($"{order}/commands/place", Api.Order(await api.CustomerAsync(), sku)),
        ];
        foreach (var (path, body) in creations)
        {
            (await api.Post(path, body)).Status.ShouldBe(201);
            var again = await api.Post(path, body);
            (again.Status, again.Headers.ContainsKey("Location")).ShouldBe((200, false));
        }

        (await api.Get($"{order}/events")).Json["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_remembered_like_any_answer()
    {
        var api = await Api.OfAsync(server, database);
        var (path, key) = ($"/api/orders/{await api.OrderAsync()}/commands/cancel", Key());
        var first = (await api.Post(path, """{ "reason": " " }""", key)).ShouldBeProblem(409, "reason-missing");
        (await api.Post(path, """{ "reason": " " }""", key)).Text.ShouldBe(first.Text);
    }

    [Fact]
    public async Task A_product_changed_since_is_still_answered_as_it_was()
    {
        var api = await Api.OfAsync(server, database);
        var (path, key) = ($"/api/products/{Api.Fresh("p")}", Key());
        var body = $$"""{ "name": "Unit", "price": {{Api.Money}} }""";
        var first = await api.Post($"{path}/commands/add", body, key);
        (await api.Post($"{path}/commands/delete", null, ("If-Match", "*"))).Status.ShouldBe(204);
        (await api.Post($"{path}/commands/add", body, key)).Text.ShouldBe(first.Text);
        (await api.Get(path)).ShouldBeProblem(404, "product-not-found");
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_unprocessable()
    {
        var api = await Api.OfAsync(server, database);
        var (path, key) = ($"/api/orders/{await api.OrderAsync()}/commands", Key());
        (await api.Post($"{path}/cancel", """{ "reason": "a" }""", key)).Status.ShouldBe(200);
        (await api.Post($"{path}/cancel", """{ "reason": "b" }""", key)).ShouldBeProblem(422, "idempotency-key-reused");
        (await api.Post($"{path}/approve", null, key)).ShouldBeProblem(422, "idempotency-key-reused");
        (await api.Post($"/api/orders/{await api.OrderAsync()}/commands/cancel", """{ "reason": "a" }""", key))
            .ShouldBeProblem(422, "idempotency-key-reused");
        (await api.Post($"{path}/cancel", """{"reason":"a"}""", key)).Status.ShouldBe(200, "spaces are no other request");
    }

    [Fact]
    public async Task Many_at_once_with_one_key_do_it_once_and_all_hear_the_same()
    {
        var api = await Api.OfAsync(server, database);
        var (path, body, key) = ($"/api/orders/{Api.Fresh("o")}", Api.Order(await api.CustomerAsync(), await api.ProductAsync()), Key());
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => api.Post($"{path}/commands/place", body, key)));
        answers.Select(answer => (answer.Status, answer.Text, answer.Tag)).Distinct().Count().ShouldBe(1, answers[0].Text);
        answers[0].Status.ShouldBe(201);
        (await api.Get($"{path}/events")).Json["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("two words")]
    [InlineData("a, b", "c")]
    [InlineData("201")]
    public async Task A_key_that_cannot_be_one_is_malformed(params string[] keys)
    {
        var api = await Api.OfAsync(server, database);
        var given = keys.Select(key => ("Idempotency-Key", int.TryParse(key, CultureInfo.InvariantCulture, out var length) ? new('k', length) : key));
        (await api.Post("/api/orders/none/commands/approve", null, [.. given]))
            .ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(["Idempotency-Key"]);
    }

    private static (string, string) Key() => ("Idempotency-Key", Api.Fresh("k"));
}
