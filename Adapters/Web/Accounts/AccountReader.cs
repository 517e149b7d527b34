using Tempest.Application.Access;
using Tempest.Application.Accounts;
using Tempest.Application.Customers;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Customers;

namespace Tempest.Adapters.Web.Accounts;

/// <summary>The account of the customer who looks at it.</summary>
internal sealed class AccountReader(IStorage storage, Caller caller, TimeProvider clock)
{
    public AccountId Id => Ownership.AccountOf(caller.Customer!.Value);

    public DateOnly Today => Book.Day(clock.GetUtcNow());

    /// <summary>As it is now; without an entry, where nothing was ever booked.</summary>
    public async Task<Book> BookAsync(CancellationToken cancel) =>
        (await storage.LoadAsync(AccountStreams.Accounts.Stream(Id.Value), cancel)).State is KeptAccount { Book: var book }
            ? book
            : Book.New(Id, await CurrencyAsync(cancel), clock.GetUtcNow());

    /// <exception cref="StatementTooLongException">It would have too many lines.</exception>
    public async Task<Statement> StatementAsync(DateOnly from, DateOnly to, CancellationToken cancel) =>
        await new AccountPasts(storage).StatementAsync(Id, from, to, cancel)
        ?? new(Id, null, from, to, Money.Zero(await CurrencyAsync(cancel)), Money.Zero(await CurrencyAsync(cancel)), []);

    /// <summary>When a day was over.</summary>
    /// <returns>Null when there was no account yet.</returns>
    public Task<PastAccount?> AtEndOfAsync(DateOnly day, CancellationToken cancel) => new AccountPasts(storage).AtAsync(
        Id, new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddDays(1).AddMicroseconds(-1), cancel);

    public Task<IReadOnlyList<OpenInvoice>> OpenAsync(Book book, CancellationToken cancel) => OpenInvoices.OfAsync(storage, book, cancel);

    /// <summary>An entry and how it came to be known.</summary>
    public async Task<(BookedEntry Entry, IReadOnlyList<RecordedEvent> Happened)?> EntryAsync(EntryId id, CancellationToken cancel)
    {
        var held = await storage.LoadAsync(AccountStreams.Entries.Stream(AccountUseCases.KeyOf(Id, id)), cancel);
        return held.State is BookedEntry entry ? (entry, await storage.HistoryAsync(held.Stream, 1, 500, cancel)) : null;
    }

    private async Task<Currency> CurrencyAsync(CancellationToken cancel) =>
        await storage.FindAsync(CustomerUseCases.Customers.Record(caller.Customer!.Value.Value), cancel) is Customer customer
            ? customer.Currency
            : Currency.Of("USD");
}
