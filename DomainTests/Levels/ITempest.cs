namespace Tempest.DomainTests.Levels;

/// <summary>
/// Tempest as the scenarios see it, at whatever level. It speaks plain values, so that a fault in one of the domain's own
/// types cannot cancel itself out. Everything asserted is asserted by the steps.
/// </summary>
public partial interface ITempest : IShippingTempest
{
    /// <summary>What was refused of these entities: the policy and the reason's code.</summary>
    Task<IReadOnlyList<string>> RefusedAsync(Func<string, bool> of);

    Task<Reply> AddProductAsync(string sku, string name, decimal price, string currency, string category);

    Task<Reply> RepriceAsync(string sku, decimal price, string currency, string? seen = null);

    Task<Reply> DiscontinueAsync(string sku);

    Task<Reply> ReinstateAsync(string sku);

    Task<Reply> DeleteProductAsync(string sku);

    Task<ProductView?> ProductAsync(string sku);

    Task<IReadOnlyList<string>> ProductsAsync(
        string? words = null, string? category = null, decimal? from = null, decimal? to = null, string? status = null);

    Task<Reply> SaveCustomerAsync(string id, string name, string currency);

    Task<Reply> DeleteCustomerAsync(string id);

    Task<string?> CustomerNameAsync(string id);

    /// <param name="request">The request's own name, by which it can be asked again.</param>
    Task<Reply> PlaceAsync(
        string order, string customer, IReadOnlyList<Line> lines, string channel = "web", string zip = "68102", string? request = null);

    Task<Reply> AmendAsync(string order, IReadOnlyList<Line> lines);

    /// <param name="seen">The version that whoever asks has seen.</param>
    Task<Reply> ApproveAsync(string order, string? seen = null);

    Task<Reply> CancelAsync(string order, string reason, string? seen = null);

    Task<OrderView?> OrderAsync(string order, long? version = null, DateTimeOffset? at = null);

    Task<IReadOnlyList<HistoryLine>> HistoryAsync(string order);

    /// <param name="pageSize">All pages are read, so many at a time.</param>
    Task<IReadOnlyList<string>> OrdersAsync(string customer, string? status = null, int pageSize = 50);
}

public sealed record Line(string Sku, int Quantity, decimal Discount = 0);

/// <summary>What the caller was answered.</summary>
/// <param name="Refusal">The code, when it was refused.</param>
/// <param name="Named">What the refusal names.</param>
/// <param name="Order">The order as the answer showed it.</param>
/// <param name="Shipment">The shipment as the answer showed it.</param>
public sealed record Reply(
    string? Refusal = null, IReadOnlyList<string>? Named = null, OrderView? Order = null, ShipmentView? Shipment = null)
{
    public const string Stale = "stale";

    public const string NameUsed = "name-used-before";
}

public sealed record ProductView(string Name, decimal Price, string Currency, string Status, string Seen);

public sealed record OrderView(
    string Status, decimal Total, string Currency, string Channel, DateTimeOffset PlacedAt, string? Reason,
    IReadOnlyList<LineView> Lines, IReadOnlyList<string> Offers, string Seen, string? Shipment = null);

public sealed record LineView(string Sku, string Name, decimal Price, int Quantity, decimal Discount, decimal Total);

public sealed record HistoryLine(string What, string Who, DateTimeOffset When);

/// <summary>One level: where its scenarios act, and what it takes to prepare and to disturb it.</summary>
/// <param name="Name">memory or http.</param>
/// <param name="Face">What people use at this level.</param>
/// <param name="Inside">The application itself, for what a scenario finds in place.</param>
/// <param name="TakeCatalogueAway">Removes products behind everybody's back.</param>
public sealed record Level(string Name, ITempest Face, ApplicationTempest Inside, Func<IReadOnlyList<string>, Task> TakeCatalogueAway);
