using System.Runtime.CompilerServices;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Application.Accounts;

/// <summary>
/// Which invoices are paid. Nobody says what a payment is for: it settles what was due first, so what is owed is owed for what is
/// due last.
/// </summary>
public static class OpenInvoices
{
    /// <summary>What is not yet paid, the one that is due first coming first.</summary>
    public static async Task<IReadOnlyList<OpenInvoice>> OfAsync(IEntities entities, Book book, CancellationToken cancel = default)
    {
        var (open, owed) = (new List<OpenInvoice>(), book.Owed);
        await foreach (var invoice in DueLastFirstAsync(entities, book.Account, cancel))
        {
            if (owed.Amount <= 0) break;
            if (invoice.Left.Amount <= 0) continue;

            var unpaid = owed.Amount < invoice.Left.Amount ? owed : invoice.Left;
            open.Insert(0, new(invoice, unpaid));
            owed -= unpaid;
        }

        return open;
    }

    private static async IAsyncEnumerable<BookedEntry> DueLastFirstAsync(
        IEntities entities, AccountId account, [EnumeratorCancellation] CancellationToken cancel)
    {
        Place? after = null;
        do
        {
            var page = await entities.SelectAsync(AccountStreams.Entries, AccountQueries.InvoicesDueLastFirst(account, after), cancel);
            foreach (var held in page.Items) yield return (BookedEntry)held.State;
            after = page.Next;
        }
        while (after is not null);
    }
}

/// <param name="Unpaid">What of it is still to be paid.</param>
public sealed record OpenInvoice(BookedEntry Invoice, Money Unpaid)
{
    public Bill Bill => Invoice.Entry.Bill!;

    public bool IsOverdueOn(DateOnly today) => Bill.DueOn < today;
}
