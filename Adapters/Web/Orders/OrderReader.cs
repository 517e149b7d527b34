using Tempest.Adapters.Web.Accounts;
using Tempest.Adapters.Web.Parts;
using Tempest.Application.Access;
using Tempest.Application.Ordering;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Web.Orders;

/// <summary>An order with all that belongs to it, as it is and as it was.</summary>
internal sealed class OrderReader(IStorage storage, Caller caller, InvoiceReader invoices)
{
    private const int MostShipments = 100;

    public async Task<OrderModel?> NowAsync(OrderId id, CancellationToken cancel)
    {
        var followed = await FollowedAsync(id, cancel);
        return followed[0].State is PlacedOrder order ? await ShowAsync(id, order, followed, null, cancel) : null;
    }

    /// <returns>Null when there is no such version.</returns>
    public async Task<OrderModel?> ThenAsync(OrderId id, long version, CancellationToken cancel)
    {
        if (version < 1) return null;

        var held = await storage.LoadAsync(OrderStreams.Orders.Stream(id.Value), version, cancel);
        return held.Version == version && await storage.HistoryAsync(held.Stream, version, 1, cancel) is [var last]
            ? await ThenAsync(id, held, last.HappenedAt, cancel)
            : null;
    }

    public async Task<OrderModel?> ThenAsync(OrderId id, DateTimeOffset at, CancellationToken cancel) =>
        await ThenAsync(id, await storage.LoadAsync(OrderStreams.Orders.Stream(id.Value), at, cancel), at, cancel);

    /// <summary>The order, its shipments, what they were invoiced with, and the account that pays: what its page shows.</summary>
    public async Task<IReadOnlyList<Held>> FollowedAsync(OrderId id, CancellationToken cancel)
    {
        var order = await storage.LoadAsync(OrderStreams.Orders.Stream(id.Value), cancel);
        if (order.State is not PlacedOrder) return [order];

        var shipments = await ShipmentsAsync(id, cancel);
        return [order, .. shipments, .. await invoices.FollowedAsync(shipments, cancel)];
    }

    private async Task<OrderModel?> ThenAsync(OrderId id, Held order, DateTimeOffset at, CancellationToken cancel)
    {
        if (order.State is not PlacedOrder was) return null;

        var (now, then) = (await ShipmentsAsync(id, cancel), new List<Held>());
        foreach (var shipment in now) then.Add(await storage.LoadAsync(ShippingStreams.Shipments.Stream(shipment.Stream.Id), at, cancel));
        return await ShowAsync(id, was, [order, .. then, .. await invoices.ThenAsync(now, at, cancel)], at, cancel);
    }

    private async Task<OrderModel> ShowAsync(
        OrderId id, PlacedOrder order, IReadOnlyList<Held> shown, DateTimeOffset? then, CancellationToken cancel)
    {
        var happened = (await OrderTimeline.OfAsync(storage, id, cancel) ?? []).Select(line => line.Happened).ToArray();
        return new(
            id, order, shown[0].Version, happened, then,
            [.. shown.Where(held => held.State is KnownShipment).Select(held => (ShipmentId.Of(held.Stream.Id), (KnownShipment)held.State))],
            await invoices.ShowAsync(shown, cancel),
            [.. OrderTransitions.PossibleOn(order).Where(transition => then is null && May(transition))],
            Live.Stamp(shown), caller.Actor);
    }

    private bool May(OrderTransition transition) => transition switch
    {
        OrderTransition.Amend => caller.May("amendOrder"),
        OrderTransition.Cancel => caller.May("cancelOrder"),
        _ => false,
    };

    private async Task<IReadOnlyList<Held>> ShipmentsAsync(OrderId id, CancellationToken cancel) =>
        (await storage.SelectAsync(ShippingStreams.Shipments, ShippingQueries.Newest(order: id.Value, limit: MostShipments), cancel)).Items;
}

/// <param name="Version">As which it is shown.</param>
/// <param name="Happened">All that ever happened with it, in the order in which it became known.</param>
/// <param name="Then">The moment it is shown at; null: now.</param>
/// <param name="Possible">What whoever looks at it can do with it.</param>
/// <param name="Seen">What is shown, for <see cref="Live"/>.</param>
/// <param name="Actor">Whoever looks at it.</param>
public sealed record OrderModel(
    OrderId Id, PlacedOrder Order, long Version, IReadOnlyList<RecordedEvent> Happened, DateTimeOffset? Then,
    IReadOnlyList<(ShipmentId Id, KnownShipment Shipment)> Shipments, IReadOnlyList<ShownInvoice> Invoices,
    IReadOnlyList<OrderTransition> Possible, string Seen, string Actor)
{
    public string Self => $"/orders/{Id}";

    /// <summary>What happened to the order itself, by version.</summary>
    public IReadOnlyList<RecordedEvent> Versions { get; } =
        [.. Happened.Where(one => one.Stream == new StreamId(OrderStreams.Orders.Name, Id.Value)).OrderBy(one => one.Version)];

    public IReadOnlyList<Stage> Stages => OrderWords.Stages(
        Order, [.. Versions.Take((int)Version)], Shipments.Select(one => one.Shipment).FirstOrDefault(one => one is not Cancelled));

    public IReadOnlyList<Occurrence> History =>
        [.. Happened.Select(one => Told.To(
            Actor, one, AsOf(one), Then is not null && IsOwn(one) && one.Version == Version))];

    public string At(long version) => version == Versions.Count ? Self : Paging.Address(Self, ("version", $"{version}"));

    private string AsOf(RecordedEvent one) => IsOwn(one)
        ? Paging.Address(Self, ("version", $"{one.Version}"))
        : Paging.Address(Self, ("at", Instant.Text(one.HappenedAt)));

    private static bool IsOwn(RecordedEvent one) => one.Stream.Category == OrderStreams.Orders.Name;
}
