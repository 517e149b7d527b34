using FsCheck.Fluent;
using Shouldly;
using Tempest.Application.Accounts;
using Tempest.Domain.Accounts;
using Xunit;

namespace Tempest.DomainTests.Laws;

public sealed class AccountLaws() : DeciderLaws<AccountDecider, Account, AccountCommand, AccountEvent>(
    AccountStreams.Accounts, AnyAccounts.Command)
{
    private static readonly Type[] Moves =
    [
        typeof(InvoiceIssued), typeof(PaymentReceived), typeof(DepositReceived), typeof(MoneyWithdrawn),
        typeof(PaymentRefunded), typeof(EntryReversed),
    ];

    private static readonly Type[] Credits = [typeof(CreditLimitSet), typeof(CreditHeld), typeof(CreditReleased)];

    protected override (Type, Type)[] Follows { get; } =
    [
        (typeof(NoAccount), typeof(AccountOpened)),
        (typeof(UnopenedAccount), typeof(AccountOpened)),
        .. Moves.Select(moved => (typeof(NoAccount), moved)),
        .. Moves.Concat(Credits).Select(happened => (typeof(UnopenedAccount), happened)),
        .. Moves.Concat(Credits).Select(happened => (typeof(OpenedAccount), happened)),
    ];

    [Fact]
    public void The_balance_is_the_sum_of_what_moved_it_and_so_are_the_months() => Law.Holds(Histories, history =>
    {
        if (Fold(history) is not KeptAccount { Book: var book }) return;

        var moved = history.OfType<BalanceMoved>().Sum(happened => happened.Entry.Effect.Amount);
        book.Balance.Amount.ShouldBe(moved);
        book.Months.Sum(month => month.Net.Amount).ShouldBe(moved);
    });

    [Fact]
    public void Whatever_is_asked_for_on_credit_leaves_something_or_is_refused() => Law.Holds(
        Histories.Zip(AnyAccounts.Command), one =>
    {
        var before = Fold(one.Item1);
        foreach (var happened in AccountDecider.Decide(before, one.Item2))
        {
            if (happened is MoneyWithdrawn { Entry.Amount: var withdrawn } && one.Item2 is Withdraw)
                withdrawn.Amount.ShouldBeLessThanOrEqualTo(((KeptAccount)before).Book.Available.Amount);
            if (happened is CreditHeld { Amount: var held })
                held.Amount.ShouldBeLessThanOrEqualTo(((KeptAccount)before).Book.Available.Amount);
        }
    });
}

public sealed class KnownEntryLaws() : DeciderLaws<KnownEntryDecider, KnownEntry, KnownEntryCommand, KnownEntryEvent>(
    AccountStreams.Entries,
    from entry in AnyAccounts.Entry
    from undoing in AnyAccounts.Undoing
    from command in Gen.Elements<KnownEntryCommand>(
        new RememberEntry(entry, undoing.Number), new RememberUndoing(undoing))
    select command)
{
    protected override (Type, Type)[] Follows { get; } =
    [
        (typeof(UnknownEntry), typeof(EntryBooked)),
        (typeof(UnknownEntry), typeof(EntryUndone)),
        (typeof(AwaitedEntry), typeof(EntryBooked)),
        (typeof(AwaitedEntry), typeof(EntryUndone)),
        (typeof(BookedEntry), typeof(EntryUndone)),
    ];
}

public sealed class PublishedBalanceLaws()
    : DeciderLaws<PublishedBalanceDecider, PublishedBalance, PublishBalance, PublishedBalanceEvent>(
    AccountStreams.Balances,
    from entry in AnyAccounts.Entry
    from version in Gen.Choose(1, 30)
    select new PublishBalance(new(AnyAccounts.Account, entry.Effect, version, entry)))
{
    protected override (Type, Type)[] Follows { get; } =
    [
        (typeof(NothingPublished), typeof(BalanceUpdated)),
        (typeof(LatestBalance), typeof(BalanceUpdated)),
    ];
}
