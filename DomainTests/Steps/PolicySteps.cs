using Shouldly;
using Tempest.DomainTests.Gherkin;

namespace Tempest.DomainTests.Steps;

/// <summary>What one department's doing brings about in another.</summary>
[Binding]
public sealed class PolicySteps(World world)
{
    [Given("all that follows has been done")]
    [When("all that follows is done")]
    public Task AllThatFollows() => world.Settle();

    [Then("staff have to look at {string}")]
    public async Task HaveToLookAt(string refused) => string.Join(", ", await world.Refused()).ShouldBe(refused);

    [Then("the order {string} is {word} with the shipment {string}")]
    public async Task IsWith(string order, string status, string shipment)
    {
        var found = (await world.Tempest.OrderAsync(world.Own(order))).ShouldNotBeNull();
        (found.Status, found.Shipment).ShouldBe((status, world.Own(shipment)));
    }
}
