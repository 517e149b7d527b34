namespace Tempest.Domain.Accounts;

public sealed class AccountDecider : IDecider<Account, AccountCommand, AccountEvent>
{
    public static Account Initial { get; } = new NoAccount();

    public static Decision<AccountEvent> Decide(Account state, AccountCommand command) => (state, command) switch
    {
        (OpenedAccount opened, OpenAccount again) => IsWhatWasOpened(opened, again)
            ? [] : new AccountAlreadyOpen(opened.Holder),
        (_, OpenAccount open) => Open(state, open),

        (_, EntryCommand { Known: BookedEntry { Entry: var booked } } again) => Again(booked, again),
        (KeptAccount { Book.Latest: { } latest }, EntryCommand again) when IdOf(again) == latest.Id =>
            Again(latest, again),
        (_, RecordEntry record) => Checked(state, record.Entry, record.Now),

        (NoAccount, _) => new AccountNotFound(),
        (KeptAccount kept, SetCreditLimit { Limit: var limit }) => SetLimit(kept.Book, limit),
        (KeptAccount kept, HoldCredit hold) => Hold(kept.Book, hold),
        (KeptAccount kept, ReleaseCredit { Order: var order }) =>
            kept.Book.Holds.Any(hold => hold.Order == order) ? [new CreditReleased(order)] : [],
        (KeptAccount kept, Withdraw { Entry: var entry } ask) =>
            Allowed(kept.Book, Checked(state, entry, ask.Now), entry.Amount),
        (KeptAccount kept, Refund refund) => Refunded(kept, refund),
        (KeptAccount kept, Reverse reverse) => Reversed(kept, reverse),
        _ => throw new InvalidOperationException($"No rule for {command}."),
    };

    public static Account Evolve(Account state, AccountEvent happened) => (state, happened) switch
    {
        (NoAccount, AccountOpened opened) =>
            new OpenedAccount(opened.Holder, Book.New(opened.Account, opened.Currency, opened.At)),
        (UnopenedAccount unopened, AccountOpened opened) => new OpenedAccount(opened.Holder, unopened.Book),
        (NoAccount, BalanceMoved { Entry: var entry }) =>
            new UnopenedAccount(Book.New(entry.Account, entry.Amount.Currency, entry.At).With(entry)),
        (KeptAccount kept, BalanceMoved { Entry: var entry }) => kept with { Book = kept.Book.With(entry) },
        (KeptAccount kept, CreditLimitSet set) => kept with { Book = kept.Book with { CreditLimit = set.Limit } },
        (KeptAccount kept, CreditHeld held) =>
            kept with { Book = kept.Book with { Holds = [.. kept.Book.Holds, new(held.Order, held.Amount)] } },
        (KeptAccount kept, CreditReleased released) =>
            kept with { Book = kept.Book with { Holds = kept.Book.WithoutHold(released.Order) } },
        _ => throw new BrokenHistoryException(state, happened),
    };

    private static bool IsWhatWasOpened(OpenedAccount was, OpenAccount again) =>
        was.Holder == again.Holder.Trim() && was.Book.Currency == again.Currency
        && (again.CreditLimit is null || again.CreditLimit == was.Book.CreditLimit);

    private static Decision<AccountEvent> Open(Account state, OpenAccount open)
    {
        if (string.IsNullOrWhiteSpace(open.Holder)) return new HolderMissing();
        if (state is KeptAccount { Book.Currency: var kept } && kept != open.Currency)
            return new CurrencyNotTheAccounts(open.Currency, kept);
        var opened = new AccountOpened(open.Account, open.Holder.Trim(), open.Currency, open.At);
        if (open.CreditLimit is not { } wanted) return [opened];
        var limit = SetLimit(((KeptAccount)Evolve(state, opened)).Book, wanted);
        return limit.Rejection is { } why ? why : [opened, .. limit];
    }

    private static Decision<AccountEvent> SetLimit(Book book, Money limit) =>
        limit.Currency != book.Currency ? new CurrencyNotTheAccounts(limit.Currency, book.Currency)
        : !limit.IsPrice ? new CreditLimitNotUsable(limit)
        : limit == book.CreditLimit ? []
        : [new CreditLimitSet(limit)];

    private static Decision<AccountEvent> Hold(Book book, HoldCredit hold) =>
        book.Holds.FirstOrDefault(known => known.Order == hold.Order) is { } held
            ? held.Amount == hold.Amount ? [] : new CreditHeldOtherwise(held.Order, held.Amount)
            : AmountFault(book, hold.Amount)
            ?? Allowed(book, [new CreditHeld(hold.Order, hold.Amount)], hold.Amount);

