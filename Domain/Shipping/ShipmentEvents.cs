namespace Tempest.Domain.Shipping;

public abstract record ShipmentEvent;

public sealed record ShipmentSubmitted(ShipmentDetails Details) : ShipmentEvent;

public sealed record TruckAssigned(TruckId Truck) : ShipmentEvent;

public sealed record TruckReassigned(TruckId From, TruckId To, string Reason) : ShipmentEvent;

public sealed record ShipmentShipped(DateTimeOffset At) : ShipmentEvent;

public sealed record ShipmentDelivered(string? SignedBy, DateTimeOffset At) : ShipmentEvent;

public sealed record ShipmentCancelled(string Reason) : ShipmentEvent;
