using Tempest.Application.Ordering;
using Tempest.Application.Storage;

namespace Tempest.Application.Reporting;

/// <summary>Every projection there is.</summary>
public static class ProjectionBook
{
    public static IReadOnlyList<Projection> All { get; } =
    [
        Projection.Of<Sales, OrderFacts>(Sales.Name, "Orders and revenue", StoredJson.Default.OrderFacts, OrderStreams.Orders),
    ];
}
