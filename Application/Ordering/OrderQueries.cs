using Tempest.Application.Storage;

namespace Tempest.Application.Ordering;

/// <summary>How orders are looked for: by properties of their stored state.</summary>
public static class OrderQueries
{
    private static readonly JsonPath PlacedAt = "details.placedAt";

    /// <param name="status">open, approved or cancelled; null: all.</param>
    /// <param name="customer">Whose; null: everybody's.</param>
    /// <param name="placedFrom">Placed at or after.</param>
    /// <param name="placedBefore">Placed before.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">How many at most.</param>
    public static Selection Newest(
        string? status = null, string? customer = null, DateTimeOffset? placedFrom = null,
        DateTimeOffset? placedBefore = null, Place? after = null, int limit = 50)
    {
        var where = new List<Criterion>();
        if (status is not null) where.Add(new Is("phase", status));
        if (customer is not null) where.Add(new Is("details.customer", customer));
        if (placedFrom is { } from) where.Add(new NotBefore(PlacedAt, Instant.Text(from)));
        if (placedBefore is { } before) where.Add(new Before(PlacedAt, Instant.Text(before)));
        return new(where, [], PlacedAt, Descending: true, after, limit);
    }
}
