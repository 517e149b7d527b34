using Shouldly;
using Tempest.Application.Access;
using Xunit;

namespace Tempest.DomainTests.Web;

public sealed class StaffFinanceTests
{
    [Fact]
    public async Task Money_is_paid_in_refunded_and_reversed_and_the_statement_says_so()
    {
        await using var site = await StaffSite.OpenAsync();
        var finance = await site.AsAsync(Roles.Finance);

        (await finance.GetAsync("/staff/accounts/polar")).ShouldBe(404).Words.ShouldContain("There is no such account yet");
        (await finance.FillInAsync("/staff/accounts/polar/pay", ("amount", "27"), ("entry", "cheque-1"), ("reason", "Cheque"))).ShouldBe(200).Words.ShouldContain("Balance 27.00 USD");
        (await finance.FillInAsync("/staff/accounts/polar/refund?refunds=cheque-1", ("amount", "7"), ("entry", "r-1"), ("reason", "Too much"))).ShouldBe(200).Words.ShouldContain("Balance 20.00 USD");
        (await finance.FillInAsync("/staff/accounts/polar/deposit", ("amount", "30"), ("entry", "d-1"), ("reason", "Wire"))).ShouldBe(200);
        (await finance.FillInAsync("/staff/accounts/polar/reverse?reverses=d-1", ("entry", "r-2"), ("reason", "Another's"))).ShouldBe(200).Words.ShouldContain("Balance 20.00 USD");

        var statement = await finance.GetAsync("/staff/accounts/polar/statement");
        statement.Words.ShouldSatisfyAllConditions(
            words => words.ShouldContain("Balance after 20.00 USD"), words => words.ShouldContain("Wire r-2"), words => words.ShouldContain("r-1 refund"));
        (await finance.GetAsync("/staff/accounts/polar/statement?from=2024-01-01&to=2024-01-31")).Words.ShouldContain("None in these days");
        (await finance.GetAsync("/staff/accounts/polar?at=2024-01-01")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("pay", "0", "amount-not-payable")]
    [InlineData("pay", "0.005", "amount-not-payable")]
    [InlineData("withdraw", "20.01", "credit-limit-exceeded")]
    [InlineData("hold-credit", "20.01", "credit-limit-exceeded")]
    [InlineData("refund", "20.01", "refund-too-large")]
    [InlineData("set-credit-limit", "-1", "credit-limit-not-usable")]
    public async Task What_is_refused_says_its_code(string deed, string amount, string code)
    {
        await using var site = await StaffSite.OpenAsync();
        await site.PaidAsync("cheque-1", 20);
        var finance = await site.AsAsync(Roles.Finance);

        var refused = await finance.FillInAsync($"/staff/accounts/polar/{deed}?refunds=cheque-1&order=S-1", ("amount", amount), ("reason", "Because"));

        refused.ShouldBe(409, code).Text.ShouldContain($"value=\"{amount}\"");
    }

    [Fact]
    public async Task A_payment_sent_twice_is_one_payment()
    {
        await using var site = await StaffSite.OpenAsync();
        var finance = await site.AsAsync(Roles.Finance);
        var page = await finance.GetAsync("/staff/accounts/polar/pay");
        var typed = new[] { ("amount", "20"), ("reason", "Cheque") };

        await finance.SendAsync(page, "/staff/accounts/polar/pay", typed);
        (await finance.SendAsync(page, "/staff/accounts/polar/pay", typed)).ShouldBe(200).Words.ShouldContain("Balance 20.00 USD");
    }

    [Fact]
    public async Task Credit_is_given_held_and_let_go()
    {
        await using var site = await StaffSite.OpenAsync();
        var finance = await site.AsAsync(Roles.Finance);

        (await finance.FillInAsync("/staff/accounts/polar/open", ("holder", "Polar Foods"), ("creditLimit", "100"))).ShouldBe(200).Words.ShouldContain("Available 100.00 USD");
        (await finance.FillInAsync("/staff/accounts/polar/hold-credit", ("order", "S-1"), ("amount", "60"))).ShouldBe(200).Words.ShouldContain("Available 40.00 USD");
        (await finance.FillInAsync("/staff/accounts/polar/release-credit?order=S-1")).ShouldBe(200).Words.ShouldContain("Available 100.00 USD");
        (await finance.FillInAsync("/staff/accounts/polar/set-credit-limit", ("amount", "250"))).ShouldBe(200).Words.ShouldContain("Available 250.00 USD");
        (await finance.FillInAsync("/staff/accounts/polar/withdraw", ("amount", "250"), ("reason", "Counter"))).ShouldBe(200).Words.ShouldContain("Available 0.00 USD");
    }

    [Fact]
    public async Task What_is_told_from_outside_is_answered_line_by_line()
    {
        await using var site = await StaffSite.OpenAsync();
        var finance = await site.AsAsync(Roles.Finance);
        const string Lines = """
            polar; P-1; payment; 60.00; USD; 2024-01-31
            polar; P-1; payment; 60.00; USD; 2024-01-31
            polar; P-2; payment; 0.00; USD; 2024-01-31
            polar; I-1; invoice; 100.00; USD; 2024-01-10; 2024-02-10
            polar; R-1; refund; 20.00; USD; 2024-02-02;; P-1; payment; Too much
            polar; X
            """;

        var told = await finance.FillInAsync("/staff/accounts/entries", ("lines", Lines));

        told.ShouldBe(200).Words.ShouldSatisfyAllConditions(
            words => words.ShouldContain("60.00 USD booked 2"), words => words.ShouldContain("60.00 USD already-booked"),
            words => words.ShouldContain("amount-not-payable"), words => words.ShouldContain("100.00 USD booked"),
            words => words.ShouldContain("20.00 USD booked"), words => words.ShouldContain("polar; X malformed"));
        (await finance.GetAsync("/staff/accounts/polar?at=2024-01-31T12:00")).Words.ShouldContain("Balance −40.00 USD");
        (await finance.GetAsync("/staff/accounts/polar?at=2024-02-11")).Words.ShouldContain("Overdue 60.00 USD");
    }

    [Fact]
    public async Task Those_overdue_come_first_and_all_are_paged_by_id()
    {
        await using var site = await StaffSite.OpenAsync();
        var finance = await site.AsAsync(Roles.Finance);
        await finance.FillInAsync("/staff/accounts/entries", ("lines", """
            arctic; P-1; payment; 1; USD; 2024-01-31
            nordic; P-1; payment; 1; USD; 2024-01-31
            polar; I-1; invoice; 100; USD; 2024-01-10; 2024-02-10
            """));

        var first = await finance.GetAsync("/staff/accounts");
        first.Words.IndexOf("polar", StringComparison.Ordinal).ShouldBeLessThan(first.Words.IndexOf("arctic", StringComparison.Ordinal));
        var page = (await finance.GetAsync("/staff/accounts?by=id&limit=2")).Words;
        page.ShouldSatisfyAllConditions(words => words.ShouldContain("arctic"), words => words.ShouldContain("nordic"), words => words.ShouldNotContain("polar"), words => words.ShouldContain("More accounts"));
        (await finance.GetAsync("/staff/accounts?id=polar")).At.ShouldBe("/staff/accounts/polar");
    }
}
