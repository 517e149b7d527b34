using Tempest.DomainTests.Gherkin;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class ShippingWhens(World world)
{
    private sealed record AssignmentRow(string Shipment, string Truck);

    [When("{string} has {decimal} pounds submitted as {string}")]
    public Task Submits(string account, decimal pounds, string shipment) =>
        world.Ask(world.Tempest.SubmitAsync(world.Own(shipment), new(pounds, world.Own(account))));

    [When("{string} has {decimal} pounds from the zip {string} to {string} {string} submitted as {string}")]
    public Task SubmitsTo(string account, decimal pounds, string fromZip, string toState, string toZip, string shipment) => world.Ask(
        world.Tempest.SubmitAsync(
            world.Own(shipment), new(pounds, world.Own(account), FromZip: fromZip, ToState: toState, ToZip: toZip)));

    [When("{string} is assigned to {string}")]
    public Task IsAssigned(string truck, string shipment) =>
        world.Ask(world.Tempest.AssignAsync(world.Own(shipment), world.Own(truck)));

    [When("these trucks are assigned at once")]
    public async Task AreAssigned(DataTable table) => world.Replies = await world.Tempest.AssignManyAsync(
        [.. table.CreateSet<AssignmentRow>().Select(row => (world.Own(row.Shipment), world.Own(row.Truck)))]);

    [When("{string} is reassigned to {string} because {string}")]
    public Task IsReassigned(string shipment, string truck, string reason) =>
        world.Ask(world.Tempest.ReassignAsync(world.Own(shipment), world.Own(truck), reason));

    [When("{string} is shipped")]
    public Task IsShipped(string shipment) => world.Ask(world.Tempest.ShipAsync(world.Own(shipment)));

    [When("{string} is delivered and signed for by {string}")]
    public Task IsDelivered(string shipment, string signedBy) =>
        world.Ask(world.Tempest.DeliverAsync(world.Own(shipment), signedBy));

    [When("request {string} tells that {string} was delivered and signed for by {string}")]
    public Task Tells(string request, string shipment, string signedBy) =>
        world.Ask(world.Tempest.DeliverAsync(world.Own(shipment), signedBy, world.Own(request)));

    [When("the shipment {string} is cancelled because {string}")]
    public Task IsCancelled(string shipment, string reason) =>
        world.Ask(world.Tempest.CancelShipmentAsync(world.Own(shipment), reason));

    [When("{string} is taken out of service because {string}")]
    public Task IsTakenOut(string truck, string reason) => world.Ask(world.Tempest.TakeOutOfServiceAsync(world.Own(truck), reason));

    [When("{string} is returned to service")]
    public Task IsReturned(string truck) => world.Ask(world.Tempest.ReturnToServiceAsync(world.Own(truck)));
}
