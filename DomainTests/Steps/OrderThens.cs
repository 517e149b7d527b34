using Shouldly;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class OrderThens(World world)
{
    private sealed record LineRow(string Sku, string Name, decimal Price, int Quantity, decimal Discount, decimal Total);

    [Then("the order {string} is {word} with a total of {decimal} {word}")]
    public async Task IsWithTotal(string order, string status, decimal total, string currency) =>
        ShouldBe(await world.Tempest.OrderAsync(world.Own(order)), status, total, currency);

    [Then("the order {string} has these lines")]
    public async Task HasLines(string order, DataTable lines)
    {
        var found = (await Order(order)).Lines;
        found.Select(line => line with { Sku = world.Told(line.Sku) }).ShouldBe(lines.CreateSet<LineRow>()
            .Select(row => new LineView(row.Sku, row.Name, row.Price, row.Quantity, row.Discount, row.Total)));
    }

    [Then("the order {string} came in by {word}")]
    public async Task CameInBy(string order, string channel) =>
        (await Order(order)).Channel.ShouldBe(channel);

    [Then("the order {string} is cancelled because {string}")]
    public async Task IsCancelled(string order, string reason)
    {
        var found = await Order(order);
        (found.Status, found.Reason).ShouldBe(("cancelled", reason));
    }

    [Then("there is no order {string}")]
    public async Task IsNone(string order) => (await world.Tempest.OrderAsync(world.Own(order))).ShouldBeNull();

    [Then("it was answered that the order {string} is {word}")]
    public void WasAnswered(string order, string status) => world.Reply.Order.ShouldNotBeNull(order).Status.ShouldBe(status);

    [Then("{int} thing(s) has/have happened to the order {string}")]
    public async Task HaveHappened(int count, string order) =>
        (await world.Tempest.OrderHistoryAsync(world.Own(order))).Count.ShouldBe(count);

    [Then("the history of the order {string} is {string}")]
    public Task HistoryIs(string order, string history) =>
        world.Tempest.OrderHistoryAsync(world.Own(order)).ShouldTell(history);

    [Then("each thing in the history of the order {string} says who did it and when")]
    public async Task WhoAndWhen(string order)
    {
        var history = await world.Tempest.OrderHistoryAsync(world.Own(order)).ShouldSayWhoAndWhen();
        history[^1].When.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
    }

    [Then("after {int} event(s) the order {string} was {word} with a total of {decimal} {word}")]
    public async Task WasAfter(int version, string order, string status, decimal total, string currency) =>
        ShouldBe(await world.Tempest.OrderAsync(world.Own(order), version), status, total, currency);

    [Then("on {word} the order {string} was {word} with a total of {decimal} {word}")]
    public async Task WasOn(string date, string order, string status, decimal total, string currency) =>
        ShouldBe(await world.Tempest.OrderAsync(world.Own(order), at: Days.Noon(date)), status, total, currency);

    [Then("on {word} there was no order {string}")]
    public async Task WasNone(string date, string order) =>
        (await world.Tempest.OrderAsync(world.Own(order), at: Days.Noon(date))).ShouldBeNull();

    [Then("the order {string} was placed on {word}")]
    public async Task WasPlacedOn(string order, string date) =>
        (await Order(order)).PlacedAt.ShouldBe(Days.Noon(date));

    [Then("the order {string} offers {string}")]
    public async Task Offers(string order, string transitions) =>
        string.Join(", ", (await Order(order)).Offers).ShouldBe(transitions);

    [Then("the order {string} offers nothing")]
    public Task OffersNothing(string order) => Offers(order, "");

    [Then("the orders of {string} are {string}")]
    public async Task OrdersAre(string customer, string orders) =>
        world.Ours(await world.Tempest.OrdersAsync(world.Own(customer))).ShouldBe(orders);

    [Then("the approved orders of {string} are {string}")]
    public async Task ApprovedAre(string customer, string orders) =>
        world.Ours(await world.Tempest.OrdersAsync(world.Own(customer), "approved")).ShouldBe(orders);

    [Then("the orders of {string} page by page, {int} at a time, are {string}")]
    public async Task PageByPage(string customer, int pageSize, string orders) =>
        world.Ours(await world.Tempest.OrdersAsync(world.Own(customer), pageSize: pageSize)).ShouldBe(orders);

    private async Task<OrderView> Order(string order) =>
        (await world.Tempest.OrderAsync(world.Own(order))).ShouldNotBeNull();

    private static void ShouldBe(OrderView? order, string status, decimal total, string currency)
    {
        var found = order.ShouldNotBeNull();
        (found.Status, found.Total, found.Currency).ShouldBe((status, total, currency));
    }
}
