using Tempest.Domain;
using Tempest.Domain.Shipping;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Rules;

/// <summary>A small trucking company to tell rules with: cups go from the quay to Ann, for Ann's account.</summary>
internal static class Freight
{
    public static readonly ShipmentId First = ShipmentId.Of("first");
    public static readonly ShipmentId Second = ShipmentId.Of("second");
    public static readonly TruckId Red = TruckId.Of("red");
    public static readonly TruckId Blue = TruckId.Of("blue");
    public static readonly Address Quay = new("Tempest", "1 Quay", null, "Omaha", "NE", "68102");
    public static readonly Consignment OfCups = new(Quay, Home, AccountId.Of("ann"), 100, OrderId.Of("o-1"));

    public static ShipmentDetails Terms { get; } = new(OfCups, Dollars(28), Noon);

    public static ShipmentSubmitted SubmittedAtNoon { get; } = new(Terms);

    public static SubmitShipment Submit(Consignment consignment) => new(consignment, CarriageRate.Usual, Noon);
}
