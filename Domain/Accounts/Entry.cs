namespace Tempest.Domain.Accounts;

/// <summary>Chosen by whoever posts the entry, once for each account: the same id again is the same entry.</summary>
public readonly record struct EntryId : IIdentifier<EntryId>
{
    private EntryId(string value) => Value = value;

    public string Value { get; }

    public static EntryId Of(string value) => new(Identifier.Checked(value));

    public override string ToString() => Value;
}

public enum EntryKind
{
    Invoice,
    Payment,
    Deposit,
    Withdrawal,
    Refund,
    Reversal,
}

/// <summary>One line of an account: what moved its balance, when it counts from, and why.</summary>
/// <param name="Amount">Above zero; <see cref="Effect"/> says which way it goes.</param>
/// <param name="At">When it happened, which may be long before anybody told us.</param>
/// <param name="Bill">What an invoice asks for.</param>
/// <param name="Undoes">What a refund or a reversal undoes.</param>
public sealed record Entry(
    AccountId Account, EntryId Id, EntryKind Kind, Money Amount, DateTimeOffset At, string Reason,
    Bill? Bill = null, Undone? Undoes = null)
{
    /// <summary>What it does to the balance: above zero in the customer's favour.</summary>
    public Money Effect => (Kind, Undoes) switch
    {
        (EntryKind.Payment or EntryKind.Deposit, _) => Amount,
        (EntryKind.Invoice or EntryKind.Withdrawal or EntryKind.Refund, _) => -Amount,
        (EntryKind.Reversal, { Kind: EntryKind.Payment or EntryKind.Deposit }) => -Amount,
        _ => Amount,
    };

    /// <summary>Whether it is the same in all that counts: its reason may be worded anew.</summary>
    public bool IsSameAs(Entry other) => this with { Reason = other.Reason } == other;
}

/// <param name="DueOn">The last day on which it can be paid without being late.</param>
public sealed record Bill(
    DateOnly DueOn, Money Goods, Money Carriage, OrderId? Order = null, ShipmentId? Shipment = null);

/// <summary>The entry that a refund or reversal undoes, or a part of.</summary>
/// <param name="DueOn">When it was due, if it was an invoice.</param>
public sealed record Undone(EntryId Entry, EntryKind Kind, DateOnly? DueOn = null);
