using Shouldly;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Xunit;
using static Tempest.DomainTests.Rules.Ledger;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Rules;

/// <summary>Words to tell an account's rules with.</summary>
internal static class Ledger
{
    public static readonly AccountId Anns = AccountId.Of("ann");
    public static readonly AccountOpened Opened = new(Anns, "Ann", Usd, Noon.AddDays(-90));
    public static readonly CreditLimitSet Limit100 = new(Dollars(100));

    public static Entry Line(EntryKind kind, decimal amount, string id = "E-1", int daysAgo = 0) =>
        new(Anns, EntryId.Of(id), kind, Dollars(amount), Noon.AddDays(-daysAgo), "because");

    public static Entry Bill(decimal amount, int dueInDays, string id = "I-1", string? order = null, int daysAgo = 0) =>
        Line(EntryKind.Invoice, amount, id, daysAgo) with
        {
            Bill = new(Book.Day(Noon).AddDays(dueInDays), Dollars(amount), Dollars(0), order is null ? null : OrderId.Of(order)),
        };

    public static PaymentReceived Paid(decimal amount, string id = "P-1") => new(Line(EntryKind.Payment, amount, id));

    public static KnownEntry Known(Entry entry, params Undoing[] undoings) => new BookedEntry(entry, 1, [.. undoings]);

    public static Undoing Undoing(decimal amount) => new(EntryId.Of("R-0"), EntryKind.Refund, Dollars(amount), Noon, 2);

    public static RecordEntry Record(Entry entry, KnownEntry? known = null, bool dated = true) =>
        new(entry, dated, known ?? new UnknownEntry(), Noon);

    public static Withdraw Withdraw(decimal amount, string id = "W-1", KnownEntry? known = null) =>
        new(Line(EntryKind.Withdrawal, amount, id), known ?? new UnknownEntry(), Noon);

    public static Refund Refund(string of, KnownEntry undone, decimal? amount = null, KnownEntry? known = null) => new(
        EntryId.Of("R-1"), EntryId.Of(of), amount is { } some ? Dollars(some) : null, "paid twice",
        known ?? new UnknownEntry(), undone, Noon);

    public static Reverse Reverse(string of, KnownEntry undone, KnownEntry? known = null) =>
        new(EntryId.Of("R-1"), EntryId.Of(of), "wrong account", known ?? new UnknownEntry(), undone, Noon);

    public static Entry Undoes(EntryKind kind, decimal amount, Entry of) => Line(kind, amount, "R-1") with
    {
        Undoes = new(of.Id, of.Kind, of.Bill?.DueOn), Reason = kind is EntryKind.Refund ? "paid twice" : "wrong account",
    };
}

public sealed class AccountRules : RulesOf<AccountDecider, Account, AccountCommand, AccountEvent>
{
    [Fact]
    public void An_account_is_opened_once_with_a_limit_or_without()
    {
        Given().When(new OpenAccount(Anns, " Ann ", Usd, null, Opened.At)).Then(Opened);
        Given().When(new OpenAccount(Anns, "Ann", Usd, Dollars(100), Opened.At)).Then(Opened, Limit100);
        Given(Opened).When(new OpenAccount(Anns, "Ann", Usd, null, Noon)).ThenNothing();
    }

    [Fact]
    public void An_account_exists_from_its_first_entry_and_can_be_opened_then()
    {
        Given().When(Record(Bill(27.20m, 30))).Then(new InvoiceIssued(Bill(27.20m, 30)));
        Given(Paid(5)).When(new OpenAccount(Anns, "Ann", Usd, null, Noon)).Then(Opened with { At = Noon });
        BookAfter(Paid(5), Opened).Balance.ShouldBe(Dollars(5));
    }

    [Fact]
    public void What_is_paid_and_deposited_is_the_customers_and_what_is_billed_withdrawn_and_refunded_is_not() =>
        BookAfter(
            Paid(20), new DepositReceived(Line(EntryKind.Deposit, 10)), new InvoiceIssued(Bill(27.20m, 30)),
            new MoneyWithdrawn(Line(EntryKind.Withdrawal, 1)), new PaymentRefunded(Line(EntryKind.Refund, 2)))
        .Balance.ShouldBe(Dollars(-0.20m));

    [Fact]
    public void The_same_entry_again_changes_nothing_however_it_is_worded_and_whenever_it_is_asked()
    {
        var known = Known(Paid(20).Entry);
        Given(Opened).When(Record(Paid(20).Entry with { Reason = "again" }, known)).ThenNothing();
        Given(Opened).When(Record(Paid(20).Entry with { At = Noon.AddDays(1) }, known, dated: false)).ThenNothing();
        Given(Opened).When(Withdraw(5, known: Known(Line(EntryKind.Withdrawal, 5, "W-1", daysAgo: 3)))).ThenNothing();
        var refund = Undoes(EntryKind.Refund, 20, Paid(20).Entry);
        Given(Opened).When(Refund("P-1", new UnknownEntry(), known: Known(refund))).ThenNothing();
        Given(Opened).When(Reverse("P-1", new UnknownEntry(), Known(refund with { Kind = EntryKind.Reversal }))).ThenNothing();
    }

