using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using static Tempest.Application.Accounts.AccountStreams;

namespace Tempest.Application.Accounts;

/// <summary>What can be asked of Accounts.</summary>
public static class AccountUseCases
{
    public static UseCase Open(
        AccountId account, string holder, Currency currency, Money? creditLimit, DateTimeOffset at) =>
        Ask(account, new OpenAccount(account, holder, currency, creditLimit, Instant.Kept(at)));

    public static UseCase SetCreditLimit(AccountId account, Money limit) => Ask(account, new SetCreditLimit(limit));

    /// <summary>Promises credit to an order, as far as balance and limit allow; its invoice uses it up.</summary>
    public static UseCase HoldCredit(AccountId account, OrderId order, Money amount) =>
        Ask(account, new HoldCredit(order, amount));

    public static UseCase ReleaseCredit(AccountId account, OrderId order) => Ask(account, new ReleaseCredit(order));

    /// <param name="id">For a shipment derived from its id, so that it is invoiced once.</param>
    /// <param name="at">When it was invoiced; null: now.</param>
    public static UseCase Invoice(
        AccountId account, EntryId id, Bill bill, string reason, DateTimeOffset now, DateTimeOffset? at = null) =>
        Record(
            new(account, id, EntryKind.Invoice, bill.Goods + bill.Carriage, at ?? now, reason, bill),
            dated: at is not null, now);

    public static UseCase Pay(
        AccountId account, EntryId id, Money amount, string reason, DateTimeOffset now, DateTimeOffset? at = null) =>
        Record(new(account, id, EntryKind.Payment, amount, at ?? now, reason), at is not null, now);

    public static UseCase Deposit(
        AccountId account, EntryId id, Money amount, string reason, DateTimeOffset now, DateTimeOffset? at = null) =>
        Record(new(account, id, EntryKind.Deposit, amount, at ?? now, reason), at is not null, now);

    public static UseCase Withdraw(AccountId account, EntryId id, Money amount, string reason, DateTimeOffset now)
    {
        var entry = new Entry(account, id, EntryKind.Withdrawal, amount, Instant.Kept(now), reason);
        return Post(account, id, null, (known, _) => new Withdraw(entry, known, Instant.Kept(now)));
    }

    /// <param name="amount">Null: all that is left of what it refunds.</param>
    public static UseCase Refund(
        AccountId account, EntryId id, EntryId of, Money? amount, string reason, DateTimeOffset now) =>
        Post(account, id, of, (known, undone) => new Refund(id, of, amount, reason, known, undone, Instant.Kept(now)));

    public static UseCase Reverse(AccountId account, EntryId id, EntryId of, string reason, DateTimeOffset now) =>
        Post(account, id, of, (known, undone) => new Reverse(id, of, reason, known, undone, Instant.Kept(now)));

    /// <summary>What an outside feed says has happened, late, twice and in any order.</summary>
    public static UseCase RecordFromOutside(Entry entry, DateTimeOffset now) => Record(entry, dated: true, now);

    private static UseCase Record(Entry entry, bool dated, DateTimeOffset now)
    {
        var kept = entry with { At = Instant.Kept(entry.At) };
        return Post(entry.Account, entry.Id, entry.Undoes?.Entry,
            (known, _) => new RecordEntry(kept, dated, known, Instant.Kept(now)));
    }

    private static UseCase Ask(AccountId account, AccountCommand command) => new(
        [AccountStreams.Accounts.Stream(account.Value)],
        now => now.Decide(AccountStreams.Accounts, account.Value, command));

    /// <summary>
    /// The account decides by what is known of the entries that are named; what it books is remembered under the
    /// entry's id, and told to whoever follows, in the same transaction.
    /// </summary>
    private static UseCase Post(
        AccountId account, EntryId id, EntryId? undoes, Func<KnownEntry, KnownEntry, EntryCommand> ask)
    {
        var key = KeyOf(account, id);
        var undone = undoes is { } named && named != id ? KeyOf(account, named) : null;
        return new(
            [
                AccountStreams.Accounts.Stream(account.Value), Entries.Stream(key, assumedNew: true),
                .. undone is null ? [] : (StreamRef[])[Entries.Stream(undone)],
                .. Listeners.OfTheAccounts.Select(follower => follower.Stream(account.Value)),
            ],
            now =>
            {
                var ofUndone = undone is null ? KnownEntryDecider.Initial : now.State(Entries, undone);
                var command = ask(now.State(Entries, key), ofUndone);
                var outcome = now.Decide(AccountStreams.Accounts, account.Value, command);
                return outcome is Accepted { Streams: [{ Events: [BalanceMoved moved] }] } booked
                    ? Remembered(now, booked, moved, key, undone)
                    : outcome;
            });
    }

    private static Accepted Remembered(Situation now, Accepted booked, BalanceMoved moved, string key, string? undone)
    {
        var (entry, account) = (moved.Entry, moved.Entry.Account.Value);
        var book = ((KeptAccount)AccountDecider.Evolve(now.State(AccountStreams.Accounts, account), moved)).Book;
        var version = now.Version(AccountStreams.Accounts.Stream(account).Stream) + 1;
        booked = booked.And((Accepted)now.Decide(Entries, key, new RememberEntry(entry, book.Entries)));
        if (undone is not null)
        {
            booked = booked.And((Accepted)now.Decide(Entries, undone, new RememberUndoing(
                new(entry.Id, entry.Kind, entry.Amount, entry.At, book.Entries))));
        }

        return booked.Told(
            Listeners.OfTheAccounts, account, new BalanceUpdated(entry.Account, book.Balance, version, entry), now);
    }

    /// <summary>An entry's stream among all accounts' entries.</summary>
    public static string KeyOf(AccountId account, EntryId entry) => $"{account}/{entry}";
}
