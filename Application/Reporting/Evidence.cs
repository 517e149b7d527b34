using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;
using static System.FormattableString;

namespace Tempest.Application.Reporting;

/// <summary>
/// What no department sees for itself: what an account stood at when an order was cancelled, and whether goods went where the
/// order said when it was approved.
/// </summary>
public sealed class Evidence : IProjection<EvidenceFacts>
{
    public const string Name = "evidence";

    public const string Agreed = "agreed", Sent = "sent", Cancelled = "cancelled", Moved = "moved";

    public const string Number = "number", Value = "value", Amount = "amount";

    public static EvidenceFacts Nothing { get; } = new(null, 0, null, null, null, null, false, null, null);

    public static EvidenceFacts Learn(EvidenceFacts known, Told told) => told.What switch
    {
        OrderPlaced { Details: var order } => known.With(order.Lines, told) with { Customer = order.Customer, ShipTo = order.ShipTo },
        OrderAmended amended => known.With(amended.Lines, told),
        OrderApproved => known with { IsApproved = true },
        OrderCancelled or ShipmentCancelled => known with { CancelledAt = told.Event.HappenedAt },
        ShipmentSubmitted { Details: { Consignment: var carried } shipment } =>
            known with { Carries = carried.Order, ShipTo = carried.ShipTo, SubmittedAt = shipment.SubmittedAt },
        EntryBooked booked => known with { Entry = booked.Entry },
        OrderHandedOver or OrderTakenBack or OrderCompleted or TruckAssigned or TruckReassigned or ShipmentShipped or ShipmentDelivered
            or EntryUndone => known,
        var other => throw new InvalidOperationException($"Evidence does not know {other.GetType().Name}."),
    };

    public static IEnumerable<Count> CountOf(Subject subject, EvidenceFacts known) => known switch
    {
        { Entry: { } entry } => [new(Moved, $"{entry.Effect.Currency}/{entry.Account}/{MomentOf(entry.At)}/{entry.Id}", Figures.Of((Amount, entry.Effect.Amount)))],
        { Carries: { } order, SubmittedAt: { } at, ShipTo: { } to, CancelledAt: null } =>
            [new(Sent, $"{DayOf(at)}/{order}/{DigestOf(to)}/{subject.Id}", Figures.Of((Number, 1)))],
        { Customer: { } customer, Total: { } total, ShipTo: { } to } => CountOf(subject.Id, customer, total, to, known),
        _ => [],
    };

    /// <summary>As keys have it: moments are in order as their texts are.</summary>
    private static string MomentOf(DateTimeOffset at) => Invariant($"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}");

    private static IEnumerable<Count> CountOf(string order, CustomerId customer, Money total, Address to, EvidenceFacts known)
    {
        var figures = Figures.Of((Number, 1), (Value, total.Amount));
        if (known.IsApproved) yield return new(Agreed, $"{order}/{total.Currency}/{customer}/{DigestOf(to)}", figures);
        if (known.CancelledAt is { } at) yield return new(Cancelled, $"{DayOf(at)}/{total.Currency}/{customer}/{MomentOf(at)}/{order}", figures);
    }

    private static string DayOf(DateTimeOffset at) => Invariant($"{at.UtcDateTime:yyyy-MM-dd}");

    /// <summary>Addresses are as long as people write them, and keys are not.</summary>
    private static string DigestOf(Address to) => Digest.Of(to.ToString())[..16];
}

/// <summary>What is known of an order, of a shipment or of an entry; each has its part of it.</summary>
/// <param name="TotalAt">The order's version that the total is of.</param>
/// <param name="Carries">Whose goods a shipment carries, if they were ordered here.</param>
public sealed record EvidenceFacts(
    CustomerId? Customer, long TotalAt, Money? Total, Address? ShipTo, OrderId? Carries, DateTimeOffset? SubmittedAt,
    bool IsApproved, DateTimeOffset? CancelledAt, Entry? Entry)
{
    public EvidenceFacts With(ValueList<OrderLine> lines, Told told) => told.Event.Version <= TotalAt
        ? this
        : this with { TotalAt = told.Event.Version, Total = lines.Select(line => line.Total).Aggregate(Money.Add) };
}
