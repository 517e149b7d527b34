namespace Tempest.Domain.Ordering;

public abstract record OrderEvent;

public sealed record OrderPlaced(OrderDetails Details) : OrderEvent;

public sealed record OrderAmended(ValueList<OrderLine> Lines) : OrderEvent;

public sealed record OrderApproved : OrderEvent;

public sealed record OrderHandedOver(ShipmentId Shipment) : OrderEvent;

/// <summary>Its shipment was cancelled: the order waits for another one.</summary>
public sealed record OrderTakenBack(ShipmentId Shipment, string Reason) : OrderEvent;

public sealed record OrderCompleted(ShipmentId Shipment, DateTimeOffset DeliveredAt) : OrderEvent;

public sealed record OrderCancelled(string Reason) : OrderEvent;
