namespace Tempest.Domain.Shipping;

/// <summary>
/// What can be done with a shipment now, found by asking the decider: a transition is possible when there is an input
/// for which it would change something.
/// </summary>
public static class ShipmentTransitions
{
    private static readonly TruckId[] Two = [TruckId.Of("one"), TruckId.Of("other")];

    public static ValueList<ShipmentTransition> PossibleOn(Shipment shipment) =>
        [.. Enum.GetValues<ShipmentTransition>().Where(transition => IsPossible(shipment, transition))];

    public static bool IsPossible(Shipment shipment, ShipmentTransition transition) =>
        ShipmentDecider.Decide(shipment, Probe(shipment, transition)) is { Rejection: null, Events.Count: > 0 };

    /// <summary>A command of this kind that the decider would refuse only if it refuses every one of them.</summary>
    private static ShipmentCommand Probe(Shipment shipment, ShipmentTransition transition) => transition switch
    {
        ShipmentTransition.Assign => new AssignTruck(Two[0]),
        ShipmentTransition.Reassign => new ReassignTruck(Two.First(truck => truck != ShipmentDecider.TruckOf(shipment)), "any"),
        ShipmentTransition.Ship => new ShipShipment(default),
        ShipmentTransition.Deliver => new DeliverShipment("any", default),
        ShipmentTransition.Cancel => new CancelShipment("any"),
        _ => throw new ArgumentOutOfRangeException(nameof(transition)),
    };
}

public enum ShipmentTransition
{
    Assign,
    Reassign,
    Ship,
    Deliver,
    Cancel,
}
