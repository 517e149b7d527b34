using Tempest.Adapters.Web.Parts;
using Tempest.Adapters.Web.Shipments;
using Tempest.Application.Storage;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Web.Orders;

/// <summary>Orders in the words of those who order.</summary>
public static class OrderWords
{
    /// <summary>What may be looked for, in the order in which it comes.</summary>
    public static IReadOnlyList<Choice> Statuses { get; } =
    [
        new("open", "Placed"), new("approved", "Approved"), new("shipping", "Shipping"), new("completed", "Delivered"), new("cancelled", "Cancelled"),
    ];

    public static (string Word, string Tone) Status(Order order) => order switch
    {
        OpenOrder => ("Placed", "wait"),
        ApprovedOrder => ("Approved", "plain"),
        OrderInShipping => ("Shipping", "plain"),
        CompletedOrder => ("Delivered", "good"),
        CancelledOrder => ("Cancelled", "stop"),
        _ => throw new InvalidOperationException($"No word for {order}."),
    };

    /// <summary>What it holds, in a line.</summary>
    public static string Contents(OrderDetails order) => order.Lines.Count == 1
        ? order.Lines[0].Name
        : $"{order.Lines[0].Name} and {Words.Count(order.Lines.Count - 1, "more line", "more lines")}";

    /// <summary>The stages it goes through, as far as its events have taken it.</summary>
    public static IReadOnlyList<Stage> Stages(PlacedOrder order, IReadOnlyList<RecordedEvent> happened, Domain.Shipping.KnownShipment? shipment)
    {
        DateTimeOffset? At(string type) => happened.LastOrDefault(one => one.Type == type)?.HappenedAt;

        Stage[] all =
        [
            new("Placed", Progress.Done, order.Details.PlacedAt),
            new("Approved", Progress.Ahead, At("order-approved")),
            new("Shipping", Progress.Ahead, At("order-handed-over"), shipment is null ? null : ShipmentWords.Whereabouts(shipment)),
            new("Delivered", Progress.Ahead, (order as CompletedOrder)?.DeliveredAt),
        ];
        var reached = order switch { OpenOrder => 0, ApprovedOrder => 1, OrderInShipping => 2, CompletedOrder => 4, _ => -1 };
        return order is CancelledOrder cancelled
            ?
            [
                .. all.Take(2).Where(stage => stage.At is not null).Select(stage => stage with { Progress = Progress.Done }),
                new("Cancelled", Progress.Stopped, At("order-cancelled"), cancelled.Reason),
            ]
            : [.. all.Select((stage, at) =>
                at < reached ? stage with { Progress = Progress.Done, Note = null }
                : at == reached ? stage with { Progress = Progress.Current }
                : stage with { At = null, Note = null })];
    }
}
