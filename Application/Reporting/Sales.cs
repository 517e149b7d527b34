using Tempest.Domain;
using Tempest.Domain.Ordering;
using static System.FormattableString;

namespace Tempest.Application.Reporting;

/// <summary>
/// What was ordered, for how much, and what was not to be: by the day on which it was placed. An order that is cancelled brings no
/// revenue; it is counted among the cancelled, by its reason.
/// </summary>
public sealed class Sales : IProjection<OrderFacts>
{
    public const string Name = "sales";

    public const string ByDay = "by-day", ByProduct = "by-product", ByCustomer = "by-customer", ByReason = "by-reason", ByOrder = "by-order";

    public const string Orders = "orders", Revenue = "revenue", Pieces = "pieces", Cancelled = "cancelled", Value = "value";

    /// <summary>How far orders have come.</summary>
    public const string Approved = "approved", Shipped = "shipped", Completed = "completed";

    public static OrderFacts Nothing { get; } = new(null, null, 0, [], null, false, false, false);

    public static OrderFacts Learn(OrderFacts known, Told told) => told.What switch
    {
        OrderPlaced { Details: var order } =>
            known.With(order.Lines, told) with { Customer = order.Customer, PlacedAt = order.PlacedAt },
        OrderAmended amended => known.With(amended.Lines, told),
        OrderApproved => known with { IsApproved = true },
        OrderHandedOver => known with { IsShipped = true },
        OrderTakenBack => known,
        OrderCompleted => known with { IsCompleted = true },
        OrderCancelled cancelled => known with { Reason = cancelled.Reason },
        var other => throw new InvalidOperationException($"Sales does not know {other.GetType().Name}."),
    };

    public static IEnumerable<Count> CountOf(Subject subject, OrderFacts known)
    {
        if (known is not { PlacedAt: { } placedAt, Customer: { } customer, Lines: [{ Total.Currency: var currency }, ..] lines }) yield break;

        var (day, total) = (Invariant($"{placedAt.UtcDateTime:yyyy-MM-dd}"), lines.Sum(line => line.Total.Amount));
        if (known.Reason is { } reason)
        {
            yield return new(ByDay, $"{day}/{currency}", Figures.Of((Cancelled, 1), (Value, total)));
            yield return new(ByReason, $"{day}/{currency}/{Short(reason)}", Figures.Of((Cancelled, 1), (Value, total)));
            yield break;
        }

        yield return new(ByDay, $"{day}/{currency}", Figures.Of((Orders, 1), (Revenue, total), (Approved, One(known.IsApproved)),
            (Shipped, One(known.IsShipped)), (Completed, One(known.IsCompleted))));
        yield return new(ByOrder, $"{day}/{currency}/{customer}/{subject.Id}", Figures.Of((Revenue, total)));
        yield return new(ByCustomer, $"{day}/{currency}/{customer}", Figures.Of((Orders, 1), (Revenue, total)));
        foreach (var line in lines)
        {
            yield return new(ByProduct, $"{day}/{currency}/{line.Sku}",
                Figures.Of((Orders, 1), (Pieces, line.Quantity), (Revenue, line.Total.Amount)));
        }
    }

    /// <summary>Whoever writes a letter into it is found by how it begins.</summary>
    private static string Short(string reason) => reason.Length <= 100 ? reason : reason[..100];

    private static decimal One(bool holds) => holds ? 1 : 0;
}

/// <summary>What is known of an order. The lines are those that were agreed last, whichever was told last.</summary>
/// <param name="LinesAt">The order's version that they are of.</param>
/// <param name="Reason">Why it was cancelled, if it was.</param>
public sealed record OrderFacts(
    CustomerId? Customer, DateTimeOffset? PlacedAt, long LinesAt, ValueList<SoldLine> Lines, string? Reason,
    bool IsApproved, bool IsShipped, bool IsCompleted)
{
    public OrderFacts With(ValueList<OrderLine> lines, Told told) => told.Event.Version <= LinesAt
        ? this
        : this with { LinesAt = told.Event.Version, Lines = [.. lines.Select(line => new SoldLine(line.Sku, line.Quantity, line.Total))] };
}

public sealed record SoldLine(Sku Sku, int Quantity, Money Total);