    private static Decision<AccountEvent> Refunded(KeptAccount kept, Refund refund) => refund.Undone switch
    {
        not BookedEntry => new EntryNotKnown(refund.Of),
        BookedEntry { IsRefundable: false } => new EntryNotRefundable(refund.Of),
        BookedEntry { Left.Amount: 0 } => new EntryAlreadyUndone(refund.Of),
        BookedEntry of when refund.Amount is { } amount && amount.Currency == kept.Book.Currency
            && amount.Amount > of.Left.Amount => new RefundTooLarge(amount, of.Left),
        BookedEntry of => Checked(kept, new(
            kept.Book.Account, refund.Id, EntryKind.Refund, refund.Amount ?? of.Left, refund.Now, refund.Reason,
            Undoes: UndoneBy(of.Entry)), refund.Now),
    };

    private static Decision<AccountEvent> Reversed(KeptAccount kept, Reverse reverse) => reverse.Undone switch
    {
        not BookedEntry => new EntryNotKnown(reverse.Of),
        BookedEntry { IsReversible: false } => new EntryNotReversible(reverse.Of),
        BookedEntry { Left.Amount: 0 } => new EntryAlreadyUndone(reverse.Of),
        BookedEntry of => Checked(kept, new(
            kept.Book.Account, reverse.Id, EntryKind.Reversal, of.Left, reverse.Now, reverse.Reason,
            Undoes: UndoneBy(of.Entry)), reverse.Now),
    };

    private static Undone UndoneBy(Entry entry) => new(entry.Id, entry.Kind, entry.Bill?.DueOn);

    /// <summary>The same id is the same entry: nothing happens again, and nothing else under its name.</summary>
    private static Decision<AccountEvent> Again(Entry was, EntryCommand again) => again switch
    {
        RecordEntry record when was.IsSameAs(record.Dated ? record.Entry : record.Entry with { At = was.At }) => [],
        Withdraw ask when was.IsSameAs(ask.Entry with { At = was.At }) => [],
        Refund refund when was is { Kind: EntryKind.Refund, Undoes.Entry: var of } && of == refund.Of
            && (refund.Amount is null || refund.Amount == was.Amount) => [],
        Reverse reverse when was is { Kind: EntryKind.Reversal, Undoes.Entry: var of } && of == reverse.Of => [],
        _ => new EntryDiffers(was.Id),
    };

    private static EntryId IdOf(EntryCommand command) => command switch
    {
        RecordEntry record => record.Entry.Id,
        Withdraw ask => ask.Entry.Id,
        Refund refund => refund.Id,
        Reverse reverse => reverse.Id,
        _ => throw new InvalidOperationException($"No entry in {command}."),
    };

    private static Decision<AccountEvent> Checked(Account state, Entry entry, DateTimeOffset now)
    {
        if (AmountFault((state as KeptAccount)?.Book, entry.Amount) is { } fault) return fault;
        if (string.IsNullOrWhiteSpace(entry.Reason)) return new EntryReasonMissing();
        if (entry.At > now) return new EntryInTheFuture();
        if (entry.Undoes?.Entry == entry.Id) return new EntryNotKnown(entry.Id);
        if (entry.Bill is { } bill && !AddsUp(bill, entry.Amount))
            return new BillDoesNotAddUp(entry.Amount, bill.Goods, bill.Carriage);
        return [BalanceMoved.By(entry with { Reason = entry.Reason.Trim() })];
    }

    private static Rejection? AmountFault(Book? book, Money amount) =>
        book is not null && amount.Currency != book.Currency
            ? new CurrencyNotTheAccounts(amount.Currency, book.Currency)
            : amount is { IsPrice: true, Amount: > 0 } ? null : new AmountNotPayable(amount);

    private static bool AddsUp(Bill bill, Money amount) =>
        bill is { Goods.IsPrice: true, Carriage.IsPrice: true } && bill.Goods.Currency == amount.Currency
        && bill.Carriage.Currency == amount.Currency && bill.Goods + bill.Carriage == amount;

    private static Decision<AccountEvent> Allowed(Book book, Decision<AccountEvent> wanted, Money amount) =>
        wanted.Rejection is null && amount.Amount > book.Available.Amount
            ? new CreditLimitExceeded(amount, book.Available)
            : wanted;
}
