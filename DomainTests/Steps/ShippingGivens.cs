using Tempest.DomainTests.Gherkin;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class ShippingGivens(World world)
{
    [Given("the trucks {string}")]
    public async Task TheTrucks(string trucks)
    {
        foreach (var truck in trucks.Split(", ")) await World.Arrange(world.Given.AddTruckAsync(world.Own(truck)));
    }

    [Given("{string} has had {decimal} pounds submitted as {string}")]
    public Task HasSubmitted(string account, decimal pounds, string shipment) =>
        World.Arrange(world.Given.SubmitAsync(world.Own(shipment), new(pounds, world.Own(account))));

    [Given("{string} has had {decimal} pounds of {string} submitted as {string}")]
    public Task HasSubmittedOf(string account, decimal pounds, string order, string shipment) =>
        World.Arrange(world.Given.SubmitAsync(world.Own(shipment), new(pounds, world.Own(account), world.Own(order))));

    [Given("{string} has been assigned to {string}")]
    public Task HasBeenAssigned(string truck, string shipment) =>
        World.Arrange(world.Given.AssignAsync(world.Own(shipment), world.Own(truck)));

    [Given("{string} has been shipped")]
    public Task HasBeenShipped(string shipment) => World.Arrange(world.Given.ShipAsync(world.Own(shipment)));

    [Given("{string} has been taken out of service because {string}")]
    public Task HasBeenTakenOut(string truck, string reason) =>
        World.Arrange(world.Given.TakeOutOfServiceAsync(world.Own(truck), reason));

    [Given("the shipment {string} for {string} at {decimal} USD was picked up on {word} and delivered on {word}")]
    public Task WasDelivered(string shipment, string account, decimal cost, string pickedUp, string delivered) =>
        World.Arrange(world.Given.RecordPastShipmentAsync(
            world.Own(shipment), world.Own(account), cost, Days.Noon(pickedUp), Days.Noon(delivered)));
}
