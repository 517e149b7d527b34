using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>Input that cannot be understood is the sender's fault, and each fault is named with its place.</summary>
public sealed class MalformedRequestTests(TestServer database, HttpServer server)
{
    [Fact]
    public async Task Every_fault_of_a_request_is_told_at_once_with_its_place()
    {
        var api = await Api.OfAsync(server, database);
        var answer = await api.Post("/api/orders/a%2Fb/commands/place", """
            {
              "customer": "no id", "customer": "no id", "channel": "fax", "requiredBy": "31.3.2026", "a/b~c": 1,
              "lines": [null, 5, { "sku": "A", "quantity": 1.5, "discountPercent": "5" }, { "quantity": 99999999999, "sku": 7 }],
              "shipTo": { "name": "\u0000", "line1": "\ud800", "city": null, "zip": "012345678901234567890" }
            }
            """, ("If-Match", "3"), ("Idempotency-Key", new('k', 201)));

        answer.ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(
        [
            "orderId", "Idempotency-Key", "If-Match", "/customer", "/customer", "/channel", "/requiredBy", "/a~1b~0c",
            "/lines/0", "/lines/1", "/lines/2/quantity", "/lines/2/discountPercent", "/lines/3/sku", "/lines/3/quantity",
            "/shipTo/name", "/shipTo/line1", "/shipTo/city", "/shipTo/zip",
        ], ignoreOrder: true);
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("\"text\"", "")]
    [InlineData("""{ "reason": "a" } {}""", "")]
    [InlineData("""{ "\ud800": 1, "reason": "a" }""", "")]
    [InlineData("""{ "reason": "\udc00" }""", "/reason")]
    [InlineData("""{ "reason": { "a": 1 } }""", "/reason")]
    [InlineData("""{ "reason": 1e999 }""", "/reason")]
    [InlineData("{}", "/reason")]
    public async Task A_body_that_cannot_be_read_is_refused_and_nothing_is_done(string body, string pointer)
    {
        var api = await Api.OfAsync(server, database);
        (await api.Post("/api/orders/none/commands/cancel", body)).ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe([pointer]);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_nesting_without_end_are_refused()
    {
        var api = await Api.OfAsync(server, database);
        using var latin = new ByteArrayContent([.. """{ "reason": " """u8, 0xFF, .. "\" }"u8]);
        latin.Headers.ContentType = new("application/json");
        (await api.Send("POST", "/api/orders/none/commands/cancel", latin)).ShouldBeProblem(400, "malformed-request");
        (await api.Post("/api/orders/none/commands/cancel", new('[', 100_000))).ShouldBeProblem(400, "malformed-request");
    }

    [Fact]
    public async Task What_is_too_large_or_no_JSON_is_named_as_such()
    {
        var api = await Api.OfAsync(server, database);
        using var text = new StringContent("{}", Encoding.UTF8, "text/plain");
        (await api.Send("POST", "/api/orders/none/commands/approve", text)).ShouldBeProblem(415, "unsupported-media-type");
        using var bare = new StringContent("{}") { Headers = { ContentType = null } };
        (await api.Send("POST", "/api/orders/none/commands/approve", bare)).ShouldBeProblem(415, "unsupported-media-type");
        using var large = new ByteArrayContent(new byte[1024 * 1024 + 1]);
        large.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await api.Send("POST", "/api/orders/none/commands/approve", large)).ShouldBeProblem(413, "too-large");
    }

    [Theory]
    [InlineData("/api/orders?limit=abc", "limit")]
    [InlineData("/api/orders?limit=", "limit")]
    [InlineData("/api/orders?limit=0", "limit")]
    [InlineData("/api/orders?limit=501", "limit")]
    [InlineData("/api/orders?limit=99999999999", "limit")]
    [InlineData("/api/orders?limit=1&limit=2", "limit")]
    [InlineData("/api/orders?status=shipped", "status")]
    [InlineData("/api/orders?customer=%00", "customer")]
    [InlineData("/api/orders?placedFrom=yesterday", "placedFrom")]
    [InlineData("/api/orders?placedFrom=2026-03-31", "placedFrom")]
    [InlineData("/api/orders?placedBefore=2026-03-31T00:00:00+02:00", "placedBefore")]
    [InlineData("/api/orders?statsu=open", "statsu")]
    [InlineData("/api/orders?cursor=abc", "cursor")]
    [InlineData("/api/orders?cursor=WyJvcmRlcnMiLCJcdTAwMDAiLCJhIl0", "cursor")]
    [InlineData("/api/orders/x/events?cursor=WyJldmVudHMgb2Ygb3JkZXIgeCIsIjkyMjMzNzIwMzY4NTQ3NzU4MDciLCJ4Il0", "cursor")]
    [InlineData("/api/orders/x/events?cursor=WyJldmVudHMgb2Ygb3JkZXIgeCIsIi0xIiwieCJd", "cursor")]
    [InlineData("/api/orders/x?version=0", "version")]
    [InlineData("/api/orders/x?version=99999999999999999999", "version")]
    [InlineData("/api/orders/x?at=12/31/2026", "at")]
    [InlineData("/api/orders/x?at=2026-03-31T00:00:00Z&version=1", "at")]
    [InlineData("/api/products?priceFrom=1,000", "priceFrom")]
    [InlineData("/api/products?priceTo=1e400", "priceTo")]
    [InlineData("/api/products?category=%00", "category")]
    [InlineData("/api/products?words=%00", "words")]
    [InlineData("/api?x=1", "x")]
    [InlineData("/problems?x=1", "x")]
    [InlineData("/api/orders/a%2Fb", "orderId")]
    [InlineData("/api/orders/...", "orderId")]
    [InlineData("/api/products/a%20b", "sku")]
    [InlineData("/api/customers/%C3%A9", "customerId")]
    [InlineData("/api/shipments?status=submitted", "status")]
    [InlineData("/api/shipments/quote?weightInPounds=0.99", "weightInPounds")]
    [InlineData("/api/shipments/quote?weightInPounds=heavy", "weightInPounds")]
    [InlineData("/api/shipments/a%20b", "shipmentId")]
    [InlineData("/api/trucks?status=Free", "status")]
    [InlineData("/api/trucks/a%20b/sheet", "truckId")]
    [InlineData("/api/dispatch/waiting?status=x", "status")]
    public async Task A_parameter_that_cannot_be_read_is_named(string address, string parameter)
    {
        var api = await Api.OfAsync(server, database);
        (await api.Get(address)).ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe([parameter]);
    }

    [Theory]
    [InlineData("/api/products?words=%27%3A*%26%7C!()\\")]
    [InlineData("/api/products?words=%EF%BF%BF%ED%A0%80")]
    [InlineData("/api/orders?customer=a%2Fb")]
    [InlineData("/api/orders?placedFrom=0001-01-01T00:00:00Z&placedBefore=9999-12-31T23:59:59Z&limit=1")]
    public async Task Odd_but_readable_questions_are_answered(string address) =>
        (await (await Api.OfAsync(server, database)).Get(address)).Status.ShouldBe(200);

    [Fact]
    public async Task Very_long_words_can_be_kept_and_found()
    {
        var api = await Api.OfAsync(server, database);
        var sku = Api.Fresh("p");
        var word = new string('x', 3_000);
        (await api.Post($"/api/products/{sku}/commands/add",
            $$"""{ "name": "Long", "description": "{{word}}", "price": {{Api.Money}} }""")).Status.ShouldBe(201);
        (await api.Get($"/api/products?words={word}+{sku}")).Json["items"]!.AsArray().Count.ShouldBe(1);
    }
}
