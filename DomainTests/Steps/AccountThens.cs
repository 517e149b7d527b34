using Shouldly;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class AccountThens(World world)
{
    private sealed record LineRow(string Entry, string Kind, decimal Change, decimal Balance, string UndoneBy);

    [Then("{string} has a balance of {decimal} {word}")]
    public async Task HasBalance(string account, decimal balance, string currency)
    {
        var found = await Account(account);
        (found.Balance, found.Currency).ShouldBe((balance, currency));
    }

    [Then("on {word} {string} had a balance of {decimal} {word}")]
    public async Task HadBalance(string date, string account, decimal balance, string currency)
    {
        var found = await Account(account, Days.LastOf(date));
        (found.Balance, found.Currency).ShouldBe((balance, currency));
    }

    [Then("on {word} there was no account {string}")]
    public async Task WasNone(string date, string account) =>
        (await world.Tempest.AccountAsync(world.Own(account), Days.LastOf(date))).ShouldBeNull();

    [Then("{decimal} USD of {string} are overdue")]
    public async Task AreOverdue(decimal amount, string account) =>
        (await Account(account)).Overdue.ShouldBe(amount);

    [Then("on {word} {decimal} USD of {string} were overdue")]
    public async Task WereOverdue(string date, decimal amount, string account) =>
        (await Account(account, Days.LastOf(date))).Overdue.ShouldBe(amount);

    [Then("{decimal} USD are available to {string}")]
    public async Task AreAvailable(decimal amount, string account) =>
        (await Account(account)).Available.ShouldBe(amount);

    [Then("{string} is kept for {string}")]
    public async Task IsKeptFor(string account, string holder) =>
        (await Account(account)).Holder.ShouldBe(holder);

    [Then("there is no account {string}")]
    public async Task IsNone(string account) => (await world.Tempest.AccountAsync(world.Own(account))).ShouldBeNull();

    [Then("{string} offers {string}")]
    public async Task Offers(string account, string transitions) =>
        string.Join(", ", (await Account(account)).Offers).ShouldBe(transitions);

    [Then("the history of {string} is {string}")]
    public Task HistoryIs(string account, string history) =>
        world.Tempest.AccountHistoryAsync(world.Own(account)).ShouldTell(history);

    [Then("the accounts are {string}")]
    public async Task AccountsAre(string accounts) => world.Ours(await world.Tempest.AccountsAsync()).ShouldBe(accounts);

    [Then("the accounts page by page, {int} at a time, are {string}")]
    public async Task PageByPage(int pageSize, string accounts) =>
        world.Ours(await world.Tempest.AccountsAsync(pageSize)).ShouldBe(accounts);

    [Then("today's statement of {string} is")]
    public async Task StatementIs(string account, DataTable lines) =>
        (await world.Tempest.StatementAsync(world.Own(account), Days.Today.AddDays(-1), Days.Today.AddDays(1))).ShouldNotBeNull().Lines.ShouldBe(
            lines.CreateSet<LineRow>().Select(row => new StatementLineView(row.Entry, row.Kind, row.Change, row.Balance, row.UndoneBy)));

    [Then("the statement of {string} from {word} to {word} goes from {decimal} to {decimal} USD")]
    public async Task StatementGoes(string account, string from, string to, decimal opening, decimal closing)
    {
        var statement = (await world.Tempest.StatementAsync(world.Own(account), Days.Of(from), Days.Of(to))).ShouldNotBeNull();
        (statement.Opening, statement.Closing).ShouldBe((opening, closing));
        (statement.Opening + statement.Lines.Sum(line => line.Change)).ShouldBe(closing);
    }

    private async Task<AccountView> Account(string account, DateTimeOffset? at = null) =>
        (await world.Tempest.AccountAsync(world.Own(account), at)).ShouldNotBeNull();
}
