using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Policies;

/// <summary>What the company has decided once and for all orders.</summary>
/// <param name="Carriage">What carriage costs.</param>
/// <param name="Warehouse">Where goods are picked up.</param>
/// <param name="PoundsUnlessWeighed">What a piece counts that nobody has weighed.</param>
/// <param name="DaysToPay">How long after the delivery an invoice may be paid in time.</param>
public sealed record TradeTerms(CarriageRate Carriage, Address Warehouse, decimal PoundsUnlessWeighed, int DaysToPay)
{
    public static TradeTerms Usual { get; } =
        new(CarriageRate.Usual, new("Warehouse", "1 Depot Road", null, "Omaha", "NE", "68102"), 1, 30);
}
