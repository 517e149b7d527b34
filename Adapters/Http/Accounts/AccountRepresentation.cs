using System.Text.Json.Serialization;
using Tempest.Application.Accounts;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>An account as the API shows it, now or at a past moment.</summary>
public sealed record AccountRepresentation : IAffords
{
    /// <summary>Chosen by whoever billed to it or opened it first.</summary>
    public required string Id { get; init; }

    /// <summary>open, or unopened while it exists only because of its entries.</summary>
    public string? Status { get; init; }

    /// <summary>How many things have happened to it.</summary>
    public long? Version { get; init; }

    /// <summary>Whose it is, when it was opened.</summary>
    public string? Holder { get; init; }

    /// <summary>The moment it is shown at, if it is a past one: with all that is known of it today.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Above zero in the customer's favour, below zero owed.</summary>
    public required MoneyBody Balance { get; init; }

    /// <summary>What the customer owes.</summary>
    public required MoneyBody Owed { get; init; }

    /// <summary>What of that should have been paid before today; payments settle what was due first.</summary>
    public required MoneyBody Overdue { get; init; }

    /// <summary>
    /// How far below zero withdrawals and orders on credit may take the balance; absent while none was set, and orders are approved
    /// without asking.
    /// </summary>
    public MoneyBody? CreditLimit { get; init; }

    /// <summary>What is promised to orders on credit.</summary>
    public MoneyBody? Held { get; init; }

    /// <summary>What balance and credit leave to withdraw or to order on credit.</summary>
    public MoneyBody? Available { get; init; }

    /// <summary>Where to go from here; <c>self</c> is this one.</summary>
    [JsonPropertyName("_links")]
    public required IReadOnlyDictionary<string, Link> Links { get; init; }

    /// <summary>What can be done with it now; refunding and reversing stand at the entries of its statement.</summary>
    [JsonPropertyName("_templates")]
    public IReadOnlyDictionary<string, Template>? Templates { get; init; }

    object IAffords.For(Offers offers) => this with { Links = offers.Of(Links), Templates = offers.Of(Templates) };

    /// <param name="account">Its state.</param>
    /// <param name="version">After so many events.</param>
    /// <param name="day">On which what is overdue is reckoned.</param>
    /// <param name="isNow">Whether anything can be done with it.</param>
    public static AccountRepresentation Of(KeptAccount account, long version, DateTimeOffset day, bool isNow = true)
    {
        var book = account.Book;
        return new()
        {
            Id = book.Account.Value,
            Status = account is OpenedAccount ? "open" : "unopened",
            Version = version,
            Holder = (account as OpenedAccount)?.Holder,
            Balance = MoneyBody.Of(book.Balance),
            Owed = MoneyBody.Of(book.Owed),
            Overdue = MoneyBody.Of(book.OverdueOn(Book.Day(day))),
            CreditLimit = book.CreditLimit is { } limit ? MoneyBody.Of(limit) : null,
            Held = MoneyBody.Of(book.Held),
            Available = MoneyBody.Of(book.Available),
            Links = AccountLinks.Of(book.Account.Value, isNow ? account : null),
            Templates = isNow ? AccountLinks.Templates(account) : null,
        };
    }

    public static AccountRepresentation Of(PastAccount past) => new()
    {
        Id = past.Account.Value,
        At = past.At,
        Balance = MoneyBody.Of(past.Balance),
        Owed = MoneyBody.Of((-past.Balance).NotBelowZero),
        Overdue = MoneyBody.Of(past.Overdue),
        Links = AccountLinks.Of(past.Account.Value, null),
    };
}
