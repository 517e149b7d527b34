using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application;
using Tempest.Application.Accounts;
using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Application.WhatIf;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;
using Tempest.DomainTests.Samples;
using Xunit;

namespace Tempest.DomainTests.Rules;

/// <summary>The present rules on what was really decided. That they decide all of it as before is asked after every scenario.</summary>
public sealed class WhatIfTests
{
    private static readonly Currency Usd = Currency.Of("USD");
    private static readonly DateTimeOffset Noon = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccountId Polar = AccountId.Of("polar");

    [Fact]
    public async Task A_rule_that_is_new_is_named_with_what_it_would_have_refused()
    {
        var strict = new DecisionsOf<Order, OrderCommand, OrderEvent>(OrderStreams.Orders, OrderingAsked.OfOrders.Beside, OrderingAsked.OfOrders.Asked)
        {
            Decide = (state, command) => command is PlaceOrder { Lines: [{ Quantity: > 10 }] } place
                ? new QuantityTooLarge([place.Lines[0].Sku])
                : OrderDecider.Decide(state, command),
        };
        var (report, others) = await RunAsync(strict);

        var other = others.ShouldHaveSingleItem();
        other.First.Stream.ToString().ShouldBe("order/O-2");
        other.Taken.Why.ShouldBeOfType<QuantityTooLarge>();
        other.Taken.Then.ShouldHaveSingleItem().ShouldBeOfType<OrderPlaced>();
        (report.Decisions, report.Entities, report.Others).ShouldBe((4, 2, 1));
    }

    [Fact]
    public async Task What_settings_decide_is_decided_by_the_present_ones()
    {
        (await RunAsync(ShippingAsked.OfShipments(CarriageRate.Usual))).Others.ShouldBeEmpty();

        var dearer = ShippingAsked.OfShipments(new(new Money(0.30m, Usd)));
        var other = (await RunAsync(dearer)).Others.ShouldHaveSingleItem();
        ((ShipmentSubmitted)other.Taken.Then[0]).Details.Cost.ShouldBe(new Money(28, Usd));
        ((ShipmentSubmitted)other.Taken.Now[0]).Details.Cost.ShouldBe(new Money(30, Usd));
    }

    [Fact]
    public async Task What_several_events_tell_is_one_decision()
    {
        var forgetful = new DecisionsOf<Account, AccountCommand, AccountEvent>(
            AccountStreams.Accounts, AccountsAsked.OfAccounts.Beside, AccountsAsked.OfAccounts.Asked)
        {
            Together = AccountsAsked.OfAccounts.Together,
            Decide = (state, command) => AccountDecider.Decide(state, command is OpenAccount open ? open with { CreditLimit = null } : command),
        };
        var other = (await RunAsync(forgetful)).Others.ShouldHaveSingleItem();
        (other.Taken.Then.Count, other.Taken.Now.Count).ShouldBe((2, 1));
    }

    [Fact]
    public async Task What_others_books_say_is_recorded_and_not_decided()
    {
        var storage = await HistoryAsync();
        var entry = new Entry(Polar, EntryId.Of("W-9"), EntryKind.Withdrawal, new Money(5_000, Usd), Noon, "Paid out by the old system");
        await DoAsync(storage, AccountUseCases.RecordFromOutside(entry, Noon), HistoryIds.OfEntry("W-9"));
        (await RunAsync(AccountsAsked.OfAccounts, storage)).Others.ShouldBeEmpty();

        await DoAsync(storage, AccountUseCases.RecordFromOutside(entry with { Id = EntryId.Of("W-10") }, Noon), "asked here");
        (await RunAsync(AccountsAsked.OfAccounts, storage)).Others.ShouldHaveSingleItem().Taken.Why.ShouldBeOfType<CreditLimitExceeded>();
    }

    /// <summary>Asked of nothing it is refused mostly, or cannot follow; but it must be asked.</summary>
    [Fact]
    public void Of_every_event_there_is_it_is_known_what_was_asked()
    {
        foreach (var decisions in DecisionBook.All(TradeTerms.Usual))
        {
            var nothing = decisions.Category.Nothing(decisions.Category == AccountStreams.Entries ? "ann/P-1" : "X-1");
            foreach (var happened in decisions.Category.Events.Select(contract => Examples.Of(contract.Type)))
            {
                var first = new RecordedEvent(nothing.Stream, 1, 1, "", 1, default, "somebody", "c", "c", null, Noon, Noon);
                try
                {
                    decisions.Take(nothing, [happened], first, new()).Then.ShouldBe([happened]);
                }
                catch (BrokenHistoryException)
                {
                    happened.ShouldBeAssignableTo<OfferEvent>();
                }
            }
        }
    }

    [Fact]
    public void Every_category_has_its_decisions() =>
        DecisionBook.All(TradeTerms.Usual).Select(one => one.Category).ShouldBe(Categories.All);

    private static async Task<(WhatIfReport Report, List<OtherDecision> Others)> RunAsync(DecisionsOf decisions, IFeed? feed = null)
    {
        var others = new List<OtherDecision>();
        return (await new WhatIfRun(feed ?? await HistoryAsync(), decisions).RunAsync(others.Add), others);
    }

    /// <summary>Two orders, one of them changed and approved on credit; a shipment; an account.</summary>
    private static async Task<MemoryStorage> HistoryAsync()
    {
        var storage = new MemoryStorage();
        await DoAsync(storage, CustomerUseCases.Save(new(CustomerId.Of("polar"), "Polar", new(null, null, null), [], Usd)));
        await DoAsync(storage, CatalogueUseCases.Change(Trade.Tea, new AddProduct(new("Tea", "", "", null), Trade.Dollars(4.50m), false)));
        await DoAsync(storage, AccountUseCases.Open(Polar, "Polar", Usd, new Money(100, Usd), Noon));
        foreach (var (id, quantity) in (IEnumerable<(string, int)>)[("O-1", 2), ("O-2", 20)])
        {
            await DoAsync(storage, OrderUseCases.Place(
                OrderId.Of(id), CustomerId.Of("polar"), [Trade.Ask(Trade.Tea, quantity)], Trade.Home, Channel.Phone, Noon, null));
        }

        await DoAsync(storage, OrderUseCases.Amend(OrderId.Of("O-1"), [Trade.Ask(Trade.Tea, 3)]));
        await DoAsync(storage, OrdersOnCredit.Approve(OrderId.Of("O-1")));
        await DoAsync(storage, ShippingUseCases.Submit(
            ShipmentId.Of("S-1"), new(Trade.Home, Trade.Home, Polar, 100, null), CarriageRate.Usual, Noon));
        return storage;
    }

    private static async Task DoAsync(MemoryStorage storage, Lookup asked, string? id = null) =>
        (await storage.ExecuteAsync(new Command(id ?? $"{Guid.NewGuid()}", "", "staff/dana", Noon), asked)).ShouldBeOfType<Done>();
}
