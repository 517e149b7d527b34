using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Web.Accounts;

/// <summary>Entries in the words of those who pay.</summary>
public static class AccountWords
{
    public static string Kind(EntryKind kind) => kind switch
    {
        EntryKind.Invoice => "Invoice",
        EntryKind.Payment => "Payment",
        EntryKind.Deposit => "Deposit",
        EntryKind.Withdrawal => "Withdrawal",
        EntryKind.Refund => "Refund",
        EntryKind.Reversal => "Reversal",
        _ => throw new InvalidOperationException($"No word for {kind}."),
    };

    /// <summary>What an entry was for, in a line.</summary>
    public static string For(Entry entry) => entry.Bill switch
    {
        { Order: { } order } => $"Order {order}",
        { Shipment: { } shipment } => $"Carriage, shipment {shipment}",
        _ => entry.Reason,
    };
}
