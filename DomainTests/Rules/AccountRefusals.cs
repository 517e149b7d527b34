using Tempest.Domain;
using Tempest.Domain.Accounts;
using static Tempest.DomainTests.Rules.Ledger;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Rules;

/// <summary>What finance says no to, and how.</summary>
public sealed class AccountRefusals : RulesOf<AccountDecider, Account, AccountCommand, AccountEvent>
{
    private static readonly Past None = Given();
    private static readonly Past Anne = Given(Opened, Limit100, Paid(20));
    private static readonly Entry Payment = Paid(20).Entry;

    public static IEnumerable<Refused> All =>
    [
        Rule("nobody withdraws from no account", None, Withdraw(1), new AccountNotFound()),
        Rule("no account has no limit", None, new SetCreditLimit(Dollars(1)), new AccountNotFound()),
        Rule("an account is opened once", Anne, new OpenAccount(Anns, "Bob", Usd, null, Noon), new AccountAlreadyOpen("Ann")),
        Rule("an account is somebody's", None, new OpenAccount(Anns, " ", Usd, null, Noon), new HolderMissing()),
        Rule("an account is opened in the currency of its entries", Given(Paid(20)),
            new OpenAccount(Anns, "Ann", Jpy, null, Noon), new CurrencyNotTheAccounts(Jpy, Usd)),
        Rule("a limit is in the account's currency", Anne, new SetCreditLimit(new(1, Jpy)), new CurrencyNotTheAccounts(Jpy, Usd)),
        Rule("a limit is not below zero", Anne, new SetCreditLimit(Dollars(-1)), new CreditLimitNotUsable(Dollars(-1))),
        Rule("nor is the first one", None, new OpenAccount(Anns, "Ann", Usd, Dollars(-1), Noon), new CreditLimitNotUsable(Dollars(-1))),
        Rule("an account has one currency", Anne, Record(Line(EntryKind.Deposit, 1) with { Amount = new(1, Jpy) }),
            new CurrencyNotTheAccounts(Jpy, Usd)),
        Rule("nothing is no payment", Anne, Record(Line(EntryKind.Payment, 0)), new AmountNotPayable(Dollars(0))),
        Rule("less than nothing neither", None, Record(Line(EntryKind.Payment, -1)), new AmountNotPayable(Dollars(-1))),
        Rule("nor half a cent", Anne, Record(Line(EntryKind.Payment, 0.005m)), new AmountNotPayable(Dollars(0.005m))),
        Rule("every entry says why", Anne, Record(Line(EntryKind.Payment, 1) with { Reason = " " }), new EntryReasonMissing()),
        Rule("tomorrow's payment is none yet", Anne, Record(Line(EntryKind.Payment, 1, daysAgo: -1)), new EntryInTheFuture()),
        Rule("a bill adds up", Anne, Record(Bill(10, 30) with { Amount = Dollars(11) }),
            new BillDoesNotAddUp(Dollars(11), Dollars(10), Dollars(0))),
        Rule("an id belongs to one amount", Anne, Record(Payment with { Amount = Dollars(21) }, Known(Payment)),
            new EntryDiffers(Payment.Id)),
        Rule("and to one day", Anne, Record(Payment with { At = Noon.AddDays(-1) }, Known(Payment)), new EntryDiffers(Payment.Id)),
        Rule("and to one kind", Anne, Withdraw(20, "P-1", Known(Payment)), new EntryDiffers(Payment.Id)),
        Rule("what is not known is not refunded", Anne, Refund("P-9", new UnknownEntry()), new EntryNotKnown(EntryId.Of("P-9"))),
        Rule("nor reversed", Anne, Reverse("P-9", new AwaitedEntry([])), new EntryNotKnown(EntryId.Of("P-9"))),
        Rule("nothing undoes itself", Anne, Record(Line(EntryKind.Refund, 1) with { Undoes = new(EntryId.Of("E-1"), EntryKind.Payment) }),
            new EntryNotKnown(EntryId.Of("E-1"))),
        Rule("a withdrawal is not refunded", Anne, Refund("W-1", Known(Line(EntryKind.Withdrawal, 5, "W-1"))),
            new EntryNotRefundable(EntryId.Of("W-1"))),
        Rule("a refund is not reversed", Anne, Reverse("R-0", Known(Line(EntryKind.Refund, 5, "R-0"))),
            new EntryNotReversible(EntryId.Of("R-0"))),
        Rule("what is refunded is not refunded again", Anne, Refund("P-1", Known(Payment, Undoing(20))),
            new EntryAlreadyUndone(Payment.Id)),
        Rule("nor reversed any more", Anne, Reverse("P-1", Known(Payment, Undoing(20))), new EntryAlreadyUndone(Payment.Id)),
        Rule("no more is refunded than is left", Anne, Refund("P-1", Known(Payment, Undoing(15)), 6),
            new RefundTooLarge(Dollars(6), Dollars(5))),
        Rule("balance and credit are all there is", Anne, Withdraw(120.01m), new CreditLimitExceeded(Dollars(120.01m), Dollars(120))),
        Rule("also for an order", Anne, new HoldCredit(OrderId.Of("O-1"), Dollars(121)),
            new CreditLimitExceeded(Dollars(121), Dollars(120))),
        Rule("what is held is not there twice", Given(Opened, Limit100, new CreditHeld(OrderId.Of("O-1"), Dollars(60))),
            Withdraw(50), new CreditLimitExceeded(Dollars(50), Dollars(40))),
        Rule("an order is promised credit once", Given(Opened, Limit100, new CreditHeld(OrderId.Of("O-1"), Dollars(60))),
            new HoldCredit(OrderId.Of("O-1"), Dollars(61)), new CreditHeldOtherwise(OrderId.Of("O-1"), Dollars(60))),
    ];

    private static Refused Rule(string sentence, Past given, AccountCommand when, Rejection then) =>
        new(sentence, given.When(when).Rejection, then);
}
