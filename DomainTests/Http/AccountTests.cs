using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>Accounts as a stranger sees them: tags, forms, statements in three formats, and a feed answered by the line.</summary>
public sealed class AccountTests(TestServer database, HttpServer server)
{
    private static string Ten(string entry) => $$"""{ "entryId": "{{entry}}", "amount": {{Api.Money}}, "reason": "=SUM(1), \"so\" <b>" }""";

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_a_stale_one_is_told_so()
    {
        var (api, account) = await FreshAsync();
        var paid = await api.Post($"{account}/commands/pay", Ten("P-1"), ("Idempotency-Key", Api.Fresh("k")));
        (paid.Status, paid.Headers["Location"]).ShouldBe((201, account));
        (await api.Get(account)).Text.ShouldBe(paid.Text);
        (await api.Get(account, ("If-None-Match", paid.Tag!))).Status.ShouldBe(304);

        (await api.Post($"{account}/commands/pay", Ten("P-2"), ("If-Match", paid.Tag!))).Status.ShouldBe(200);
        (await api.Post($"{account}/commands/pay", Ten("P-3"), ("If-Match", paid.Tag!))).ShouldBeProblem(412, "stale");
        var again = await api.Post($"{account}/commands/pay", Ten("P-1"));
        (again.Status, (string)again.Json["balance"]!["amount"]!).ShouldBe((200, "20.00"));
        (await api.Get($"{account}/events")).Json["items"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_refused_says_what_is_possible_instead()
    {
        var (api, account) = await FreshAsync();
        (await api.Post($"{account}/commands/withdraw", Ten("W-1"))).ShouldBeProblem(404, "account-not-found");
        await api.Post($"{account}/commands/pay", Ten("P-1"));
        var refused = await api.Post($"{account}/commands/withdraw", Ten("W-1").Replace("10.00", "10.01", StringComparison.Ordinal));
        refused.ShouldBeProblem(409, "credit-limit-exceeded").Links.ShouldContain("withdraw");
        ((string)refused.Json["available"]!).ShouldBe("10.00 USD");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_account_offers_exactly_what_it_takes(int seed)
    {
        var (api, account) = await FreshAsync();
        var chance = new Random(seed);
        await api.Post($"{account}/commands/pay", Ten("P-0"));
        string[] all = ["open", "pay", "deposit", "withdraw", "set-credit-limit", "hold-credit", "release-credit"];
        var held = new Stack<int>([0]);
        for (var step = 1; step < 9; step++)
        {
            var now = await api.Get(account);
            var offered = now.Json["_templates"]!.AsObject().Select(template => template.Key).ToArray();
            foreach (var name in all.Except(offered))
            {
                var refused = await api.Post($"{account}/commands/{name}", Body(name, step, held.Peek()));
                if (refused.Status != 409) (refused.Status, refused.Tag).ShouldBe((200, now.Tag), name);
            }

            var chosen = offered[chance.Next(offered.Length)];
            var done = await api.Post($"{account}/commands/{chosen}", Body(chosen, step, held.Peek()), ("If-Match", now.Tag!));
            done.Status.ShouldBe(200, done.Text);
            done.Tag.ShouldNotBe(now.Tag, $"{chosen} was offered, so it changes something");
            if (chosen == "hold-credit") held.Push(step);
            if (chosen == "release-credit") held.Pop();
        }
    }

    [Fact]
    public async Task An_entry_can_be_undone_as_long_as_something_of_it_is_left()
    {
        var (api, account) = await FreshAsync();
        await api.Post($"{account}/commands/pay", Ten("P-1"));
        (await LineAsync(api, account, 0))["_links"]!.AsObject().Select(link => link.Key).ShouldBe(["refund", "reverse"]);
        await api.Post($"{account}/commands/refund", """{ "entryId": "R-1", "refunds": "P-1", "reason": "a" }""");
        (await LineAsync(api, account, 0))["_links"]!.AsObject().ShouldBeEmpty();
        (await LineAsync(api, account, 1))["_links"]!.AsObject().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "application/prs.hal-forms+json")]
    [InlineData("*/*", "application/prs.hal-forms+json")]
    [InlineData("application/json", "application/prs.hal-forms+json")]
    [InlineData("text/csv", "text/csv; charset=utf-8")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8")]
    [InlineData("text/*;q=0.5, application/json;q=0.1", "text/csv; charset=utf-8")]
    [InlineData("text/csv;q=0, */*;q=0.1", "application/prs.hal-forms+json")]
    public async Task A_statement_comes_as_it_is_asked_for(string? accept, string type)
    {
        var (api, account) = await FreshAsync();
        await api.Post($"{account}/commands/pay", Ten("P-1"));
        var statement = await api.Get($"{account}/statement", accept is null ? [] : [("Accept", accept)]);
        (statement.Status, statement.Headers["Content-Type"], statement.Headers["Vary"]).ShouldBe((200, type, "Accept"));
    }

    [Fact]
    public async Task What_somebody_wrote_runs_neither_in_a_spreadsheet_nor_on_a_page()
    {
        var (api, account) = await FreshAsync();
        await api.Post($"{account}/commands/pay", Ten("P-1"));
        var csv = (await api.Get($"{account}/statement", ("Accept", "text/csv"))).Text.Split("\r\n");
        csv[0].ShouldBe("at,entry,kind,reason,order,shipment,dueOn,undoes,undoneBy,change,balance,currency");
        csv[1].ShouldEndWith(",P-1,payment,\"'=SUM(1), \"\"so\"\" <b>\",,,,,,10.00,10.00,USD");
        var page = (await api.Get($"{account}/statement", ("Accept", "text/html"))).Text;
        page.ShouldContain("=SUM(1), &quot;so&quot; &lt;b&gt;");
        page.ShouldNotContain("<b>");
    }

    [Fact]
    public async Task A_statement_that_cannot_be_is_refused()
    {
        var (api, account) = await FreshAsync();
        (await api.Get($"{account}/statement")).ShouldBeProblem(404, "account-not-found");
        (await api.Get($"{account}/statement?from=2026-02-30")).ShouldBeProblem(400, "malformed-request").Pointers.ShouldBe(["from"]);
        (await api.Get($"{account}/statement?from=2026-03-02&to=2026-03-01")).ShouldBeProblem(400, "malformed-request");
        (await api.Get($"{account}/statement", ("Accept", "image/png"))).ShouldBeProblem(406, "not-acceptable");
        await api.Post($"{account}/commands/pay", Ten("P-1"));
        (await api.Get($"{account}/statement?from=0001-01-01&to=9999-12-31")).Json["lines"]!.AsArray().Count.ShouldBe(1);
        (await api.Get($"{account}?at=9999-12-31T23:59:59.9999999Z")).Status.ShouldBe(200);
        (await api.Get($"{account}?at=0001-01-01T00:00:00Z")).ShouldBeProblem(404, "account-not-found");
    }

    [Fact]
    public async Task A_feed_is_answered_line_by_line_and_a_bad_line_keeps_no_other()
    {
        var (api, path) = await FreshAsync();
        var account = path.Split('/')[^1];
        string Line(string id, string rest, string kind = "payment") =>
            $$"""{"account":"{{account}}","id":"{{id}}","kind":"{{kind}}","amount":{"amount":"10.00","currency":"USD"},"at":"2024-01-31T12:00:00Z","reason":"a"{{rest}}}""";

        var told = await FeedAsync(api,
            Line("P-1", ""), "", "{ no json", Line("P-2", """ ,"kind":"gift","at":"yesterday" """), Line("P-1", ""),
            Line("I-1", "", "invoice"), Line("R-1", ""","undoes":{"id":"I-1","kind":"invoice"}""", "reversal"),
            Line("R-2", ""","undoes":{"id":"X","kind":"invoice","dueOn":"2024-03-01"}""", "refund"), Line("P-3", ""));

        told.Select(line => $"{line["line"]} {line["result"]}").Where(line => !line.StartsWith("1 ", StringComparison.Ordinal)
            && !line.StartsWith("5 ", StringComparison.Ordinal)).ShouldBe(
            ["3 malformed", "4 malformed", "6 malformed", "7 malformed", "8 malformed", "9 booked"]);
        told.Where(line => (int)line["line"]! is 1 or 5).Select(line => (string)line["result"]!).ShouldBe(["booked", "already-booked"], ignoreOrder: true);
        told[2]["problem"]!["errors"]!.AsArray().Select(fault => (string)fault!["pointer"]!).ShouldBe(["/kind", "/kind", "/at", "/at"], ignoreOrder: true);
        told.Single(line => (int)line["line"]! == 6)["problem"]!["errors"]![0]!["pointer"]!.ToString().ShouldBe("/bill");
        ((string)(await api.Get(path)).Json["balance"]!["amount"]!).ShouldBe("20.00");
    }

    [Fact]
    public async Task A_feed_is_told_how_far_to_read_to_see_each_line_and_all_of_it()
    {
        var (api, path) = await FreshAsync();
        var account = path.Split('/')[^1];
        string Line(string id) =>
            $$"""{"account":"{{account}}","id":"{{id}}","kind":"payment","amount":{"amount":"10.00","currency":"USD"},"at":"2024-01-31T12:00:00Z","reason":"a"}""";

        var told = await PostAsync(api, Line("P-1"), "{ no json", Line("P-2"));
        var positions = Lines(told).Select(line => (long?)line["position"]).ToArray();
        (positions[0] > 0, positions[1], positions[2] > 0).ShouldBe((true, null, true), told.Text);
        told.Headers["Tempest-Position"].ShouldBe($"{positions.Max()}");
        ((string)(await api.Get($"{path}?after={positions.Max()}")).Json["balance"]!["amount"]!).ShouldBe("20.00");
        (await PostAsync(api, "{ no json")).Headers.ContainsKey("Tempest-Position").ShouldBeFalse();
    }

    [Fact]
    public async Task A_feed_has_a_media_type_and_at_least_a_line()
    {
        var (api, _) = await FreshAsync();
        (await api.Post("/api/accounts/entries", "{}")).ShouldBeProblem(415, "unsupported-media-type");
        (await api.Send("POST", "/api/accounts/entries", new StringContent("\n \n", null, "application/x-ndjson")))
            .ShouldBeProblem(400, "malformed-request");
        (await api.Send("POST", "/api/accounts/entries", new StringContent(new('x', (1024 * 1024) + 1), null, "application/x-ndjson")))
            .ShouldBeProblem(413, "too-large");
    }

    [Fact]
    public async Task A_feed_in_any_order_gives_the_same_balances_at_every_date()
    {
        var chance = new Random(7);
        var balances = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            var (api, path) = await FreshAsync();
            var lines = Enumerable.Range(0, 150).Select(n => $$"""
                {"account":"{{path.Split('/')[^1]}}","id":"E-{{n}}","kind":"{{(n % 3 == 0 ? "withdrawal" : "payment")}}","amount":{"amount":"{{n + 1}}.01","currency":"USD"},"at":"2024-0{{1 + (n % 9)}}-{{10 + (n % 17)}}T12:00:00Z","reason":"a"}
                """).Concat(["", ""]).ToArray();
            string[] sent = [.. lines, .. lines.Take(40)];
            chance.Shuffle(sent);
            (await FeedAsync(api, sent)).Count(line => (string)line["result"]! == "booked").ShouldBe(150);
            var days = await Task.WhenAll(Enumerable.Range(1, 9).Select(month => api.Get($"{path}?at=2024-0{month}-15T23:59:59Z")));
            balances.Add(string.Join(' ', days.Select(day => (string)day.Json["balance"]!["amount"]!)));
        }

        balances.Distinct().Count().ShouldBe(1, string.Join('\n', balances));
    }

    private static string Body(string command, int step, int held) => command switch
    {
        "open" => """{ "holder": "Polar Foods", "currency": "USD" }""",
        "set-credit-limit" => $$"""{ "limit": { "amount": "{{step.ToString(CultureInfo.InvariantCulture)}}.00", "currency": "USD" } }""",
        "hold-credit" => $$"""{ "orderId": "S-{{step}}", "amount": { "amount": "0.01", "currency": "USD" } }""",
        "release-credit" => $$"""{ "orderId": "S-{{held}}" }""",
        _ => Ten($"E-{step}").Replace("10.00", "0.01", StringComparison.Ordinal),
    };

    private static async Task<JsonNode> LineAsync(Api api, string account, int line) =>
        (await api.Get($"{account}/statement")).Json["lines"]![line]!;

    private static async Task<IReadOnlyList<JsonNode>> FeedAsync(Api api, params string[] lines) => Lines(await PostAsync(api, lines));

    private static async Task<ApiAnswer> PostAsync(Api api, params string[] lines)
    {
        var told = await api.Send("POST", "/api/accounts/entries",
            new StringContent(string.Join('\n', lines.Select(line => line.Trim())), null, "application/x-ndjson"));
        (told.Status, told.Headers["Content-Type"]).ShouldBe((200, "application/x-ndjson"));
        return told;
    }

    private static IReadOnlyList<JsonNode> Lines(ApiAnswer told) =>
        [.. told.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private async Task<(Api Api, string Account)> FreshAsync() =>
        (await Api.OfAsync(server, database), $"/api/accounts/{Api.Fresh("a")}");
}
