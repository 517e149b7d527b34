using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>One line of an outside feed: an entry that has happened elsewhere.</summary>
public sealed record EntryLine
{
    /// <summary>Whose account; one that does not exist yet exists from now on.</summary>
    [IdText]
    public required string Account { get; init; }

    /// <summary>The sender's own id of the entry, once in this account: the same again changes nothing.</summary>
    [IdText]
    public required string Id { get; init; }

    /// <summary>What kind of entry it is.</summary>
    public required KindWord Kind { get; init; }

    /// <summary>Above zero.</summary>
    public required MoneyBody Amount { get; init; }

    /// <summary>When it happened (RFC 3339), however long ago.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is for.</summary>
    [StringLength(500)]
    public required string Reason { get; init; }

    /// <summary>What an invoice asks for; an invoice has it and nothing else has.</summary>
    public BillBody? Bill { get; init; }

    /// <summary>What a refund or reversal undoes; nothing else has it. That entry may come later than they do.</summary>
    public UndoneBody? Undoes { get; init; }

    /// <summary>What is wrong with the members together.</summary>
    public IEnumerable<Fault> Faults()
    {
        if (Kind is KindWord.Invoice != Bill is not null)
            yield return new("/bill", "belongs to an invoice, and to nothing else");
        if (Kind is KindWord.Refund or KindWord.Reversal != Undoes is not null)
            yield return new("/undoes", "belongs to a refund or a reversal, and to nothing else");
        if (Undoes is null) yield break;
        if (Kind is KindWord.Refund && Undoes.Kind is not (KindWord.Payment or KindWord.Deposit))
            yield return new("/undoes/kind", "must be payment or deposit where something is refunded");
        if (Undoes.Kind is KindWord.Refund or KindWord.Reversal)
            yield return new("/undoes/kind", "must not be a refund or reversal: post again what that undid");
        if (Undoes.Kind is KindWord.Invoice != Undoes.DueOn is not null)
            yield return new("/undoes/dueOn", "belongs to an invoice that is undone, and to nothing else");
    }

    public Entry ToEntry()
    {
        var amount = Amount.ToMoney();
        return new(
            AccountId.Of(Account), EntryId.Of(Id), (EntryKind)Kind, amount, At, Reason,
            Bill is null ? null : new(
                Bill.DueOn, amount - Bill.CarriageIn(amount), Bill.CarriageIn(amount),
                Bill.OrderId is null ? null : OrderId.Of(Bill.OrderId),
                Bill.ShipmentId is null ? null : ShipmentId.Of(Bill.ShipmentId)),
            Undoes is null ? null : new(EntryId.Of(Undoes.Id), (EntryKind)Undoes.Kind, Undoes.DueOn));
    }
}

/// <summary>What an invoice asks for.</summary>
public sealed record BillBody
{
    /// <summary>The last day to pay without being late.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>What of the amount is for carriage; the rest is for goods.</summary>
    public MoneyBody? Carriage { get; init; }

    /// <summary>The order it is for.</summary>
    [IdText]
    public string? OrderId { get; init; }

    /// <summary>The shipment it is for.</summary>
    [IdText]
    public string? ShipmentId { get; init; }

    internal Money CarriageIn(Money amount) =>
        Carriage is null ? Money.Zero(amount.Currency) : Carriage.ToMoney();
}

/// <summary>The entry that is undone.</summary>
public sealed record UndoneBody
{
    /// <summary>Its id.</summary>
    [IdText]
    public required string Id { get; init; }

    /// <summary>What kind of entry it is.</summary>
    public required KindWord Kind { get; init; }

    /// <summary>When it was due, if it is an invoice.</summary>
    public DateOnly? DueOn { get; init; }
}

/// <summary>What kind of entry it is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KindWord>))]
public enum KindWord
{
    [JsonStringEnumMemberName("invoice")]
    Invoice = EntryKind.Invoice,

    [JsonStringEnumMemberName("payment")]
    Payment = EntryKind.Payment,

    [JsonStringEnumMemberName("deposit")]
    Deposit = EntryKind.Deposit,

    [JsonStringEnumMemberName("withdrawal")]
    Withdrawal = EntryKind.Withdrawal,

    [JsonStringEnumMemberName("refund")]
    Refund = EntryKind.Refund,

    [JsonStringEnumMemberName("reversal")]
    Reversal = EntryKind.Reversal,
}

/// <summary>What became of one line.</summary>
/// <param name="Line">1, 2, 3 … in the body.</param>
/// <param name="Account">As the line named it, if it could be read.</param>
/// <param name="Id">As the line named it, if it could be read.</param>
/// <param name="Result">booked, already-booked, refused, malformed, or busy: send that line again.</param>
/// <param name="Version">The account's version after it.</param>
/// <param name="Balance">The account's balance after it.</param>
/// <param name="Position">The position of the feed that it reached.</param>
/// <param name="Problem">Why not, as problem details.</param>
public sealed record EntryAnswer(
    int Line, string? Account, string? Id, string Result, long? Version = null, MoneyBody? Balance = null,
    long? Position = null, JsonObject? Problem = null);
