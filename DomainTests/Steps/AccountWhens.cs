using Tempest.DomainTests.Gherkin;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class AccountWhens(World world)
{
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
}
