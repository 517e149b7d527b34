using Tempest.Application.Commands;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.DomainTests.Levels;

public sealed partial class ApplicationTempest
{
    public Task<Reply> PlaceAsync(
        string order, string customer, IReadOnlyList<Line> lines, string channel = "web", string zip = "68102", string? request = null) =>
        Ask(OrderUseCases.Place(
            OrderId.Of(order), CustomerId.Of(customer), Lines(lines), new("Polar Foods", "12 Dock Street", null, "Omaha", "NE", zip),
            channel == "web" ? Channel.Web : Channel.Phone, Now, null),
            request, $"place {order} {customer} {string.Join(';', lines)}");

    public Task<Reply> AmendAsync(string order, IReadOnlyList<Line> lines) => Ask(OrderUseCases.Amend(OrderId.Of(order), Lines(lines)));

    public Task<Reply> ApproveAsync(string order, string? seen = null) => Ask(Seen(OrdersOnCredit.Approve(OrderId.Of(order)), order, seen));

    public Task<Reply> CancelAsync(string order, string reason, string? seen = null) =>
        Ask(Seen(OrdersOnCredit.Cancel(OrderId.Of(order), reason), order, seen));

    public async Task<OrderView?> OrderAsync(string order, long? version = null, DateTimeOffset? at = null)
    {
        var stream = OrderStreams.Orders.Stream(order);
        return ViewOfOrder(version is { } v ? await storage.LoadAsync(stream, v)
            : at is { } moment ? await storage.LoadAsync(stream, moment)
            : await storage.LoadAsync(stream));
    }

    public Task<IReadOnlyList<HistoryLine>> OrderHistoryAsync(string order) => HistoryAsync(OrderStreams.Orders, order);

    public Task<IReadOnlyList<string>> OrdersAsync(string customer, string? status = null, int pageSize = 50) => IdsAsync(
        OrderStreams.Orders, after => OrderQueries.Newest(status, customer, after: after, limit: pageSize));

    public Task<Reply> RecordPastAsync(
        string order, string customer, string sku, int quantity, decimal price, string currency, DateTimeOffset placedAt) =>
        Ask(OrderUseCases.RecordPast(
            OrderId.Of(order), CustomerId.Of(customer), [new(Sku.Of(sku), Money(price, currency), quantity, 0)],
            new("Polar Foods", "12 Dock Street", null, "Omaha", "NE", "68102"), Channel.Phone, placedAt, null),
            HistoryIds.OfImport("orders", order, null), at: placedAt);

    private static OrderView? ViewOfOrder(Held held) => held.State is PlacedOrder order
        ? new(OrderDecider.StatusOf(order), order.Details.Total.Amount, order.Details.Total.Currency.Code,
            Word.Of(order.Details.Channel), order.Details.PlacedAt, (order as CancelledOrder)?.Reason,
            [.. order.Details.Lines.Select(l => new LineView(l.Sku.Value, l.Name, l.UnitPrice.Amount, l.Quantity, l.DiscountPercent, l.Total.Amount))],
            [.. OrderTransitions.PossibleOn(order).Select(t => Word.Of(t))], $"{held.Version}",
            (order as OrderInShipping)?.Shipment.Value ?? (order as CompletedOrder)?.Shipment.Value)
        : null;

    private static Lookup Seen(Lookup lookup, string order, string? seen) => seen is null ? lookup : lookup with
    {
        Ask = looked => lookup.Ask(looked).Provided(now => $"{now.Version(OrderStreams.Orders.Stream(order).Stream)}" == seen),
    };

    private static ValueList<RequestedLine> Lines(IReadOnlyList<Line> lines) =>
        [.. lines.Select(line => new RequestedLine(Sku.Of(line.Sku), line.Quantity, line.Discount))];
}
