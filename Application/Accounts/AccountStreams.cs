using Tempest.Application.Storage;
using Tempest.Domain.Accounts;

namespace Tempest.Application.Accounts;

/// <summary>
/// How the streams of Accounts are stored: names, versions and shapes. What stands here was written to disk.
/// </summary>
public static class AccountStreams
{
    public static Category<Account, AccountCommand, AccountEvent> Accounts { get; } =
        Category<Account, AccountCommand, AccountEvent>.Of<AccountDecider>(
            "account",
            StoredJson.Phases<Account>(
                ("none", typeof(NoAccount)), ("unopened", typeof(UnopenedAccount)), ("open", typeof(OpenedAccount))),
            EventContract.Of("account-opened", StoredJson.Default.AccountOpened),
            EventContract.Of("credit-limit-set", StoredJson.Default.CreditLimitSet),
            EventContract.Of("credit-held", StoredJson.Default.CreditHeld),
            EventContract.Of("credit-released", StoredJson.Default.CreditReleased),
            EventContract.Of("invoice-issued", StoredJson.Default.InvoiceIssued),
            EventContract.Of("payment-received", StoredJson.Default.PaymentReceived),
            EventContract.Of("deposit-received", StoredJson.Default.DepositReceived),
            EventContract.Of("money-withdrawn", StoredJson.Default.MoneyWithdrawn),
            EventContract.Of("payment-refunded", StoredJson.Default.PaymentRefunded),
            EventContract.Of("entry-reversed", StoredJson.Default.EntryReversed));

    /// <summary>One stream for each entry, by the account's id and the entry's.</summary>
    public static Category<KnownEntry, KnownEntryCommand, KnownEntryEvent> Entries { get; } =
        Category<KnownEntry, KnownEntryCommand, KnownEntryEvent>.Of<KnownEntryDecider>(
            "entry",
            StoredJson.Phases<KnownEntry>(
                ("none", typeof(UnknownEntry)), ("awaited", typeof(AwaitedEntry)), ("booked", typeof(BookedEntry))),
            EventContract.Of("entry-booked", StoredJson.Default.EntryBooked),
            EventContract.Of("entry-undone", StoredJson.Default.EntryUndone));

    /// <summary>What followers are told, one stream for each account.</summary>
    public static Category<PublishedBalance, PublishBalance, PublishedBalanceEvent> Balances { get; } =
        Category<PublishedBalance, PublishBalance, PublishedBalanceEvent>.Of<PublishedBalanceDecider>(
            "balance",
            StoredJson.Phases<PublishedBalance>(
                ("none", typeof(NothingPublished)), ("published", typeof(LatestBalance))),
            EventContract.Of("balance-updated", StoredJson.Default.BalanceUpdated)).SavedEvery(8);
}
