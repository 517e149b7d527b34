using Shouldly;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class ShippingThens(World world)
{
    [Then("carriage of {decimal} pounds costs {decimal}")]
    public async Task Costs(decimal pounds, decimal cost) => (await world.Tempest.QuoteAsync(pounds)).ShouldBe(cost);

    [Then("the shipment {string} is {word} at a cost of {decimal} {word}")]
    public async Task IsAtACost(string shipment, string status, decimal cost, string currency)
    {
        var found = await Shipment(shipment);
        (found.Status, found.Cost, found.Currency).ShouldBe((status, cost, currency));
    }

    [Then("the shipment {string} is {word} on {string}")]
    public async Task IsOn(string shipment, string status, string truck)
    {
        var found = await Shipment(shipment);
        (found.Status, found.Truck).ShouldBe((status, world.Own(truck)));
    }

    [Then("the shipment {string} is Delivered, signed for by {string}")]
    public async Task IsDelivered(string shipment, string signedBy)
    {
        var found = await Shipment(shipment);
        (found.Status, found.SignedBy).ShouldBe(("Delivered", signedBy));
    }

    [Then("the shipment {string} is Cancelled because {string}")]
    public async Task IsCancelled(string shipment, string reason)
    {
        var found = await Shipment(shipment);
        (found.Status, found.Reason).ShouldBe(("Cancelled", reason));
    }

    [Then("the shipment {string} was delivered on {word}")]
    public async Task WasDeliveredOn(string shipment, string date) =>
        (await Shipment(shipment)).DeliveredAt.ShouldBe(Days.Noon(date));

    [Then("there is no shipment {string}")]
    public async Task IsNone(string shipment) => (await world.Tempest.ShipmentAsync(world.Own(shipment))).ShouldBeNull();

    [Then("it was answered that the shipment {string} is {word}")]
    public void WasAnswered(string shipment, string status) => world.Reply.Shipment.ShouldNotBeNull(shipment).Status.ShouldBe(status);

    [Then("the shipment {string} offers {string}")]
    public async Task Offers(string shipment, string transitions) => string.Join(", ", (await Shipment(shipment)).Offers).ShouldBe(transitions);

    [Then("the shipment {string} offers nothing")]
    public Task OffersNothing(string shipment) => Offers(shipment, "");

    [Then("after {int} event(s) the shipment {string} was {word}")]
    public async Task WasAfter(int version, string shipment, string status) =>
        (await world.Tempest.ShipmentAsync(world.Own(shipment), version)).ShouldNotBeNull().Status.ShouldBe(status);

    [Then("{int} thing(s) has/have happened to the shipment {string}")]
    public async Task HaveHappened(int count, string shipment) =>
        (await world.Tempest.ShipmentHistoryAsync(world.Own(shipment))).Count.ShouldBe(count);

    [Then("the history of the shipment {string} is {string}")]
    public Task HistoryIs(string shipment, string history) =>
        world.Tempest.ShipmentHistoryAsync(world.Own(shipment)).ShouldTell(history);

    [Then("each thing in the history of the shipment {string} says who did it and when")]
    public Task WhoAndWhen(string shipment) =>
        world.Tempest.ShipmentHistoryAsync(world.Own(shipment)).ShouldSayWhoAndWhen();

    [Then("the shipments of {string} are {string}")]
    public async Task ShipmentsAre(string account, string shipments) =>
        world.Ours(await world.Tempest.ShipmentsAsync(world.Own(account))).ShouldBe(shipments);

    [Then("the shipments of {string} that are {word} are {string}")]
    public async Task ShipmentsThatAre(string account, string status, string shipments) =>
        world.Ours(await world.Tempest.ShipmentsAsync(world.Own(account), status)).ShouldBe(shipments);

    [Then("{string} waits for a truck")]
    public async Task Waits(string shipment) => (await world.Tempest.WaitingAsync()).ShouldContain(world.Own(shipment));

    [Then("{string} does not wait for a truck")]
    public async Task WaitsNot(string shipment) => (await world.Tempest.WaitingAsync()).ShouldNotContain(world.Own(shipment));

    [Then("{string} wait for trucks in this order")]
    public async Task WaitInOrder(string shipments) => world.Ours(await world.Tempest.WaitingAsync()).ShouldBe(shipments);

    [Then("{string} has been on the road since just now")]
    public async Task IsOnTheRoad(string shipment) =>
        (await world.Tempest.OnTheRoadAsync()).Single(one => one.Shipment == world.Own(shipment))
            .Since.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));

    [Then("the truck {string} is {word} by {string}")]
    public async Task IsOccupied(string truck, string status, string shipment)
    {
        var found = await Truck(truck);
        (found.Status, found.Shipment).ShouldBe((status, world.Own(shipment)));
    }

    [Then("the truck {string} is {word}")]
    public async Task Is(string truck, string status) => (await Truck(truck)).Status.ShouldBe(status);

    [Then("the truck {string} offers {string}")]
    public async Task TruckOffers(string truck, string transitions) => string.Join(", ", (await Truck(truck)).Offers).ShouldBe(transitions);

    [Then("the truck {string} offers nothing")]
    public Task TruckOffersNothing(string truck) => TruckOffers(truck, "");

    [Then("the trucks that are available are {string}")]
    public async Task AvailableAre(string trucks) => world.Ours(await world.Tempest.AvailableTrucksAsync()).ShouldBe(trucks);

    [Then("no truck is available")]
    public Task NoneIsAvailable() => AvailableAre("");

    [Then("the driver of {string} picks up {string} at {string} and delivers it at {string} to {string}")]
    public async Task SheetSays(string truck, string shipment, string pickUpAt, string deliverAt, string recipient) =>
        (await world.Tempest.SheetAsync(world.Own(truck))).ShouldBe(new(world.Own(shipment), pickUpAt, deliverAt, recipient));

    [Then("the driver of {string} has nothing to carry")]
    public async Task NothingToCarry(string truck) =>
        (await world.Tempest.SheetAsync(world.Own(truck))).ShouldBe(new(null, null, null, null));

    private async Task<ShipmentView> Shipment(string shipment) =>
        (await world.Tempest.ShipmentAsync(world.Own(shipment))).ShouldNotBeNull();

    private async Task<TruckView> Truck(string truck) => (await world.Tempest.TruckAsync(world.Own(truck))).ShouldNotBeNull();
}
