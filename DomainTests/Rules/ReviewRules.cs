using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Accounts;
using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Application.Reporting;
using Tempest.Application.Shipping;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;
using Xunit;

namespace Tempest.DomainTests.Rules;

/// <summary>What is to be reviewed because departments together know what none of them sees.</summary>
public sealed class ReviewRules : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryStorage storage = new();
    private int commands;

    public async ValueTask InitializeAsync()
    {
        await DoAsync(Now, CatalogueUseCases.Change(Trade.Cup, new AddProduct(new("Cup", "", "Cups", 1), Trade.Dollars(12))));
        await DoAsync(Now, CustomerUseCases.Add(new(Trade.Ann, "Ann", new("Ann", null, null), [Trade.Home], Trade.Usd)));
    }

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    [Fact]
    public async Task Three_orders_cancelled_while_the_account_held_their_money_are_many()
    {
        await PayAsync("p-1", 25, Now.AddDays(-1));
        await BillAsync("i-1", 1, Now.AddDays(-1));
        await CancelledAsync(Now, ("o-1", 1), ("o-2", 2), ("o-3", 2));

        var report = await ReportAsync();
        TextOf(report).ShouldBe(["many cancellations after payment, 3 orders of ann, USD, 60.00, "]);
        (await BehindAsync(report)).ShouldBe(["entry/ann/p-1", "order/o-1", "order/o-2", "order/o-3"]);
    }

    [Fact]
    public async Task What_the_money_did_not_reach_for_does_not_count()
    {
        await PayAsync("p-1", 24, Now.AddDays(-1));
        await BillAsync("i-1", 1, Now.AddDays(-1));
        await CancelledAsync(Now, ("o-1", 1), ("o-2", 2), ("o-3", 2));

        (await ReportAsync()).Rows.ShouldBeEmpty("23 are not 24, so one order of three was paid for");
    }

    [Fact]
    public async Task Money_counts_from_when_it_came_not_from_when_we_were_told()
    {
        await CancelledAsync(Now, ("o-1", 1), ("o-2", 1), ("o-3", 1));
        await PayAsync("p-1", 500, Now.AddHours(1));
        (await ReportAsync()).Rows.ShouldBeEmpty("it came after they were cancelled");

        await PayAsync("p-2", 12, Now.AddHours(-1));
        (await ReportAsync()).Rows.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_cancellations_are_a_change_of_mind()
    {
        await PayAsync("p-1", 500, Now.AddDays(-1));
        await CancelledAsync(Now, ("o-1", 1), ("o-2", 1));
        await CancelledAsync(Now.AddDays(1), ("o-3", 1));

        (await ReportAsync(to: Now)).Rows.ShouldBeEmpty();
        (await ReportAsync(to: Now.AddDays(1))).Rows.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_shipment_that_carries_an_approved_order_elsewhere_is_shown_with_both()
    {
        await OrderAsync("o-1", 1, Now);
        await SendAsync("right", Freight.OfCups);
        await SendAsync("wrong", Freight.OfCups with { ShipTo = Trade.Home with { Line1 = "9 Back Lane" } });
        (await ReportAsync()).Rows.ShouldBeEmpty("nobody has approved it");

        await DoAsync(Now, OrderUseCases.Approve(OrderId.Of("o-1")));
        var report = await ReportAsync();
        TextOf(report).ShouldBe(["address changed after approval, o-1 of ann by wrong, USD, 12.00, "]);
        (await BehindAsync(report)).ShouldBe(["order/o-1", "shipment/wrong"]);

        await DoAsync(Now, ShippingUseCases.Cancel(ShipmentId.Of("wrong"), "a slip"));
        (await ReportAsync()).Rows.ShouldBeEmpty("it goes nowhere");
    }

    private async Task CancelledAsync(DateTimeOffset at, params (string Id, int Cups)[] orders)
    {
        foreach (var (id, cups) in orders)
        {
            await OrderAsync(id, cups, at);
            await DoAsync(at, OrderUseCases.Cancel(OrderId.Of(id), "changed my mind"));
        }
    }

    private Task OrderAsync(string id, int cups, DateTimeOffset at) => DoAsync(at, OrderUseCases.Place(
        OrderId.Of(id), Trade.Ann, [Trade.Ask(Trade.Cup, cups)], Trade.Home, Channel.Web, at, null));

    private Task PayAsync(string entry, decimal amount, DateTimeOffset at) =>
        DoAsync(Now, AccountUseCases.Pay(AccountId.Of("ann"), EntryId.Of(entry), Trade.Dollars(amount), "a cheque", Now.AddDays(2), at));

    private Task BillAsync(string entry, decimal amount, DateTimeOffset at) => DoAsync(Now, AccountUseCases.Invoice(
        AccountId.Of("ann"), EntryId.Of(entry), new(new(2026, 4, 30), Trade.Dollars(amount), Trade.Dollars(0)), "delivered", Now, at));

    private Task SendAsync(string id, Consignment consignment) =>
        DoAsync(Now, ShippingUseCases.Submit(ShipmentId.Of(id), consignment, CarriageRate.Usual, Now));

    private async Task DoAsync(DateTimeOffset at, Lookup asked) =>
        (await storage.ExecuteAsync(new($"c-{++commands}", "given", "staff/dana", at), asked)).ShouldBeOfType<Done>();

    private async Task<Report> ReportAsync(DateTimeOffset? to = null)
    {
        await new Projector(storage, storage.Projections, ProjectionBook.All, TimeProvider.System).CatchUpAsync();
        var last = DateOnly.FromDateTime((to ?? Now).UtcDateTime);
        return await ReportBook.Find("review")!.OfAsync(storage.Projections, storage, new(Period.Beginning, last, last));
    }

    private async Task<IEnumerable<string>> BehindAsync(Report report) =>
        (await storage.Projections.BehindAsync(report.Rows[0].Projection, report.Rows[0].Lines, null, 500)).Select(one => one.Stream.ToString());

    private static IEnumerable<string> TextOf(Report report) => report.Rows.Select(row => string.Join(", ", row.Cells.Select(cell => cell.Text)));
}
