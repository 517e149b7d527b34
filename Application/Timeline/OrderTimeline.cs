using Tempest.Application.Accounts;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Application.Timeline;

/// <summary>Everything that happened with an order, in whichever department, as one history.</summary>
public static class OrderTimeline
{
    private const int Most = 1000;

    /// <returns>In the order in which it was recorded; null when there is no such order.</returns>
    public static async Task<IReadOnlyList<TimelineLine>?> OfAsync(IStorage storage, OrderId order, CancellationToken cancel = default)
    {
        var own = await LinesAsync(storage, OrderStreams.Orders, order.Value, cancel);
        if (own.Count == 0) return null;

        var all = new List<TimelineLine>(own);
        var shipments = await storage.SelectAsync(ShippingStreams.Shipments, ShippingQueries.Newest(order: order.Value, limit: 500), cancel);
        foreach (var shipment in shipments.Items)
        {
            all.AddRange(await LinesAsync(storage, ShippingStreams.Shipments, shipment.Stream.Id, cancel));
            var billed = ((Domain.Shipping.KnownShipment)shipment.State).Details.Consignment.BillTo;
            var entry = AccountUseCases.KeyOf(billed, InvoiceDeliveredShipments.EntryOf(ShipmentId.Of(shipment.Stream.Id)));
            all.AddRange(await LinesAsync(storage, AccountStreams.Entries, entry, cancel));
        }

        return [.. all.OrderBy(line => line.Happened.Position)];
    }

    private static async Task<IReadOnlyList<TimelineLine>> LinesAsync(
        IStorage storage, Category category, string id, CancellationToken cancel) =>
        [.. (await storage.HistoryAsync(category.Stream(id).Stream, 1, Most, cancel))
            .Select(e => TimelineLine.Of(category, e))];
}

/// <param name="Happened">With who, when, why and where it is recorded.</param>
/// <param name="Words">As anybody in the company would say it.</param>
public sealed record TimelineLine(RecordedEvent Happened, string Words)
{
    public static TimelineLine Of(Category category, RecordedEvent happened) =>
        new(happened, InWords.Of(category.Decode(happened.Type, happened.Schema, happened.Data.Span)));
}
