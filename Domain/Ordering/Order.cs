namespace Tempest.Domain.Ordering;

// The phases of an order. Only what a phase has can be asked of it: only a cancelled order has a reason.

public abstract record Order;

public sealed record NotPlaced : Order;

public abstract record PlacedOrder(OrderDetails Details) : Order;

public sealed record OpenOrder(OrderDetails Details) : PlacedOrder(Details);

public sealed record ApprovedOrder(OrderDetails Details) : PlacedOrder(Details);

/// <summary>Its goods are Shipping's concern now.</summary>
public sealed record OrderInShipping(OrderDetails Details, ShipmentId Shipment) : PlacedOrder(Details);

public sealed record CompletedOrder(OrderDetails Details, ShipmentId Shipment, DateTimeOffset DeliveredAt) : PlacedOrder(Details);

public sealed record CancelledOrder(OrderDetails Details, string Reason) : PlacedOrder(Details);

/// <summary>What was agreed. All lines are in one currency, the buyer's.</summary>
/// <param name="RequiredBy">The day the customer wants it by, if one was named.</param>
public sealed record OrderDetails(
    CustomerId Customer, ValueList<OrderLine> Lines, Address ShipTo, Channel Channel,
    DateTimeOffset PlacedAt, DateOnly? RequiredBy)
{
    /// <summary>The sum of the lines' rounded totals, so that a printed order adds up.</summary>
    public Money Total => Lines.Select(line => line.Total).Aggregate(Money.Add);
}

/// <summary>Name and price are those of the moment it was ordered.</summary>
/// <param name="DiscountPercent">0 to 100, at most two digits after the point.</param>
public sealed record OrderLine(Sku Sku, string Name, Money UnitPrice, int Quantity, decimal DiscountPercent)
{
    /// <summary>Price times quantity less the discount, rounded once, at the end.</summary>
    public Money Total => (UnitPrice * (Quantity * (100m - DiscountPercent) / 100m)).Rounded();
}

/// <summary>How the order came in: the customer's own, or taken by telephone.</summary>
public enum Channel
{
    Web,
    Phone,
}
