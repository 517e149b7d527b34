using Tempest.Application.Accounts;
using Tempest.Domain.Accounts;
using static Tempest.Application.Accounts.AccountStreams;

namespace Tempest.Application.WhatIf;

/// <summary>What was asked of Accounts, as its events tell.</summary>
public static class AccountsAsked
{
    public static DecisionsOf<Account, AccountCommand, AccountEvent> OfAccounts { get; } = new(AccountStreams.Accounts, [Entries],
        past => past.Happened switch
        {
            AccountOpened opened => new OpenAccount(
                opened.Account, opened.Holder, opened.Currency, past.Events is [_, CreditLimitSet set] ? set.Limit : null, opened.At),
            CreditLimitSet set => new SetCreditLimit(set.Limit),
            CreditHeld held => new HoldCredit(held.Order, held.Amount),
            CreditReleased released => new ReleaseCredit(released.Order),
            BalanceMoved { Entry: var entry } => Posted(past, entry),
            var other => throw new InvalidOperationException($"Say what was asked when {other} came of it."),
        })
    {
        Together = events => events is [AccountOpened, CreditLimitSet, ..] ? 2 : 1,
    };

    public static DecisionsOf<KnownEntry, KnownEntryCommand, KnownEntryEvent> OfEntries { get; } = new(Entries, [],
        past => past.Happened switch
        {
            EntryBooked booked => new RememberEntry(booked.Entry, booked.Number),
            EntryUndone undone => new RememberUndoing(undone.Undoing),
            var other => throw new InvalidOperationException($"Say what was asked when {other} came of it."),
        });

    public static DecisionsOf<PublishedBalance, PublishBalance, PublishedBalanceEvent> OfBalances { get; } = new(Balances, [],
        past => new((BalanceUpdated)past.Happened));

    /// <summary>What somebody else's books say was recorded as it is; what was asked for here was decided.</summary>
    private static EntryCommand Posted(PastDecision<Account, AccountEvent> past, Entry entry)
    {
        var known = Known(entry.Id);
        return (entry.Kind, entry.Undoes) switch
        {
            (EntryKind.Withdrawal, _) when !past.IsHistory => new Withdraw(entry, known, entry.At),
            (EntryKind.Refund, { Entry: var of }) when !past.IsHistory =>
                new Refund(entry.Id, of, entry.Amount, entry.Reason, known, Known(of), entry.At),
            (EntryKind.Reversal, { Entry: var of }) when !past.IsHistory =>
                new Reverse(entry.Id, of, entry.Reason, known, Known(of), entry.At),
            _ => new RecordEntry(entry, Dated: true, known, entry.At > past.First.RecordedAt ? entry.At : past.First.RecordedAt),
        };

        KnownEntry Known(EntryId id) => past.Others.State(Entries, AccountUseCases.KeyOf(entry.Account, id));
    }
}
