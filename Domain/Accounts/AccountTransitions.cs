namespace Tempest.Domain.Accounts;

/// <summary>
/// What can be done with an account now, found by asking the decider. Refunding and reversing are done to an entry,
/// which knows whether anything of it is left.
/// </summary>
public static class AccountTransitions
{
    public static ValueList<AccountTransition> PossibleOn(Account account) => account is KeptAccount { Book: var book }
        ? [.. Enum.GetValues<AccountTransition>().Where(transition =>
            AccountDecider.Decide(account, Probe(book, transition)) is { Rejection: null, Events.Count: > 0 })]
        : [];

    /// <summary>A command of this kind that the decider would refuse only if it refuses every one of them.</summary>
    private static AccountCommand Probe(Book book, AccountTransition transition)
    {
        var (least, unknown) = (Money.Smallest(book.Currency), new UnknownEntry());
        var id = EntryId.Of(book.Latest?.Id.Value == "any" ? "any-other" : "any");
        Entry Of(EntryKind kind) => new(book.Account, id, kind, least, book.Since, "any");
        return transition switch
        {
            AccountTransition.Open => new OpenAccount(book.Account, "any", book.Currency, null, book.Since),
            AccountTransition.Pay => new RecordEntry(Of(EntryKind.Payment), Dated: true, unknown, book.Since),
            AccountTransition.Deposit => new RecordEntry(Of(EntryKind.Deposit), Dated: true, unknown, book.Since),
            AccountTransition.Withdraw => new Withdraw(Of(EntryKind.Withdrawal), unknown, book.Since),
            AccountTransition.SetCreditLimit =>
                new SetCreditLimit(book.CreditLimit is { Amount: 0 } ? least : Money.Zero(book.Currency)),
            AccountTransition.HoldCredit => new HoldCredit(OrderNotHeld(book), least),
            AccountTransition.ReleaseCredit when book.Holds.Count > 0 => new ReleaseCredit(book.Holds[0].Order),
            AccountTransition.ReleaseCredit => new ReleaseCredit(OrderNotHeld(book)),
            _ => throw new ArgumentOutOfRangeException(nameof(transition)),
        };
    }

    private static OrderId OrderNotHeld(Book book) => Enumerable.Range(0, book.Holds.Count + 1)
        .Select(n => OrderId.Of($"any-{n}")).First(order => book.Holds.All(hold => hold.Order != order));
}

public enum AccountTransition
{
    Open,
    Pay,
    Deposit,
    Withdraw,
    SetCreditLimit,
    HoldCredit,
    ReleaseCredit,
}
