using Tempest.Application.Access;
using Tempest.Application.Accounts;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Web.Accounts;

/// <summary>What shipments were invoiced with, and what of that is paid.</summary>
internal sealed class InvoiceReader(IStorage storage, Caller caller, TimeProvider clock)
{
    /// <summary>The invoices, made or still to be made, and the account that pays them.</summary>
    public async Task<IReadOnlyList<Held>> FollowedAsync(IEnumerable<Held> shipments, CancellationToken cancel)
    {
        var all = new List<Held>();
        foreach (var shipment in shipments) all.Add(await storage.LoadAsync(InvoiceOf(shipment), cancel));
        all.Add(await storage.LoadAsync(AccountStreams.Accounts.Stream(Ownership.AccountOf(caller.Customer!.Value).Value), cancel));
        return all;
    }

    public async Task<IReadOnlyList<Held>> ThenAsync(IEnumerable<Held> shipments, DateTimeOffset at, CancellationToken cancel)
    {
        var all = new List<Held>();
        foreach (var shipment in shipments) all.Add(await storage.LoadAsync(InvoiceOf(shipment), at, cancel));
        return all;
    }

    /// <param name="followed">Invoices and the account among other things; without an account, nothing is said of payments.</param>
    /// <param name="cancel">When whoever asks has gone.</param>
    public async Task<IReadOnlyList<ShownInvoice>> ShowAsync(IReadOnlyList<Held> followed, CancellationToken cancel)
    {
        var open = followed.Select(held => held.State).OfType<KeptAccount>().SingleOrDefault() is { Book: var book }
            ? await OpenInvoices.OfAsync(storage, book, cancel)
            : [];
        var today = Book.Day(clock.GetUtcNow());
        return
        [
            .. followed.Select(held => held.State).OfType<BookedEntry>().Select(invoice => new ShownInvoice(
                invoice, open.FirstOrDefault(one => one.Invoice.Entry.Id == invoice.Entry.Id)?.Unpaid ?? Money.Zero(invoice.Entry.Amount.Currency), today)),
        ];
    }

    private static StreamRef InvoiceOf(Held shipment) => AccountStreams.Entries.Stream(AccountUseCases.KeyOf(
        ((KnownShipment)shipment.State).Details.Consignment.BillTo, InvoiceDeliveredShipments.EntryOf(ShipmentId.Of(shipment.Stream.Id))));
}

/// <param name="Unpaid">What of it is still to be paid.</param>
/// <param name="Today">By which it is late.</param>
public sealed record ShownInvoice(BookedEntry Invoice, Money Unpaid, DateOnly Today)
{
    public Bill Bill => Invoice.Entry.Bill!;

    public (string Word, string Tone) Status => Invoice.Left.Amount == 0 ? ("Reversed", "plain")
        : Unpaid.Amount == 0 ? ("Paid", "good")
        : Bill.DueOn < Today ? ("Overdue", "stop")
        : ("To be paid", "wait");
}
