using Shouldly;
using Tempest.DomainTests.Gherkin;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class OrderGivens(World world)
{
    [Given("{string} has ordered {int} of {string} as {string}")]
    public Task HasOrdered(string customer, int quantity, string sku, string order) => World.Arrange(
        world.Given.PlaceAsync(world.Own(order), world.Own(customer), [new(world.Own(sku), quantity)]));

    [Given("the order {string} has been amended to {int} of {string}")]
    public Task HasBeenAmended(string order, int quantity, string sku) =>
        World.Arrange(world.Given.AmendAsync(world.Own(order), [new(world.Own(sku), quantity)]));

    [Given("the order {string} has been approved")]
    public Task HasBeenApproved(string order) => World.Arrange(world.Given.ApproveAsync(world.Own(order)));

    [Given("the order {string} has been cancelled because {string}")]
    public Task HasBeenCancelled(string order, string reason) => World.Arrange(world.Given.CancelAsync(world.Own(order), reason));

    [Given("the order {string} of {int} of {string} at {decimal} {word} for {string} was placed on {word}")]
    public Task WasPlaced(string order, int quantity, string sku, decimal price, string currency, string customer, string date) =>
        World.Arrange(world.Given.RecordPastAsync(
            world.Own(order), world.Own(customer), world.Own(sku), quantity, price, currency, Days.Noon(date)));

    [Given("{word} and {word} look at the order {string}")]
    public async Task LookAt(string one, string other, string order)
    {
        var seen = (await world.Tempest.OrderAsync(world.Own(order))).ShouldNotBeNull().Seen;
        (world.Seen[one], world.Seen[other]) = (seen, seen);
        world.Seen["the order"] = world.Own(order);
    }
}
