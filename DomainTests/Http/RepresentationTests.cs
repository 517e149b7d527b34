using System.Text.RegularExpressions;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>What the API shows: formats, the past, and pages.</summary>
public sealed class RepresentationTests(TestServer database, HttpServer server)
{
    private const string Time = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$";

    [Fact]
    public async Task What_is_created_has_a_place_a_tag_and_the_shape_it_is_later_read_in()
    {
        var api = await Api.OfAsync(server, database);
        var path = $"/api/orders/{Api.Fresh("o")}";
        var placed = await api.Post($"{path}/commands/place", Api.Order(await api.CustomerAsync(), await api.ProductAsync()));
        (placed.Status, placed.Headers["Location"], placed.Tag).ShouldBe((201, path, "\"1\""));
        placed.Headers["Content-Type"].ShouldBe("application/prs.hal-forms+json");
        var read = await api.Get(path);
        (read.Text, read.Tag, read.Headers["Content-Type"]).ShouldBe((placed.Text, placed.Tag, placed.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("0.1", "USD", "0.10")]
    [InlineData("1000000000000", "USD", "1000000000000.00")]
    [InlineData("412.50", "JPY", null)]
    [InlineData("412", "JPY", "412")]
    [InlineData("4.125", "KWD", "4.125")]
    [InlineData("-1", "USD", null)]
    public async Task Money_is_text_with_the_digits_of_its_currency(string amount, string currency, string? shown)
    {
        var api = await Api.OfAsync(server, database);
        var answer = await api.Post($"/api/products/{Api.Fresh("p")}/commands/add",
            $$"""{ "name": "Guaraná", "price": { "amount": "{{amount}}", "currency": "{{currency}}" } }""");
        if (shown is null) answer.ShouldBeProblem(409, "price-not-payable");
        else answer.Text.ShouldContain($$""" "price":{"amount":"{{shown}}","currency":"{{currency}}"} """.Trim());
        if (shown is not null) answer.Text.ShouldContain("Guaraná");
    }

    [Theory]
    [InlineData("412.50 ")]
    [InlineData("4,12")]
    [InlineData("1e3")]
    [InlineData("+1")]
    [InlineData("12345678901234")]
    public async Task An_amount_that_is_none_is_malformed(string amount)
    {
        var api = await Api.OfAsync(server, database);
        var answer = await api.Post($"/api/products/{Api.Fresh("p")}/commands/add",
            $$"""{ "name": "A", "price": { "amount": "{{amount}}", "currency": "usd" } }""");
        answer.ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(["/price/amount", "/price/currency"]);
    }

    [Fact]
    public async Task An_order_is_shown_as_it_was_and_nothing_can_be_done_with_the_past()
    {
        var api = await Api.OfAsync(server, database);
        var path = $"/api/orders/{await api.OrderAsync()}";
        var approved = await api.Post($"{path}/commands/approve");
        var events = (await api.Get($"{path}/events")).Json["items"]!.AsArray();
        foreach (var e in events) ((string)e!["happenedAt"]!).ShouldMatch(Time);
        ((string)approved.Json["placedAt"]!).ShouldMatch(Time);

        var first = await api.Get($"{path}?version=1");
        (first.Status, (string)first.Json["status"]!, first.Tag).ShouldBe((200, "open", "\"1\""));
        first.Json["_templates"].ShouldBeNull();
        first.Links.ShouldNotContain("cancel");
        (await api.Get($"{path}?at={events[0]!["happenedAt"]}")).Text.ShouldBe(first.Text);
        ((string)(await api.Get($"{path}?at=9999-12-31T23:59:59%2B00:00")).Json["status"]!).ShouldBe("approved");
        (await api.Get($"{path}?version=3")).ShouldBeProblem(404, "order-not-placed");
        (await api.Get($"{path}?at=2000-01-01T00:00:00Z")).ShouldBeProblem(404, "order-not-placed");
    }

    [Fact]
    public async Task Pages_are_followed_by_their_links_until_there_is_none()
    {
        var api = await Api.OfAsync(server, database);
        var (customer, word) = (await api.CustomerAsync(), $"w{Guid.NewGuid():n}");
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await api.OrderAsync(customer);
            await api.Post($"/api/products/{Api.Fresh("p")}/commands/add", $$"""{ "name": "{{word}}", "price": {{Api.Money}} }""");
        }

        (await Follow(api, $"/api/orders?customer={customer}&limit=2", "id")).Distinct().Count().ShouldBe(5);
        (await Follow(api, $"/api/products?WORDS={word}&limit=2", "sku")).Distinct().Count().ShouldBe(5);

        var order = $"/api/orders/{await api.OrderAsync(customer)}";
        await api.Post($"{order}/commands/approve");
        await api.Post($"{order}/commands/cancel", """{ "reason": "a" }""");
        (await Follow(api, $"{order}/events?limit=1", "version")).ShouldBe(["1", "2", "3"]);

        var foreign = Regex.Match((await api.Get($"/api/orders?customer={customer}&limit=1")).Headers["Link"], "cursor=([^>&]+)").Groups[1];
        (await api.Get($"/api/products?cursor={foreign}")).ShouldBeProblem(400, "malformed-request");
    }

    private static async Task<IReadOnlyList<string>> Follow(Api api, string? next, string id)
    {
        var found = new List<string>();
        while (next is not null)
        {
            var page = await api.Get(next);
            page.Status.ShouldBe(200);
            ((string)page.Json["_links"]!["self"]!["href"]!).ShouldBe(next);
            found.AddRange(page.Json["items"]!.AsArray().Select(item => item![id]!.ToString()));
            next = (string?)page.Json["_links"]!["next"]?["href"];
            page.Headers.GetValueOrDefault("Link").ShouldBe(next is null ? null : $"<{next}>; rel=\"next\"");
        }

        return found;
    }
}