    [Fact]
    public void Balance_and_credit_can_be_withdrawn_to_the_last_cent()
    {
        Given(Opened, Limit100, Paid(20)).When(Withdraw(120)).Then(new MoneyWithdrawn(Line(EntryKind.Withdrawal, 120, "W-1")));
        Given(Opened, Limit100, Paid(20)).When(new HoldCredit(OrderId.Of("O-1"), Dollars(120)))
            .Then(new CreditHeld(OrderId.Of("O-1"), Dollars(120)));
    }

    [Fact]
    public void Credit_held_for_an_order_is_released_or_used_up_by_its_invoice()
    {
        var held = new CreditHeld(OrderId.Of("O-1"), Dollars(60));
        Given(Opened, Limit100, held).When(new HoldCredit(OrderId.Of("O-1"), Dollars(60))).ThenNothing();
        BookAfter(Opened, Limit100, held).Available.ShouldBe(Dollars(40));
        Given(Opened, Limit100, held).When(new ReleaseCredit(OrderId.Of("O-1"))).Then(new CreditReleased(OrderId.Of("O-1")));
        Given(Opened, Limit100).When(new ReleaseCredit(OrderId.Of("O-1"))).ThenNothing();
        BookAfter(Opened, Limit100, held, new InvoiceIssued(Bill(70, 30, order: "O-1"))).Available.ShouldBe(Dollars(30));
    }

    [Fact]
    public void A_refund_gives_back_all_that_is_left_or_a_part()
    {
        var payment = Paid(20).Entry;
        Given(Paid(20)).When(Refund("P-1", Known(payment))).Then(new PaymentRefunded(Undoes(EntryKind.Refund, 20, payment)));
        Given(Paid(20)).When(Refund("P-1", Known(payment, Undoing(15)), 5))
            .Then(new PaymentRefunded(Undoes(EntryKind.Refund, 5, payment)));
    }

    [Fact]
    public void A_reversal_takes_back_what_is_left_whichever_way_it_went()
    {
        var invoice = Bill(27.20m, 30);
        var reply = Given(new InvoiceIssued(invoice)).When(Reverse("I-1", Known(invoice)));
        reply.Then(new EntryReversed(Undoes(EntryKind.Reversal, 27.20m, invoice)));
        ((KeptAccount)reply.After).Book.Balance.ShouldBe(Dollars(0));
        Given(Paid(20)).When(Reverse("P-1", Known(Paid(20).Entry, Undoing(15))))
            .Then(new EntryReversed(Undoes(EntryKind.Reversal, 5, Paid(20).Entry)));
    }

    [Fact]
    public void Payments_settle_what_was_due_first_and_what_may_still_be_paid_in_time_is_not_overdue()
    {
        var book = BookAfter(
            new InvoiceIssued(Bill(50, -10, "I-1", daysAgo: 40)), new InvoiceIssued(Bill(30, 20, "I-2")), Paid(35));
        book.Owed.ShouldBe(Dollars(45));
        book.OverdueOn(Book.Day(Noon)).ShouldBe(Dollars(15));
        book.OverdueOn(Book.Day(Noon).AddDays(20)).ShouldBe(Dollars(15), "on the day itself it is in time");
        book.OverdueOn(Book.Day(Noon).AddDays(21)).ShouldBe(Dollars(45));
    }

    [Fact]
    public void An_invoice_that_was_reversed_is_not_due()
    {
        var (late, next) = (Bill(50, -10, "I-1", daysAgo: 40), Bill(30, 20, "I-2"));
        var book = BookAfter(new InvoiceIssued(late), new InvoiceIssued(next), new EntryReversed(Undoes(EntryKind.Reversal, 30, next)));
        book.Dues.ShouldBeEmpty();
        book.OverdueOn(Book.Day(Noon)).ShouldBe(Dollars(50));
    }

    [Fact]
    public void An_account_stays_small_however_many_entries_it_has()
    {
        var book = BookAfter([.. Enumerable.Range(0, 5_000).Select(n =>
            new InvoiceIssued(Bill(1, 30 - (n % 300), $"I-{n}", daysAgo: n % 300)))]);
        (book.Entries, book.Months.Count).ShouldBe((5_000, 11));
        book.Dues.Count.ShouldBeLessThanOrEqualTo(31);
    }

    [Fact]
    public void What_undid_an_entry_is_known_though_it_came_first()
    {
        var known = ((KnownEntryEvent[])[new EntryUndone(Undoing(15)), new EntryBooked(Paid(20).Entry, 3)])
            .Aggregate(KnownEntryDecider.Initial, KnownEntryDecider.Evolve);
        known.ShouldBe(new BookedEntry(Paid(20).Entry, 3, [Undoing(15)]));
        ((BookedEntry)known).Left.ShouldBe(Dollars(5));
    }

    private static Book BookAfter(params IEnumerable<AccountEvent> history) => ((KeptAccount)Given(history).State).Book;
}
