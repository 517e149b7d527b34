namespace Tempest.Domain.Shipping;

public abstract record ShipmentCommand;

/// <param name="Rate">What carriage costs now; the quote made with it stays.</param>
public sealed record SubmitShipment(Consignment Consignment, CarriageRate Rate, DateTimeOffset At) : ShipmentCommand;

public sealed record AssignTruck(TruckId Truck) : ShipmentCommand;

public sealed record ReassignTruck(TruckId Truck, string Reason) : ShipmentCommand;

public sealed record ShipShipment(DateTimeOffset At) : ShipmentCommand;

public sealed record DeliverShipment(string SignedBy, DateTimeOffset At) : ShipmentCommand;

public sealed record CancelShipment(string Reason) : ShipmentCommand;

/// <summary>A shipment from before Tempest: it carries the cost that was agreed.</summary>
public sealed record RecordPastShipment(ShipmentDetails Details) : ShipmentCommand;

/// <summary>It went with somebody else's truck, before Tempest was there.</summary>
public sealed record RecordPastPickUp(DateTimeOffset At) : ShipmentCommand;

public sealed record RecordPastDelivery(string? SignedBy, DateTimeOffset At) : ShipmentCommand;
