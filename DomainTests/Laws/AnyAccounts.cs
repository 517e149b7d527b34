using FsCheck;
using FsCheck.Fluent;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.DomainTests.Laws;

/// <summary>
/// Entries and commands to an account as they may come in: most of them sensible, some of nothing,
/// without a reason, of the future, twice, or undoing what nobody has heard of.
/// </summary>
internal static class AnyAccounts
{
    public static readonly AccountId Account = AccountId.Of("ann");

    public static Gen<EntryId> Id { get; } = Gen.Choose(1, 9).Select(n => EntryId.Of($"E-{n}"));

    /// <summary>All in one currency, as histories of one account are.</summary>
    public static Gen<Money> Amount { get; } =
        Gen.Frequency((30, Gen.Choose(1, 100_000)), (1, Gen.Elements(0, -5))).Select(cents => Rules.Trade.Dollars(cents / 100m));

    public static Gen<DateTimeOffset> Past { get; } = Gen.Choose(0, 400).Select(days => Now.AddDays(-days).AddMinutes(days % 7));

    public static DateTimeOffset Now => new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static Gen<Entry> Entry { get; } =
        from id in Id
        from kind in Gen.Elements(Enum.GetValues<EntryKind>())
        from amount in Amount
        from at in Gen.Frequency((30, Past), (1, Gen.Constant(Now.AddDays(1))))
        from reason in Gen.Frequency((30, Any.Text), (1, Gen.Constant(" ")))
        from day in Gen.Choose(-100, 100)
        from undone in Id
        let due = new DateOnly(2026, 3, 2).AddDays(day)
        let carriage = amount with { Amount = Math.Min(amount.Amount, 5) }
        select new Entry(Account, id, kind, amount, at, reason.Trim(),
            kind is EntryKind.Invoice ? new(due, amount - carriage, carriage, OrderId.Of($"O-{day % 4 + 4}")) : null,
            kind is EntryKind.Refund ? new(undone, EntryKind.Payment)
            : kind is EntryKind.Reversal ? new(undone, EntryKind.Invoice, due) : null);

    public static Gen<Undoing> Undoing { get; } =
        from undoing in Id
        from amount in Amount
        from at in Past
        from number in Gen.Choose(1, 99)
        select new Undoing(undoing, EntryKind.Refund, amount, at, number);

    public static Gen<KnownEntry> Known { get; } =
        from entry in Entry
        from undoing in Undoing
        from known in Gen.Frequency(
            (6, Gen.Constant<KnownEntry>(new UnknownEntry())),
            (1, Gen.Constant<KnownEntry>(new AwaitedEntry([undoing]))),
            (2, Gen.Constant<KnownEntry>(new BookedEntry(entry, 1, []))),
            (1, Gen.Constant<KnownEntry>(new BookedEntry(entry, 1, [undoing]))))
        select known;

    public static Gen<AccountCommand> Command { get; } =
        from entry in Entry
        from of in Id
        from amount in Amount
        from known in Gen.Frequency((9, Gen.Constant<KnownEntry>(new UnknownEntry())), (1, Known))
        from undone in Known.Select(undone => undone is BookedEntry booked ? booked with { Entry = booked.Entry with { Id = of } } : undone)
        from dated in Gen.Elements(true, false)
        from order in Gen.Choose(1, 2).Select(n => OrderId.Of($"O-{n}"))
        from command in Gen.Frequency(
            (6, Gen.Constant<AccountCommand>(new RecordEntry(entry, dated, known, Now))),
            (1, Gen.Constant<AccountCommand>(new OpenAccount(Account, "Ann", amount.Currency, null, Now))),
            (1, Gen.Constant<AccountCommand>(new OpenAccount(Account, "Ann", amount.Currency, amount, Now))),
            (2, Gen.Constant<AccountCommand>(new SetCreditLimit(amount))),
            (4, Gen.Constant<AccountCommand>(new HoldCredit(order, amount))),
            (3, Gen.Constant<AccountCommand>(new ReleaseCredit(order))),
            (2, Gen.Constant<AccountCommand>(new Withdraw(
                entry with { Kind = EntryKind.Withdrawal, At = Now, Bill = null, Undoes = null }, known, Now))),
            (3, Gen.Constant<AccountCommand>(new Refund(entry.Id, of, null, entry.Reason, known, undone, Now))),
            (1, Gen.Constant<AccountCommand>(new Refund(entry.Id, of, amount, entry.Reason, known, undone, Now))),
            (2, Gen.Constant<AccountCommand>(new Reverse(entry.Id, of, entry.Reason, known, undone, Now))))
        select command;
}
