using Tempest.Adapters.Web.Parts;
using Tempest.Application.Storage;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Web.Shipments;

/// <summary>Shipments in the words of those who wait for them.</summary>
public static class ShipmentWords
{
    /// <summary>What may be looked for, in the order in which it comes.</summary>
    public static IReadOnlyList<Choice> Statuses { get; } =
    [
        new("submitted", "Waiting for a truck"), new("assigned", "Truck assigned"), new("shipped", "On the road"),
        new("delivered", "Delivered"), new("cancelled", "Cancelled"),
    ];

    public static (string Word, string Tone) Status(Shipment shipment) => shipment switch
    {
        Submitted => ("Waiting for a truck", "wait"),
        Assigned => ("Truck assigned", "plain"),
        Shipped => ("On the road", "plain"),
        Delivered => ("Delivered", "good"),
        Cancelled => ("Cancelled", "stop"),
        _ => throw new InvalidOperationException($"No word for {shipment}."),
    };

    /// <summary>Where it is now, in a few words; null once that is over.</summary>
    public static string? Whereabouts(KnownShipment shipment) => shipment switch
    {
        Submitted => "waits for a truck",
        Assigned on => $"to be loaded on truck {on.Truck}",
        Shipped { Truck: { } truck } => $"on the road with truck {truck}",
        Shipped => "on the road",
        _ => null,
    };

    /// <summary>The stages it goes through, as far as its events have taken it.</summary>
    public static IReadOnlyList<Stage> Stages(KnownShipment shipment, IReadOnlyList<RecordedEvent> happened)
    {
        DateTimeOffset? At(string type) => happened.LastOrDefault(one => one.Type == type)?.HappenedAt;

        Stage[] all =
        [
            new("Asked for", Progress.Done, shipment.Details.SubmittedAt),
            new("Truck assigned", Progress.Ahead, At("truck-assigned")),
            new("On the road", Progress.Ahead, (shipment as Shipped)?.ShippedAt ?? (shipment as Delivered)?.ShippedAt),
            new("Delivered", Progress.Ahead, (shipment as Delivered)?.DeliveredAt),
        ];
        var reached = shipment switch { Submitted => 0, Assigned => 1, Shipped => 2, Delivered => 4, _ => -1 };
        return shipment is Cancelled cancelled
            ?
            [
                .. all.Take(2).Where(stage => stage.At is not null).Select(stage => stage with { Progress = Progress.Done }),
                new("Cancelled", Progress.Stopped, At("shipment-cancelled"), cancelled.Reason),
            ]
            : [.. all.Select((stage, at) => stage with
            {
                Progress = at < reached ? Progress.Done : at == reached ? Progress.Current : Progress.Ahead,
                At = at <= reached ? stage.At : null,
            })];
    }
}
