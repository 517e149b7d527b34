using Tempest.Application.Reporting;
using Tempest.Domain;

namespace Tempest.Adapters.Http.Reports;

/// <summary>Example answers, shown by the very code that shows the real ones.</summary>
internal static class ReportExamples
{
    public const string Name = "revenue-by-day", Row = "2026-03-31 · USD";

    private static readonly DateOnly First = new(2026, 3, 1), Last = new(2026, 3, 31);

    private static readonly Report Sample = new(
        ReportBook.Find(Name)!, new(First, Last, Last),
        [new(["2026-03-31", "USD", 2m, new Money(1567.50m, Currency.Of("USD")), 0m, new Money(0, Currency.Of("USD"))], Sales.Name, [])],
        [new(Sales.Name, 1, "", GenerationState.Live, 42, Examples.PlacedAt, false, null, Examples.PlacedAt, Examples.PlacedAt)]);

    public static string Reports => Examples.Json(
        ReportLinkRepresentation.All with { Items = [.. ReportLinkRepresentation.All.Items.Take(2)] }, WireJson.Shown.CollectionReportLinkRepresentation);

    public static string Report => Examples.Json(ReportRepresentation.Of(Sample), WireJson.Shown.ReportRepresentation);

    public static string Csv => ReportCsv.Of(Sample);

    public static string Behind => Examples.Page(
        BehindRepresentation.Showing(new("order", Examples.OrderId)), $"/api/reports/{Name}/behind?of={Uri.EscapeDataString(Row)}",
        WireJson.Shown.CollectionBehindRepresentation);
}
