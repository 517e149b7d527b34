using Tempest.DomainTests.Gherkin;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class AccountGivens(World world)
{
    [Given("the account {string} was billed {decimal} {word} and {decimal} {word} for carriage as {string}")]
    public Task WasBilled(string account, decimal goods, string currency, decimal carriage, string _, string entry) =>
        World.Arrange(world.Given.InvoiceAsync(world.Own(account), entry, goods, carriage, currency, Days.Today.AddDays(30)));

    [Given("the account {string} was billed {decimal} {word} for the order {string} as {string}")]
    public Task WasBilledFor(string account, decimal goods, string currency, string order, string entry) => World.Arrange(
        world.Given.InvoiceAsync(world.Own(account), entry, goods, 0, currency, Days.Today.AddDays(30), world.Own(order)));

    [Given("the account {string} was billed {decimal} {word} as {string}, due {int} days ago")]
    public Task WasBilledBefore(string account, decimal goods, string currency, string entry, int days) =>
        World.Arrange(world.Given.InvoiceAsync(
            world.Own(account), entry, goods, 0, currency, Days.Today.AddDays(-days), at: DateTimeOffset.UtcNow.AddDays(-days - 30)));

    [Given("the account {string} was billed {decimal} {word} as {string}, due in {int} days")]
    public Task WasBilledLately(string account, decimal goods, string currency, string entry, int days) =>
        World.Arrange(world.Given.InvoiceAsync(world.Own(account), entry, goods, 0, currency, Days.Today.AddDays(days)));

    [Given("the account {string} was opened for {string} with a credit of {decimal} {word}")]
    public Task WasOpened(string account, string holder, decimal limit, string currency) =>
        World.Arrange(world.Given.OpenAccountAsync(world.Own(account), holder, currency, limit));

    [Given("{decimal} {word} were paid into {string} as {string}")]
    public Task WerePaid(decimal amount, string currency, string account, string entry) =>
        World.Arrange(world.Given.PayAsync(world.Own(account), entry, amount, currency));

    [Given("the order {string} holds {decimal} {word} of the credit of {string}")]
    public Task Holds(string order, decimal amount, string currency, string account) =>
        World.Arrange(world.Given.HoldCreditAsync(world.Own(account), world.Own(order), amount, currency));
}
