namespace Tempest.Domain.Shipping;

public readonly record struct TruckId : IIdentifier<TruckId>
{
    private TruckId(string value) => Value = value;

    public string Value { get; }

    public static TruckId Of(string value) => new(Identifier.Checked(value));

    public override string ToString() => Value;
}

// The phases of a truck. It is occupied by one shipment or by none.

public abstract record Truck;

public sealed record NotAdded : Truck;

public sealed record Available : Truck;

public sealed record Occupied(ShipmentId By) : Truck;

public sealed record OutOfService(string? Reason) : Truck;

public abstract record TruckEvent;

public sealed record TruckAdded : TruckEvent;

public sealed record TruckOccupied(ShipmentId By) : TruckEvent;

public sealed record TruckReleased(ShipmentId By) : TruckEvent;

public sealed record TruckTakenOutOfService(string? Reason) : TruckEvent;

public sealed record TruckReturnedToService : TruckEvent;

public abstract record TruckCommand;

public sealed record AddTruck : TruckCommand;

public sealed record TakeTruckOutOfService(string? Reason = null) : TruckCommand;

public sealed record ReturnTruckToService : TruckCommand;

/// <summary>A shipment is assigned to it.</summary>
public sealed record OccupyTruck(TruckId Truck, ShipmentId By) : TruckCommand;

/// <summary>A shipment has left it.</summary>
public sealed record ReleaseTruck(ShipmentId By) : TruckCommand;
