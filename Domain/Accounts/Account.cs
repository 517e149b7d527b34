namespace Tempest.Domain.Accounts;

// An account is opened by somebody, or exists from its first entry because a delivery was billed to it.

public abstract record Account;

public sealed record NoAccount : Account;

public abstract record KeptAccount(Book Book) : Account;

public sealed record UnopenedAccount(Book Book) : KeptAccount(Book);

public sealed record OpenedAccount(string Holder, Book Book) : KeptAccount(Book);

/// <summary>
/// What an account comes to. It grows with the months and with what is not yet due, not with the entries.
/// </summary>
/// <param name="Balance">Above zero in the customer's favour, below zero owed.</param>
/// <param name="CreditLimit">
/// How far below zero a withdrawal or an order on credit may take the balance; null: none was ever set, and orders are not asked.
/// </param>
/// <param name="Since">When the first of it happened; <c>Until</c>: the last.</param>
/// <param name="Entries">How many there are.</param>
/// <param name="Latest">The one that moved the balance last.</param>
/// <param name="Months">What each month did to the balance, by when entries happened.</param>
/// <param name="Dues">What invoices ask for that were not yet due when the latest entry happened.</param>
/// <param name="Holds">Credit promised to orders that have not been invoiced.</param>
public sealed record Book(
    AccountId Account, Money Balance, Money? CreditLimit, DateTimeOffset Since, DateTimeOffset Until, long Entries,
    Entry? Latest, ValueList<Month> Months, ValueList<Due> Dues, ValueList<Hold> Holds)
{
    public static Book New(AccountId account, Currency currency, DateTimeOffset since) =>
        new(account, Money.Zero(currency), null, since, since, 0, null, [], [], []);

    public Currency Currency => Balance.Currency;

    public Money Held => Holds.Aggregate(Money.Zero(Currency), (sum, hold) => sum + hold.Amount);

    /// <summary>What can still be withdrawn or ordered on credit.</summary>
    public Money Available => (Balance + (CreditLimit ?? Money.Zero(Currency)) - Held).NotBelowZero;

    public Money Owed => (-Balance).NotBelowZero;

    /// <summary>What is owed beyond what may still be paid in time. A day is late when it is over.</summary>
    public Money OverdueOn(DateOnly today) =>
        Dues.Where(due => due.On >= today).Aggregate(Owed, (owed, due) => owed - due.Amount).NotBelowZero;

    /// <summary>The balance when a month began; what happened in it comes on top.</summary>
    public Money BalanceBefore(DateOnly month) =>
        Months.Where(one => one.First < month).Aggregate(Money.Zero(Currency), (sum, one) => sum + one.Net);

    public Book With(Entry entry)
    {
        var (since, until) = (entry.At < Since ? entry.At : Since, entry.At > Until ? entry.At : Until);
        return this with
        {
            Balance = Balance + entry.Effect,
            Since = since,
            Until = until,
            Entries = Entries + 1,
            Latest = entry,
            Months = With(Months, new(FirstOf(Day(entry.At)), entry.Effect)),
            Dues = With(Dues, DueOf(entry), Day(until)),
            Holds = entry.Bill?.Order is { } order ? WithoutHold(order) : Holds,
        };
    }

    public ValueList<Hold> WithoutHold(OrderId order) => [.. Holds.Where(hold => hold.Order != order)];

    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    public static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static ValueList<Month> With(ValueList<Month> months, Month more) =>
        [.. months.Append(more).GroupBy(month => month.First)
            .Select(same => new Month(same.Key, same.Select(month => month.Net).Aggregate(Money.Add)))
            .OrderBy(month => month.First)];

    private static ValueList<Due> With(ValueList<Due> dues, Due? more, DateOnly today) =>
        [.. (more is null ? dues : dues.Append(more)).Where(due => due.On >= today).GroupBy(due => due.On)
            .Select(same => new Due(same.Key, same.Select(due => due.Amount).Aggregate(Money.Add)))
            .Where(due => due.Amount.Amount != 0).OrderBy(due => due.On)];

    private static Due? DueOf(Entry entry) => (entry.Bill, entry.Undoes) switch
    {
        ({ DueOn: var day }, _) => new(day, entry.Amount),
        (_, { DueOn: { } day }) => new(day, -entry.Amount),
        _ => null,
    };
}

/// <param name="First">Its first day.</param>
public sealed record Month(DateOnly First, Money Net);

public sealed record Due(DateOnly On, Money Amount);

/// <summary>Credit promised to an order until it is invoiced or let go.</summary>
public sealed record Hold(OrderId Order, Money Amount);
