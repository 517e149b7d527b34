using Shouldly;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class OrderWhens(World world)
{
    private sealed record LineRow(string Sku, int Quantity, decimal Discount);

    [When("{string} orders as {string}")]
    public Task Orders(string customer, string order, DataTable lines) => Place(customer, order, Lines(lines));

    [When("{string} orders {int} of {string} as {string}")]
    public Task OrdersOne(string customer, int quantity, string sku, string order) =>
        Place(customer, order, [new(world.Own(sku), quantity)]);

    [When("{string} orders nothing as {string}")]
    public Task OrdersNothing(string customer, string order) => Place(customer, order, []);

    [When("{string} orders {int} of {string} by phone as {string}")]
    public Task OrdersByPhone(string customer, int quantity, string sku, string order) => world.Ask(
        world.Tempest.PlaceAsync(world.Own(order), world.Own(customer), [new(world.Own(sku), quantity)], channel: "phone"));

    [When("{string} orders {int} of {string} as {string} to a US address with the zip {string}")]
    public Task OrdersTo(string customer, int quantity, string sku, string order, string zip) => world.Ask(
        world.Tempest.PlaceAsync(world.Own(order), world.Own(customer), [new(world.Own(sku), quantity)], zip: zip));

    [When("request {string} places the order {string} of {int} of {string} for {string}")]
    public Task Request(string request, string order, int quantity, string sku, string customer) => world.Ask(
        world.Tempest.PlaceAsync(world.Own(order), world.Own(customer), [new(world.Own(sku), quantity)], request: world.Own(request)));

    [When("the order {string} is amended to")]
    public Task IsAmended(string order, DataTable lines) => world.Ask(world.Tempest.AmendAsync(world.Own(order), Lines(lines)));

    [When("the order {string} is approved")]
    public Task IsApproved(string order) => world.Ask(world.Tempest.ApproveAsync(world.Own(order)));

    [When("the order {string} is cancelled because {string}")]
    public Task IsCancelled(string order, string reason) => world.Ask(world.Tempest.CancelAsync(world.Own(order), reason));

    [When("{word} approves the order she saw")]
    public Task ApprovesSeen(string who) => world.Ask(world.Tempest.ApproveAsync(world.Seen["the order"], world.Seen[who]));

    [When("{word} cancels the order he saw")]
    public Task CancelsSeen(string who) =>
        world.Ask(world.Tempest.CancelAsync(world.Seen["the order"], "changed their mind", world.Seen[who]));

    [When("every cached state is thrown away")]
    public Task IsThrownAway() => world.Given.ForgetStatesAsync();

    [Then("when {string} orders {int} of {string} as {string} its total is {decimal} {word}")]
    public async Task ThenOrders(string customer, int quantity, string sku, string order, decimal total, string currency)
    {
        await OrdersOne(customer, quantity, sku, order);
        var placed = world.Reply.Order.ShouldNotBeNull();
        (placed.Total, placed.Currency).ShouldBe((total, currency));
    }

    private Task Place(string customer, string order, IReadOnlyList<Line> lines) =>
        world.Ask(world.Tempest.PlaceAsync(world.Own(order), world.Own(customer), lines));

    private Line[] Lines(DataTable table) =>
        [.. table.CreateSet<LineRow>().Select(row => new Line(world.Own(row.Sku), row.Quantity, row.Discount))];
}
