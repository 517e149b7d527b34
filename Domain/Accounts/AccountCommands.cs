namespace Tempest.Domain.Accounts;

public abstract record AccountCommand;

public sealed record OpenAccount(
    AccountId Account, string Holder, Currency Currency, Money? CreditLimit, DateTimeOffset At) : AccountCommand;

public sealed record SetCreditLimit(Money Limit) : AccountCommand;

/// <summary>Promises an order that it may be delivered on credit.</summary>
public sealed record HoldCredit(OrderId Order, Money Amount) : AccountCommand;

public sealed record ReleaseCredit(OrderId Order) : AccountCommand;

/// <summary>Asks for an entry under an id of the asker's own.</summary>
/// <param name="Known">What is known under that id.</param>
/// <param name="Now">When it is asked: nothing can have happened later.</param>
public abstract record EntryCommand(KnownEntry Known, DateTimeOffset Now) : AccountCommand;

/// <summary>What has happened is recorded, whatever it does to the balance.</summary>
/// <param name="Dated">Whether the poster says when; otherwise it is the moment of posting.</param>
public sealed record RecordEntry(Entry Entry, bool Dated, KnownEntry Known, DateTimeOffset Now)
    : EntryCommand(Known, Now);

/// <summary>Money asked for is given only if the balance and the credit allow it.</summary>
public sealed record Withdraw(Entry Entry, KnownEntry Known, DateTimeOffset Now) : EntryCommand(Known, Now);

/// <param name="Amount">Null: all that is left of it.</param>
/// <param name="Undone">What is known of the entry to undo.</param>
public sealed record Refund(
    EntryId Id, EntryId Of, Money? Amount, string Reason, KnownEntry Known, KnownEntry Undone, DateTimeOffset Now)
    : EntryCommand(Known, Now);

public sealed record Reverse(
    EntryId Id, EntryId Of, string Reason, KnownEntry Known, KnownEntry Undone, DateTimeOffset Now)
    : EntryCommand(Known, Now);
