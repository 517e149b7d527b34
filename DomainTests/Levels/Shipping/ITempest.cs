namespace Tempest.DomainTests.Levels;

public partial interface ITempest
{
    Task<decimal> QuoteAsync(decimal pounds);

    Task<Reply> SubmitAsync(string shipment, Goods goods, string? request = null);

    Task<Reply> AssignAsync(string shipment, string truck);

    Task<Reply> ReassignAsync(string shipment, string truck, string reason);

    Task<Reply> ShipAsync(string shipment);

    /// <param name="request">The request's own name, by which it can be asked again.</param>
    Task<Reply> DeliverAsync(string shipment, string signedBy, string? request = null);

    Task<Reply> CancelShipmentAsync(string shipment, string reason);

    /// <summary>Many at once: each shipment to its truck, each answered for itself.</summary>
    Task<IReadOnlyList<Reply>> AssignManyAsync(IReadOnlyList<(string Shipment, string Truck)> wanted);

    Task<ShipmentView?> ShipmentAsync(string shipment, long? version = null);

    Task<IReadOnlyList<HistoryLine>> ShipmentHistoryAsync(string shipment);

    Task<Reply> AddTruckAsync(string truck);

    Task<Reply> TakeOutOfServiceAsync(string truck, string reason);

    Task<Reply> ReturnToServiceAsync(string truck);

    Task<TruckView?> TruckAsync(string truck);

    Task<SheetView?> SheetAsync(string truck);

    Task<IReadOnlyList<string>> WaitingAsync();

    Task<IReadOnlyList<string>> AvailableTrucksAsync();

    /// <summary>With the time since when.</summary>
    Task<IReadOnlyList<(string Shipment, DateTimeOffset Since)>> OnTheRoadAsync();

    /// <param name="account">Who pays.</param>
    /// <param name="status">As people say it: Shipped.</param>
    Task<IReadOnlyList<string>> ShipmentsAsync(string account, string? status = null);
}

/// <param name="FromZip">Of a dock in Omaha.</param>
/// <param name="ToState">Of a dock in Sioux Falls.</param>
/// <param name="ToZip">As well.</param>
public sealed record Goods(
    decimal Pounds, string Account, string? Order = null, string FromZip = "68110", string ToState = "SD", string ToZip = "57104");

public sealed record ShipmentView(
    string Status, decimal Cost, string Currency, string? Truck, DateTimeOffset? ShippedAt, DateTimeOffset? DeliveredAt,
    string? SignedBy, string? Reason, IReadOnlyList<string> Offers);

public sealed record TruckView(string Status, string? Shipment, IReadOnlyList<string> Offers);

public sealed record SheetView(string? Shipment, string? PickUpAt, string? DeliverTo, string? For);
