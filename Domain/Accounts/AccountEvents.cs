namespace Tempest.Domain.Accounts;

public abstract record AccountEvent;

public sealed record AccountOpened(
    AccountId Account, string Holder, Currency Currency, DateTimeOffset At) : AccountEvent;

public sealed record CreditLimitSet(Money Limit) : AccountEvent;

public sealed record CreditHeld(OrderId Order, Money Amount) : AccountEvent;

public sealed record CreditReleased(OrderId Order) : AccountEvent;

/// <summary>Whatever moves the balance.</summary>
public abstract record BalanceMoved(Entry Entry) : AccountEvent
{
    public static BalanceMoved By(Entry entry) => entry.Kind switch
    {
        EntryKind.Invoice => new InvoiceIssued(entry),
        EntryKind.Payment => new PaymentReceived(entry),
        EntryKind.Deposit => new DepositReceived(entry),
        EntryKind.Withdrawal => new MoneyWithdrawn(entry),
        EntryKind.Refund => new PaymentRefunded(entry),
        EntryKind.Reversal => new EntryReversed(entry),
        _ => throw new InvalidOperationException($"No event for {entry.Kind}."),
    };
}

public sealed record InvoiceIssued(Entry Entry) : BalanceMoved(Entry);

public sealed record PaymentReceived(Entry Entry) : BalanceMoved(Entry);

public sealed record DepositReceived(Entry Entry) : BalanceMoved(Entry);

public sealed record MoneyWithdrawn(Entry Entry) : BalanceMoved(Entry);

public sealed record PaymentRefunded(Entry Entry) : BalanceMoved(Entry);

public sealed record EntryReversed(Entry Entry) : BalanceMoved(Entry);
