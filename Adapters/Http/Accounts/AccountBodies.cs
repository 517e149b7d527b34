using System.ComponentModel.DataAnnotations;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>What to send to open an account.</summary>
public sealed record OpenAccountBody
{
    /// <summary>Whose account it is, in words.</summary>
    [StringLength(200)]
    public required string Holder { get; init; }

    /// <summary>What it is kept in (ISO 4217); that of its entries, when it has some.</summary>
    [RegularExpression("^[A-Z]{3}$", ErrorMessage = "must be three capital letters, such as \"USD\"")]
    public required string Currency { get; init; }

    /// <summary>How far below zero withdrawals and orders on credit may take the balance; nothing unless given.</summary>
    public MoneyBody? CreditLimit { get; init; }
}

/// <summary>A payment or a deposit.</summary>
public sealed record ReceiveBody
{
    /// <summary>Your own id of it, once in this account: the same again changes nothing.</summary>
    [IdText]
    public required string EntryId { get; init; }

    /// <summary>Above zero.</summary>
    public required MoneyBody Amount { get; init; }

    /// <summary>What it is for; it stays in the history.</summary>
    [StringLength(500)]
    public required string Reason { get; init; }

    /// <summary>When it came in, if not now (RFC 3339): the balance counts it from then on.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>Money to give out.</summary>
public sealed record WithdrawBody
{
    /// <summary>Your own id of it, once in this account: the same again changes nothing.</summary>
    [IdText]
    public required string EntryId { get; init; }

    /// <summary>Above zero, and no more than balance and credit leave.</summary>
    public required MoneyBody Amount { get; init; }

    /// <summary>What it is for; it stays in the history.</summary>
    [StringLength(500)]
    public required string Reason { get; init; }
}

/// <summary>A payment or deposit to give back, or a part of it.</summary>
public sealed record RefundBody
{
    /// <summary>Your own id of the refund, once in this account.</summary>
    [IdText]
    public required string EntryId { get; init; }

    /// <summary>The payment or deposit.</summary>
    [IdText]
    public required string Refunds { get; init; }

    /// <summary>All that is left of it unless given.</summary>
    public MoneyBody? Amount { get; init; }

    /// <summary>Why; it stays in the history.</summary>
    [StringLength(500)]
    public required string Reason { get; init; }
}

/// <summary>An entry to take back.</summary>
public sealed record ReverseBody
{
    /// <summary>Your own id of the reversal, once in this account.</summary>
    [IdText]
    public required string EntryId { get; init; }

    /// <summary>The entry that should not have been; it stays visible.</summary>
    [IdText]
    public required string Reverses { get; init; }

    /// <summary>Why; it stays in the history.</summary>
    [StringLength(500)]
    public required string Reason { get; init; }
}

/// <summary>The limit from now on.</summary>
public sealed record CreditLimitBody
{
    /// <summary>Zero or more.</summary>
    public required MoneyBody Limit { get; init; }
}

/// <summary>An order to be delivered on credit.</summary>
public sealed record HoldCreditBody
{
    /// <summary>Which order; its invoice uses the promise up.</summary>
    [IdText]
    public required string OrderId { get; init; }

    /// <summary>Above zero, and no more than balance and credit leave.</summary>
    public required MoneyBody Amount { get; init; }
}

/// <summary>An order that needs no credit any more.</summary>
public sealed record ReleaseCreditBody
{
    /// <summary>Which order; one that holds none is no error.</summary>
    [IdText]
    public required string OrderId { get; init; }
}
