using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>Reports as a program gets them.</summary>
public sealed class ReportTests(TestServer database, HttpServer server)
{
    [Fact]
    public async Task Every_report_that_is_listed_is_there_as_json_and_as_csv()
    {
        var api = await Api.OfAsync(server, database);
        await api.OrderAsync();
        await (await server.RunningAsync(database)).Inside.CountAsync();
        foreach (var listed in (await api.Get("/api/reports")).Json["items"]!.AsArray())
        {
            var href = ((string)listed!["_links"]!["report"]!["href"]!).Split('{')[0];
            var json = await api.Get(href);
            (json.Status, (string?)json.Json["name"]).ShouldBe((200, (string?)listed["name"]), json.Text);
            json.Json["holds"]!.AsArray().ShouldAllBe(one => (long)one!["position"]! > 0 && one["time"] != null);
            var csv = await api.Get(href, ("Accept", "text/csv"));
            (csv.Status, csv.Text.Split("\r\n")[0].Split(',')[^1]).ShouldBe((200, "holds"));
            (csv.Text.Split("\r\n").Length - 2).ShouldBe(json.Json["rows"]!.AsArray().Count);
        }
    }

    [Theory]
    [InlineData("/api/reports/nothing", 404, "report-not-found")]
    [InlineData("/api/reports/revenue-by-day/behind?of=nothing", 404, "report-not-found")]
    [InlineData("/api/reports/revenue-by-day?from=2026-02-01&to=2026-01-01", 400, "malformed-request")]
    [InlineData("/api/reports/revenue-by-day?form=2026-02-01", 400, "malformed-request")]
    [InlineData("/api/reports/revenue-by-day/behind?of=x&cursor=x", 404, "report-not-found")]
    public async Task What_cannot_be_answered_says_why(string path, int status, string code)
    {
        var answer = await (await Api.OfAsync(server, database)).Get(path);

        (answer.Status, ((string)answer.Json["type"]!).Split('/')[^1]).ShouldBe((status, code));
    }

    [Fact]
    public async Task What_is_behind_a_row_comes_page_by_page()
    {
        var api = await Api.OfAsync(server, database);
        var customer = await api.CustomerAsync();
        string[] orders = [await api.OrderAsync(customer), await api.OrderAsync(customer), await api.OrderAsync(customer)];
        await (await server.RunningAsync(database)).Inside.CountAsync();

        var first = (await api.Get($"/api/reports/revenue-by-customer/behind?of={customer}%20%C2%B7%20USD&limit=2")).Json;
        var rest = (await api.Get((string)first["_links"]!["next"]!["href"]!)).Json;

        first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(one => (string)one!["of"]!)
            .ShouldBe(orders.Select(order => $"order/{order}").Order(StringComparer.Ordinal));
        rest["_links"]!["next"].ShouldBeNull();
        (await api.Get((string)first["items"]![0]!["_links"]!["history"]!["href"]!)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Operators_see_how_far_projections_are()
    {
        var api = await Api.OfAsync(server, database);
        await api.OrderAsync();
        await (await server.RunningAsync(database)).Inside.CountAsync();

        var tenant = (await api.Get("/api/operations")).Json["tenants"]![0]!;
        ((long)tenant["head"]!).ShouldBeGreaterThan(0);
        tenant["projections"]!.AsArray().Select(one => (string)one!["name"]!).ShouldBe(["deliveries", "evidence", "receivables", "sales"]);
        tenant["projections"]!.AsArray().ShouldAllBe(one => (string)one!["state"]! == "live" && one["fault"] == null);
    }

    [Fact]
    public async Task Operators_see_what_the_host_that_answers_has_done()
    {
        var api = await Api.OfAsync(server, database);
        await api.OrderAsync();

        var host = (await api.Get("/api/operations")).Json["host"]!;
        ((DateTimeOffset)host["since"]!).ShouldBeLessThan(DateTimeOffset.UtcNow);
        host["work"]!.AsArray().Where(one => (string)one!["category"]! is "order" or "product").ShouldAllBe(one => (long)one!["commands"]! > 0);
        host["work"]!.AsArray().Select(one => (string)one!["category"]!).ShouldContain("order");
    }
}
