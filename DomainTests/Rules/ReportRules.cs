using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Accounts;
using Tempest.Application.Reporting;
using Tempest.Application.Shipping;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.DomainTests.Contracts;
using Xunit;

namespace Tempest.DomainTests.Rules;

/// <summary>What reports make of what was counted.</summary>
public sealed class ReportRules
{
    private static readonly DateOnly Today = new(2026, 3, 31);

    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_is_owed_is_owed_for_what_is_due_last_and_aged_by_when_that_was_due()
    {
        var storage = new MemoryStorage();
        await BillAsync(storage, "a", "i-1", 100, due: 1);
        await BillAsync(storage, "a", "i-2", 50, due: -20);
        await BillAsync(storage, "a", "i-3", 30, due: -75);
        await BillAsync(storage, "a", "i-4", 20, due: -200);
        await BillAsync(storage, "b", "i-1", 7, due: -1);
        await BillAsync(storage, "paid", "i-1", 9, due: -9);
        await DoAsync(storage, AccountUseCases.Pay(Of("a"), EntryId.Of("p-1"), Trade.Dollars(35), "a cheque", Now));
        await DoAsync(storage, AccountUseCases.Pay(Of("paid"), EntryId.Of("p-1"), Trade.Dollars(9), "a cheque", Now));

        (await RowsAsync(storage, "owed-by-age")).ShouldBe(
        [
            "not yet due, USD, 1, 100.00", "1 to 30 days late, USD, 2, 57.00", "61 to 90 days late, USD, 1, 15.00",
        ]);
        var book = ((KeptAccount)(await storage.LoadAsync(AccountStreams.Accounts.Stream("a"))).State).Book;
        book.OverdueOn(Today).ShouldBe(Trade.Dollars(65), "the account itself says the same");
    }

    [Fact]
    public async Task A_bill_that_was_reversed_is_not_owed_and_what_was_withdrawn_is_owed_without_a_bill()
    {
        var storage = new MemoryStorage();
        await BillAsync(storage, "a", "i-1", 100, due: -5);
        await BillAsync(storage, "a", "i-2", 60, due: -5);
        await DoAsync(storage, AccountUseCases.Reverse(Of("a"), EntryId.Of("r-1"), EntryId.Of("i-1"), "Never delivered", Now));
        (await RowsAsync(storage, "owed-by-age")).ShouldBe(["1 to 30 days late, USD, 1, 60.00"]);

        await DoAsync(storage, AccountUseCases.Open(Of("b"), "Ben", Currency.Of("USD"), Trade.Dollars(50), Now));
        await DoAsync(storage, AccountUseCases.Withdraw(Of("b"), EntryId.Of("w-1"), Trade.Dollars(8), "At the counter", Now));
        (await RowsAsync(storage, "owed-by-age")).ShouldBe(["1 to 30 days late, USD, 1, 60.00", "without an invoice, USD, 1, 8.00"]);
        (await RowsAsync(storage, "review")).ShouldBe(["entry reversed, a/r-1, USD, 100.00, "]);
    }

    [Fact]
    public async Task Half_took_no_longer_than_the_median()
    {
        var storage = new MemoryStorage();
        for (var hours = 1; hours <= 100; hours++)
        {
            var id = ShipmentId.Of($"G-{hours}");
            await DoAsync(storage, ShippingUseCases.RecordPast(id, Freight.OfCups with { Order = null, WeightInPounds = 10 }, Trade.Dollars(3), Now.AddDays(-20)));
            await DoAsync(storage, ShippingUseCases.RecordPastPickUp(id, Now.AddDays(-10)));
            await DoAsync(storage, ShippingUseCases.RecordPastDelivery(id, null, Now.AddDays(-10).AddHours(hours)));
        }

        (await RowsAsync(storage, "lead-times")).ShouldContain("shipped, delivered, 100, 50, 90, 99");
        (await RowsAsync(storage, "carriage")).ShouldBe(["2026-03-11, USD, 100, 1000, 300.00"]);
    }

    [Fact]
    public void Sums_are_exact_and_a_text_says_the_same_whichever_way_it_was_reached()
    {
        var cents = Enumerable.Repeat(Figures.Of(("usd", 0.10m)), 3).Aggregate(Figures.None, Figures.Add);
        cents.ShouldBe(Figures.Of(("usd", 0.3m)));
        (cents - cents).IsNone.ShouldBeTrue();
        Figures.Of(("usd", 1.00m)).Write().ShouldBe(Figures.Of(("usd", 1m)).Write());
        Figures.Read(cents.Write()).ShouldBe(cents);
        cents["nothing"].ShouldBe(0);
    }

    [Fact]
    public async Task From_placed_to_paid_counts_what_is_settled_and_no_more()
    {
        var storage = new MemoryStorage();
        await BillAsync(storage, "a", "i-1", 100, due: 1, order: "S-1");
        await BillAsync(storage, "a", "i-2", 50, due: 2, order: "S-2");
        await DoAsync(storage, AccountUseCases.Pay(Of("a"), EntryId.Of("p-1"), Trade.Dollars(120), "a cheque", Now));

        (await RowsAsync(storage, "conversion")).ShouldSatisfyAllConditions(
            rows => rows.ShouldContain(row => row.StartsWith("billed, 2", StringComparison.Ordinal)),
            rows => rows.ShouldContain(row => row.StartsWith("paid, 1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_counted_is_an_empty_report_that_says_so()
    {
        var storage = new MemoryStorage();
        foreach (var kind in ReportBook.All.Where(kind => kind.Name is not "conversion"))
        {
            var report = await kind.OfAsync(storage.Projections, storage, new(Period.Beginning, Today, Today));
            (report.Rows.Count, report.Holds.Count).ShouldBe((0, 0), kind.Name);
        }
    }

    private static AccountId Of(string account) => AccountId.Of(account);

    private static Task BillAsync(MemoryStorage storage, string account, string entry, decimal amount, int due, string? order = null) => DoAsync(storage,
        AccountUseCases.Invoice(Of(account), EntryId.Of(entry),
            new(Today.AddDays(due), Trade.Dollars(amount), Trade.Dollars(0), order is null ? null : OrderId.Of(order)), "delivered", Now));

    private static async Task DoAsync(MemoryStorage storage, Application.Commands.UseCase useCase) =>
        (await storage.ExecuteAsync(Jars.Anonymous, useCase)).ShouldBeOfType<Application.Commands.Done>();

    private static async Task<IReadOnlyList<string>> RowsAsync(MemoryStorage storage, string name)
    {
        await new Projector(storage, storage.Projections, ProjectionBook.All, TimeProvider.System).CatchUpAsync();
        var report = await ReportBook.Find(name)!.OfAsync(storage.Projections, storage, new(Period.Beginning, Today, Today));
        return [.. report.Rows.Select(row => string.Join(", ", row.Cells.Select(cell => cell.Text)))];
    }
}
