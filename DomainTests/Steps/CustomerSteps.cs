using Shouldly;
using Tempest.DomainTests.Gherkin;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class CustomerSteps(World world)
{
    [Given("the customer {string} ordering in {word}")]
    public Task TheCustomer(string id, string currency) =>
        World.Arrange(world.Given.SaveCustomerAsync(world.Own(id), id, currency));

    [Given("the customer {string} is deleted")]
    public Task IsDeleted(string id) => World.Arrange(world.Given.DeleteCustomerAsync(world.Own(id)));

    [When("the profile of {string} is rewritten with the name {string}")]
    public Task IsRewritten(string id, string name) => world.Ask(world.Tempest.SaveCustomerAsync(world.Own(id), name, "USD"));

    [Then("the customer {string} is called {string}")]
    public async Task IsCalled(string id, string name) => (await world.Tempest.CustomerNameAsync(world.Own(id))).ShouldBe(name);
}
