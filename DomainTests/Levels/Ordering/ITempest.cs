namespace Tempest.DomainTests.Levels;

public partial interface ITempest
{
    /// <param name="request">The request's own name, by which it can be asked again.</param>
    Task<Reply> PlaceAsync(
        string order, string customer, IReadOnlyList<Line> lines, string channel = "web", string zip = "68102", string? request = null);

    Task<Reply> AmendAsync(string order, IReadOnlyList<Line> lines);

    /// <param name="seen">The version that whoever asks has seen.</param>
    Task<Reply> ApproveAsync(string order, string? seen = null);

    Task<Reply> CancelAsync(string order, string reason, string? seen = null);

    Task<OrderView?> OrderAsync(string order, long? version = null, DateTimeOffset? at = null);

    Task<IReadOnlyList<HistoryLine>> OrderHistoryAsync(string order);

    /// <param name="pageSize">All pages are read, so many at a time.</param>
    Task<IReadOnlyList<string>> OrdersAsync(string customer, string? status = null, int pageSize = 50);
}

public sealed record Line(string Sku, int Quantity, decimal Discount = 0);

public sealed record OrderView(
    string Status, decimal Total, string Currency, string Channel, DateTimeOffset PlacedAt, string? Reason,
    IReadOnlyList<LineView> Lines, IReadOnlyList<string> Offers, string Seen,
    string? Shipment);

public sealed record LineView(string Sku, string Name, decimal Price, int Quantity, decimal Discount, decimal Total);
