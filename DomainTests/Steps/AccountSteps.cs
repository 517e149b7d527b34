using System.Globalization;
using Shouldly;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class AccountSteps(World world)
{
    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    private sealed record LineRow(string Entry, string Kind, decimal Change, decimal Balance, string UndoneBy);

    [Given("the account {string} was billed {decimal} {word} and {decimal} {word} for carriage as {string}")]
    public Task WasBilled(string account, decimal goods, string currency, decimal carriage, string _, string entry) =>
        World.Arrange(world.Given.InvoiceAsync(world.Own(account), entry, goods, carriage, currency, Today.AddDays(30)));

    [Given("the account {string} was billed {decimal} {word} for the order {string} as {string}")]
    public Task WasBilledFor(string account, decimal goods, string currency, string order, string entry) => World.Arrange(
        world.Given.InvoiceAsync(world.Own(account), entry, goods, 0, currency, Today.AddDays(30), world.Own(order)));

    [Given("the account {string} was billed {decimal} {word} as {string}, due {int} days ago")]
    public Task WasBilledBefore(string account, decimal goods, string currency, string entry, int days) =>
        World.Arrange(world.Given.InvoiceAsync(
            world.Own(account), entry, goods, 0, currency, Today.AddDays(-days), at: DateTimeOffset.UtcNow.AddDays(-days - 30)));

    [Given("the account {string} was billed {decimal} {word} as {string}, due in {int} days")]
    public Task WasBilledLately(string account, decimal goods, string currency, string entry, int days) =>
        World.Arrange(world.Given.InvoiceAsync(world.Own(account), entry, goods, 0, currency, Today.AddDays(days)));

    [Given("the account {string} was opened for {string} with a credit of {decimal} {word}")]
    public Task WasOpened(string account, string holder, decimal limit, string currency) =>
        World.Arrange(world.Given.OpenAccountAsync(world.Own(account), holder, currency, limit));

    [Given("{decimal} {word} were paid into {string} as {string}")]
    public Task WerePaid(decimal amount, string currency, string account, string entry) =>
        World.Arrange(world.Given.PayAsync(world.Own(account), entry, amount, currency));

    [Given("the order {string} holds {decimal} {word} of the credit of {string}")]
    public Task Holds(string order, decimal amount, string currency, string account) =>
        World.Arrange(world.Given.HoldCreditAsync(world.Own(account), world.Own(order), amount, currency));

    [When("the account {string} is opened for {string} in {word}")]
    public Task IsOpened(string account, string holder, string currency) =>
        world.Ask(world.Tempest.OpenAccountAsync(world.Own(account), holder, currency));

    [When("{decimal} {word} are paid into {string} as {string}")]
    public Task ArePaid(decimal amount, string currency, string account, string entry) =>
        world.Ask(world.Tempest.PayAsync(world.Own(account), entry, amount, currency));

    [When("{decimal} {word} are deposited in {string} as {string}")]
    public Task AreDeposited(decimal amount, string currency, string account, string entry) =>
        world.Ask(world.Tempest.DepositAsync(world.Own(account), entry, amount, currency));

    [When("{decimal} {word} are withdrawn from {string} as {string}")]
    public Task AreWithdrawn(decimal amount, string currency, string account, string entry) =>
        world.Ask(world.Tempest.WithdrawAsync(world.Own(account), entry, amount, currency));

    [When("{decimal} {word} of {string} are refunded to {string} as {string}")]
    public Task AreRefunded(decimal amount, string currency, string refunds, string account, string entry) =>
        world.Ask(world.Tempest.RefundAsync(world.Own(account), entry, refunds, amount, currency));

    [When("all of {string} is refunded to {string} as {string}")]
    public Task IsRefunded(string refunds, string account, string entry) =>
        world.Ask(world.Tempest.RefundAsync(world.Own(account), entry, refunds, null, "USD"));

    [When("{string} of {string} is reversed as {string} because {string}")]
    public Task IsReversed(string reverses, string account, string entry, string reason) =>
        world.Ask(world.Tempest.ReverseAsync(world.Own(account), entry, reverses, reason));

    [When("the credit of {string} is set to {decimal} {word}")]
    public Task IsSet(string account, decimal limit, string currency) =>
        world.Ask(world.Tempest.SetCreditLimitAsync(world.Own(account), limit, currency));

    [When("the order {string} asks for {decimal} {word} of the credit of {string}")]
    public Task AsksForCredit(string order, decimal amount, string currency, string account) =>
        world.Ask(world.Tempest.HoldCreditAsync(world.Own(account), world.Own(order), amount, currency));

    [When("the order {string} lets the credit of {string} go")]
    public Task LetsGo(string order, string account) =>
        world.Ask(world.Tempest.ReleaseCreditAsync(world.Own(account), world.Own(order)));

    [Then("{string} has a balance of {decimal} {word}")]
    public async Task HasBalance(string account, decimal balance, string currency)
    {
        var found = (await world.Tempest.AccountAsync(world.Own(account))).ShouldNotBeNull();
        (found.Balance, found.Currency).ShouldBe((balance, currency));
    }

    [Then("on {word} {string} had a balance of {decimal} {word}")]
    public async Task HadBalance(string date, string account, decimal balance, string currency)
    {
        var found = (await world.Tempest.AccountAsync(world.Own(account), LastOf(date))).ShouldNotBeNull();
        (found.Balance, found.Currency).ShouldBe((balance, currency));
    }

    [Then("on {word} there was no account {string}")]
    public async Task WasNone(string date, string account) =>
        (await world.Tempest.AccountAsync(world.Own(account), LastOf(date))).ShouldBeNull();

    [Then("{decimal} USD of {string} are overdue")]
    public async Task AreOverdue(decimal amount, string account) =>
        (await world.Tempest.AccountAsync(world.Own(account))).ShouldNotBeNull().Overdue.ShouldBe(amount);

    [Then("on {word} {decimal} USD of {string} were overdue")]
    public async Task WereOverdue(string date, decimal amount, string account) =>
        (await world.Tempest.AccountAsync(world.Own(account), LastOf(date))).ShouldNotBeNull().Overdue.ShouldBe(amount);

    [Then("{decimal} USD are available to {string}")]
    public async Task AreAvailable(decimal amount, string account) =>
        (await world.Tempest.AccountAsync(world.Own(account))).ShouldNotBeNull().Available.ShouldBe(amount);

    [Then("{string} is kept for {string}")]
    public async Task IsKeptFor(string account, string holder) =>
        (await world.Tempest.AccountAsync(world.Own(account))).ShouldNotBeNull().Holder.ShouldBe(holder);

    [Then("there is no account {string}")]
    public async Task IsNone(string account) => (await world.Tempest.AccountAsync(world.Own(account))).ShouldBeNull();

    [Then("{string} offers {string}")]
    public async Task Offers(string account, string transitions) =>
        string.Join(", ", (await world.Tempest.AccountAsync(world.Own(account))).ShouldNotBeNull().Offers).ShouldBe(transitions);

    [Then("the history of {string} is {string}")]
    public async Task HistoryIs(string account, string history) =>
        string.Join(", ", (await world.Tempest.AccountHistoryAsync(world.Own(account))).Select(line => line.What)).ShouldBe(history);

    [Then("the accounts are {string}")]
    public async Task AccountsAre(string accounts) => world.Ours(await world.Tempest.AccountsAsync()).ShouldBe(accounts);

    [Then("the accounts page by page, {int} at a time, are {string}")]
    public async Task PageByPage(int pageSize, string accounts) =>
        world.Ours(await world.Tempest.AccountsAsync(pageSize)).ShouldBe(accounts);

    [Then("today's statement of {string} is")]
    public async Task StatementIs(string account, DataTable lines) =>
        (await world.Tempest.StatementAsync(world.Own(account), Today.AddDays(-1), Today.AddDays(1))).ShouldNotBeNull().Lines.ShouldBe(
            lines.CreateSet<LineRow>().Select(row => new StatementLineView(row.Entry, row.Kind, row.Change, row.Balance, row.UndoneBy)));

    [Then("the statement of {string} from {word} to {word} goes from {decimal} to {decimal} USD")]
    public async Task StatementGoes(string account, string from, string to, decimal opening, decimal closing)
    {
        var statement = (await world.Tempest.StatementAsync(world.Own(account), Day(from), Day(to))).ShouldNotBeNull();
        (statement.Opening, statement.Closing).ShouldBe((opening, closing));
        (statement.Opening + statement.Lines.Sum(line => line.Change)).ShouldBe(closing);
    }

    /// <summary>As late as it gets on that day, so that all of it has happened.</summary>
    private static DateTimeOffset LastOf(string date) => new(Day(date).ToDateTime(new(23, 59, 59)), TimeSpan.Zero);

    private static DateOnly Day(string date) => DateOnly.Parse(date, CultureInfo.InvariantCulture);
}
