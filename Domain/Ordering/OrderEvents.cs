namespace Tempest.Domain.Ordering;

public abstract record OrderEvent;

public sealed record OrderPlaced(OrderDetails Details) : OrderEvent;

public sealed record OrderAmended(ValueList<OrderLine> Lines) : OrderEvent;

public sealed record OrderApproved : OrderEvent;

public sealed record OrderCancelled(string Reason) : OrderEvent;
