using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Application.Accounts;

/// <summary>How accounts and their entries are looked for: by properties of their stored state.</summary>
public static class AccountQueries
{
    private const string At = "entry.at";

    private const string DueOn = "entry.bill.dueOn";

    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">How many at most.</param>
    public static Selection ById(Place? after = null, int limit = 50) =>
        new([], [], "book.account", Descending: false, after, limit);

    /// <summary>What happened from a moment on and before another, the oldest first.</summary>
    public static Selection Entries(
        AccountId account, DateTimeOffset from, DateTimeOffset before, Place? after = null, int limit = 500) => new(
        [Of(account), new NotBefore(At, Instant.Text(from)), new Before(At, Instant.Text(before))],
        [], At, Descending: false, after, limit);

    /// <summary>Invoices that may still be paid in time on a day.</summary>
    public static Selection NotYetDue(AccountId account, DateOnly on, Place? after = null, int limit = 500) => new(
        [Of(account), new NotBefore(DueOn, $"{on:yyyy-MM-dd}")], [], At, Descending: false, after, limit);

    /// <summary>Invoices, the one that is due last coming first.</summary>
    public static Selection InvoicesDueLastFirst(AccountId account, Place? after = null, int limit = 100) => new(
        [Of(account), new NotBefore(DueOn, "0001-01-01")], [], DueOn, Descending: true, after, limit);

    private static Is Of(AccountId account) => new("entry.account", account.Value);
}
