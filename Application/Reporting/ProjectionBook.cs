using Tempest.Application.Accounts;
using Tempest.Application.Ordering;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;

namespace Tempest.Application.Reporting;

/// <summary>Every projection there is.</summary>
public static class ProjectionBook
{
    public static IReadOnlyList<Projection> All { get; } =
    [
        Projection.Of<Sales, OrderFacts>(Sales.Name, "Orders and revenue", StoredJson.Default.OrderFacts, OrderStreams.Orders),
        Projection.Of<Receivables, EntryFacts>(Receivables.Name, "What is owed", StoredJson.Default.EntryFacts, AccountStreams.Entries),
        Projection.Of<Deliveries, JourneyFacts>(
            Deliveries.Name, "Deliveries and carriage", StoredJson.Default.JourneyFacts, OrderStreams.Orders, ShippingStreams.Shipments),
        Projection.Of<Evidence, EvidenceFacts>(
            Evidence.Name, "Orders beside what was paid and where goods went", StoredJson.Default.EvidenceFacts,
            OrderStreams.Orders, AccountStreams.Entries, ShippingStreams.Shipments),
    ];
}
