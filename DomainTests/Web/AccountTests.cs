using System.Text.RegularExpressions;
using Shouldly;
using Tempest.Application.Accounts;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>A customer's account: what is due and why, and paying it.</summary>
public sealed partial class AccountTests(Site site)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task An_account_without_entries_says_what_will_stand_there()
    {
        using var visitor = await site.VisitorAsync(await site.CustomerAsync());
        (await visitor.Get("/account")).Text.ShouldContain("Nothing booked yet");
        (await visitor.Get("/account/statement")).Text.ShouldContain("Nothing happened on these days");
        (await visitor.Get("/account?at=2026-01-01")).Text.ShouldContain("Nothing had been booked by then");
        (await visitor.Get("/account/pay")).Text.ShouldContain("Nothing is due");
    }

    [Fact]
    public async Task What_is_due_is_what_was_invoiced_last_and_is_not_covered_by_payments()
    {
        var customer = await InvoicedAsync(("first", 100m, -40), ("second", 50m, 5), ("third", 30m, 20));
        await PaidAsync(customer, "p-1", 110m);
        using var visitor = await site.VisitorAsync(customer);

        var page = (await visitor.Get("/account")).Text;
        page.ShouldContain("70.00");
        var due = page[..page.IndexOf("id=\"lately\"", StringComparison.Ordinal)];
        due.ShouldNotContain("/account/entries/first\"");
        due.ShouldContain("/account/entries/second\"");
        (await visitor.Get("/account/entries/first")).Text.ShouldContain(">Paid<");
        (await visitor.Get("/account/entries/second")).Text.ShouldContain("40.00 <span");
        (await visitor.Get("/account/entries/third")).Text.ShouldContain(">To be paid<");
    }

    [Fact]
    public async Task What_is_late_is_overdue()
    {
        var customer = await InvoicedAsync(("late", 100m, -3));
        using var visitor = await site.VisitorAsync(customer);
        (await visitor.Get("/account")).Text.ShouldContain(">Overdue<");
        (await visitor.Get("/account/entries/late")).Text.ShouldContain(">Overdue<");
    }

    [Fact]
    public async Task A_statement_shows_every_entry_with_the_balance_after_it_and_comes_as_csv()
    {
        var customer = await InvoicedAsync(("first", 100m, 10));
        await PaidAsync(customer, "p-1", 30m, "=SUM(A1)");
        using var visitor = await site.VisitorAsync(customer);
        var page = await visitor.Get("/account/statement");
        foreach (var text in (string[])["−100.00", "−70.00", "/account/entries/first\"", "<svg", "Balance from"]) page.Text.ShouldContain(text);
        page.Text.ShouldNotContain(" style=");

        var csv = await visitor.Get(Csv().Match(page.Text).Groups["at"].Value, "*/*");
        csv.Headers["Content-Type"].ShouldStartWith("text/csv");
        csv.Headers["Content-Disposition"].ShouldContain("attachment");
        csv.Html.Split("\r\n")[0].ShouldBe("at,entry,kind,reason,order,shipment,dueOn,change,balance,currency");
        csv.Html.ShouldContain(",p-1,Payment,'=SUM(A1),,,,30.00,-70.00,USD");
        (await visitor.Get("/account/statement.csv?from=x")).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("from=x", "#from")]
    [InlineData("to=2026-13-01", "#to")]
    [InlineData("from=2026-02-01&to=2026-01-01", "#from")]
    public async Task Days_that_are_none_are_said_at_their_field(string query, string field)
    {
        using var visitor = await site.VisitorAsync(await site.CustomerAsync());
        var page = await visitor.Get($"/account/statement?{query}");
        page.Status.ShouldBe(422);
        page.Html.ShouldContain($"href=\"{field}\"");
    }

    [Fact]
    public async Task The_balance_of_a_past_day_counts_what_had_happened_by_then()
    {
        var customer = await InvoicedAsync(("first", 100m, 10));
        using var visitor = await site.VisitorAsync(customer);
        (await visitor.Get($"/account?at={Now:yyyy-MM-dd}")).Text.ShouldContain("−100.00");
        (await visitor.Get("/account?at=2020-01-01")).Text.ShouldContain("Nothing had been booked by then");
        foreach (var day in (string[])["x", "2999-01-01"]) (await visitor.Get($"/account?at={day}")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Somebody_elses_entries_and_payments_are_as_missing_as_none()
    {
        var theirs = await InvoicedAsync(("first", 100m, 10));
        using var them = await site.VisitorAsync(theirs);
        var payment = await BegunAsync(them);
        using var visitor = await site.VisitorAsync(await site.CustomerAsync());
        (await visitor.Get("/account/entries/first")).Status.ShouldBe(404);
        (await visitor.Get($"/sandbox/card/{payment}")).Status.ShouldBe(404);
        (await visitor.Get($"/account/pay/{payment}")).Status.ShouldBe(404);
        await AnswerAsync(them, payment, "pay");
        (await visitor.Get($"/account/pay/{payment}")).Status.ShouldBe(404);
        (await them.Get($"/account/pay/{payment}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Paying_starts_from_what_is_due_and_ends_with_a_receipt()
    {
        var customer = await InvoicedAsync(("first", 100m, 10));
        using var visitor = await site.VisitorAsync(customer);
        Visitor.FormOf(await visitor.Get("/account/pay"), "/account/pay")["amount"].ShouldBe("100.00");
        var payment = await BegunAsync(visitor);
        (await AnswerAsync(visitor, payment, "pay")).ShouldBe($"/account/pay/{payment}");
        var receipt = (await visitor.Get($"/account/pay/{payment}")).Text;
        receipt.ShouldContain("We have received");
        receipt.ShouldContain(payment);
        (await BalanceAsync(customer)).ShouldBe(0);
    }

    [Fact]
    public async Task A_payment_is_booked_once_however_often_anybody_clicks_or_comes_back()
    {
        var customer = await InvoicedAsync(("first", 100m, 10));
        using var visitor = await site.VisitorAsync(customer);
        var form = await visitor.Get("/account/pay");
        var begun = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => visitor.Send(form, "/account/pay")));
        var payment = begun.Select(answer => answer.Location).Distinct().Single()!.Split('/')[^1];
        var card = await visitor.Get($"/sandbox/card/{payment}");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => visitor.Send(card, $"/sandbox/card/{payment}", ("answer", "pay"))));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => visitor.Get($"/account/pay/{payment}")));
        (await visitor.Send(form, "/account/pay")).Location.ShouldBe($"/account/pay/{payment}");

        (await BalanceAsync(customer)).ShouldBe(0);
        (await site.Storage.HistoryAsync(new("account", customer), 1, 10)).Count(one => one.Type == "payment-received").ShouldBe(1);
    }

    [Fact]
    public async Task A_declined_or_abandoned_payment_books_nothing_and_leads_on()
    {
        var customer = await InvoicedAsync(("first", 100m, 10));
        using var visitor = await site.VisitorAsync(customer);
        var abandoned = await BegunAsync(visitor);
        var left = (await visitor.Get($"/account/pay/{abandoned}")).Text;
        left.ShouldContain("You left before paying");
        left.ShouldContain($"/sandbox/card/{abandoned}");
        await AnswerAsync(visitor, abandoned, "decline");
        (await visitor.Get($"/account/pay/{abandoned}")).Text.ShouldContain("did not accept the card");
        (await visitor.Get($"/sandbox/card/{abandoned}")).Status.ShouldBe(404);
        (await BalanceAsync(customer)).ShouldBe(-100);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_and_booked_then()
    {
        var customer = await InvoicedAsync(("first", 100m, 10));
        using var visitor = await site.VisitorAsync(customer);
        var payment = await BegunAsync(visitor);
        await AnswerAsync(visitor, payment, "lose");
        (await visitor.Get($"/account/pay/{payment}")).Text.ShouldContain("not known yet");
        (await BalanceAsync(customer)).ShouldBe(-100);
        (await visitor.Get("/account")).Text.ShouldContain("does not stand in your account yet");
        (await visitor.Get($"/account/pay/{payment}")).Text.ShouldContain("We have received");
        (await BalanceAsync(customer)).ShouldBe(0);
        (await visitor.Get("/account")).Text.ShouldNotContain("does not stand in your account yet");
    }

    [Fact]
    public async Task What_was_paid_elsewhere_meanwhile_is_said_before_paying_again()
    {
        var customer = await InvoicedAsync(("first", 100m, 10));
        using var visitor = await site.VisitorAsync(customer);
        var form = await visitor.Get("/account/pay");
        await PaidAsync(customer, "p-1", 100m);
        var again = await visitor.Send(form, "/account/pay");
        again.Status.ShouldBe(409);
        again.Text.ShouldContain("has changed since you opened this page");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.005")]
    [InlineData("a lot")]
    [InlineData("")]
    [InlineData("99999999999999999999999999999999")]
    public async Task An_amount_that_is_none_is_said_at_its_field_and_kept(string typed)
    {
        using var visitor = await site.VisitorAsync(await site.CustomerAsync());
        var again = await visitor.Send(await visitor.Get("/account/pay"), "/account/pay", ("amount", typed));
        again.Status.ShouldBe(422);
        Visitor.FormOf(again, "/account/pay")["amount"].ShouldBe(typed);
        again.Html.ShouldContain("href=\"#amount\"");
    }

    private async Task<string> InvoicedAsync(params (string Id, decimal Amount, int DueInDays)[] invoices)
    {
        var customer = await site.CustomerAsync();
        foreach (var (id, amount, days) in invoices)
        {
            await site.DoAsync(AccountUseCases.Invoice(AccountId.Of(customer), EntryId.Of(id),
                new(Book.Day(Now).AddDays(days), Usd(amount), Usd(0)), "Goods", Now));
        }

        return customer;
    }

    private Task PaidAsync(string customer, string id, decimal amount, string reason = "By transfer") =>
        site.DoAsync(AccountUseCases.Pay(AccountId.Of(customer), EntryId.Of(id), Usd(amount), reason, DateTimeOffset.UtcNow));

    private static async Task<string> BegunAsync(Visitor visitor)
    {
        var begun = (await visitor.Send(await visitor.Get("/account/pay"), "/account/pay")).Location!;
        begun.ShouldStartWith("/sandbox/card/payment-");
        return begun.Split('/')[^1];
    }

    private static async Task<string?> AnswerAsync(Visitor visitor, string payment, string answer) =>
        (await visitor.Send(await visitor.Get($"/sandbox/card/{payment}"), $"/sandbox/card/{payment}", ("answer", answer))).Location;

    private async Task<decimal> BalanceAsync(string customer) =>
        ((KeptAccount)(await site.Storage.LoadAsync(AccountStreams.Accounts.Stream(customer))).State).Book.Balance.Amount;

    private static Money Usd(decimal amount) => new(amount, Currency.Of("USD"));

    [GeneratedRegex("href=\"(?<at>/account/statement.csv[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Csv();
}
