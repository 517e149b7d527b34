namespace Tempest.Domain.Shipping;

// The phases of a shipment. Only what a phase has can be asked of it: only a delivered one was signed for.

public abstract record Shipment;

public sealed record NotSubmitted : Shipment;

public abstract record KnownShipment(ShipmentDetails Details) : Shipment;

public sealed record Submitted(ShipmentDetails Details) : KnownShipment(Details);

public sealed record Assigned(ShipmentDetails Details, TruckId Truck) : KnownShipment(Details);

/// <param name="Truck">Null when it went with somebody else's, before Tempest was there.</param>
public sealed record Shipped(ShipmentDetails Details, TruckId? Truck, DateTimeOffset ShippedAt) : KnownShipment(Details);

/// <param name="SignedBy">Null where the past does not say.</param>
public sealed record Delivered(
    ShipmentDetails Details, TruckId? Truck, DateTimeOffset ShippedAt, DateTimeOffset DeliveredAt, string? SignedBy)
    : KnownShipment(Details);

public sealed record Cancelled(ShipmentDetails Details, string Reason) : KnownShipment(Details);

/// <param name="Cost">As it was quoted; it stays, whatever becomes of the rate.</param>
public sealed record ShipmentDetails(Consignment Consignment, Money Cost, DateTimeOffset SubmittedAt);

/// <summary>What is to be carried, from where to where, and who pays.</summary>
/// <param name="Order">Whose goods these are, if they were ordered here.</param>
public sealed record Consignment(
    Address ShipFrom, Address ShipTo, AccountId BillTo, decimal WeightInPounds, OrderId? Order)
{
    public const decimal LeastPounds = 1;

    public const decimal MostPounds = 1_000_000;

    public static bool IsWeight(decimal pounds) => pounds is >= LeastPounds and <= MostPounds;

    /// <summary>Everything that keeps it from being carried; none when all is well.</summary>
    public IEnumerable<PartFault> Faults() =>
    [
        .. ShipFrom.Faults().Select(fault => fault with { Part = $"shipFrom.{fault.Part}" }),
        .. ShipTo.Faults().Select(fault => fault with { Part = $"shipTo.{fault.Part}" }),
        .. WeightFaults(),
    ];

    /// <summary>Of the past only the weight is judged: where it went, it went.</summary>
    public IEnumerable<PartFault> WeightFaults() => IsWeight(WeightInPounds)
        ? []
        : [new("weightInPounds", $"must be {LeastPounds} to {MostPounds}")];
}
