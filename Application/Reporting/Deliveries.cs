using Tempest.Domain;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;
using static System.FormattableString;

namespace Tempest.Application.Reporting;

/// <summary>How long orders and shipments take from stage to stage, whether they come in time, and what carriage costs.</summary>
public sealed class Deliveries : IProjection<JourneyFacts>
{
    public const string Name = "deliveries";

    public const string Stages = "stages", Promises = "promises", Carriage = "carriage";

    public const string Number = "number", InTime = "in-time", Shipments = "shipments", Pounds = "pounds", Cost = "cost";

    /// <summary>From which moment to which, in the order in which they come.</summary>
    public static IReadOnlyList<(string From, string To)> Measured { get; } =
    [
        ("placed", "approved"), ("approved", "handed-over"), ("placed", "received"),
        ("submitted", "assigned"), ("assigned", "shipped"), ("shipped", "delivered"),
    ];

    public static JourneyFacts Nothing { get; } = new([], null, null, 0, false);

    public static JourneyFacts Learn(JourneyFacts known, Told told) => told.What switch
    {
        OrderPlaced { Details: var order } => known.Reached("placed", order.PlacedAt) with { RequiredBy = order.RequiredBy },
        OrderApproved => known.Reached("approved", told.Event.HappenedAt),
        OrderHandedOver => known.Reached("handed-over", told.Event.HappenedAt),
        OrderCompleted completed => known.Reached("received", completed.DeliveredAt),
        ShipmentSubmitted { Details: var shipment } =>
            known.Reached("submitted", shipment.SubmittedAt) with { Cost = shipment.Cost, Pounds = shipment.Consignment.WeightInPounds },
        TruckAssigned => known.Reached("assigned", told.Event.HappenedAt),
        ShipmentShipped shipped => known.Reached("shipped", shipped.At),
        ShipmentDelivered delivered => known.Reached("delivered", delivered.At),
        ShipmentCancelled => known with { IsCancelled = true },
        OrderAmended or OrderTakenBack or OrderCancelled or TruckReassigned => known,
        var other => throw new InvalidOperationException($"Deliveries does not know {other.GetType().Name}."),
    };

    public static IEnumerable<Count> CountOf(Subject subject, JourneyFacts known)
    {
        foreach (var (from, to) in Measured)
        {
            if (known[from] is { } begun && known[to] is { } ended)
                yield return new(Stages, $"{Day(ended)}/{from}/{to}/{Minutes(ended - begun)}", Figures.Of((Number, 1)));
        }

        if (known["received"] is { } received && known.RequiredBy is { } by)
        {
            var inTime = DateOnly.FromDateTime(received.UtcDateTime) <= by;
            yield return new(Promises, $"{Day(received)}/{(inTime ? "yes" : "no")}", Figures.Of((Number, 1), (InTime, inTime ? 1 : 0)));
        }

        if (known is { Cost: { } cost, IsCancelled: false } && known["submitted"] is { } submitted)
        {
            yield return new(Carriage, $"{Day(submitted)}/{cost.Currency}",
                Figures.Of((Shipments, 1), (Pounds, known.Pounds), (Cost, cost.Amount)));
        }
    }

    private static string Day(DateTimeOffset at) => Invariant($"{at.UtcDateTime:yyyy-MM-dd}");

    /// <summary>To three digits, so that there are not as many lines as deliveries; with zeros before, so that they sort.</summary>
    private static string Minutes(TimeSpan took)
    {
        var (minutes, unit) = (Math.Max(0, took.Ticks / TimeSpan.TicksPerMinute), 1L);
        while (minutes / unit >= 1_000) unit *= 10;
        return Invariant($"{minutes / unit * unit:D9}");
    }
}

/// <summary>What is known of an order's or a shipment's way.</summary>
/// <param name="Moments">When it first came to each stage, by the stage's name.</param>
public sealed record JourneyFacts(ValueList<StageReached> Moments, DateOnly? RequiredBy, Money? Cost, decimal Pounds, bool IsCancelled)
{
    public DateTimeOffset? this[string stage] => Moments.FirstOrDefault(moment => moment.Stage == stage)?.At;

    public JourneyFacts Reached(string stage, DateTimeOffset at) => this[stage] <= at ? this : this with
    {
        Moments = [.. Moments.Where(moment => moment.Stage != stage).Append(new(stage, at)).OrderBy(moment => moment.Stage, StringComparer.Ordinal)],
    };
}

public sealed record StageReached(string Stage, DateTimeOffset At);
