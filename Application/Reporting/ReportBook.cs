namespace Tempest.Application.Reporting;

/// <summary>Every report there is.</summary>
public static class ReportBook
{
    public static IReadOnlyList<ReportKind> All { get; } =
    [
        SalesReports.ByDay, SalesReports.ByProduct, SalesReports.ByCategory, SalesReports.ByCustomer,
        FinanceReports.OwedByAge, FinanceReports.Conversion, SalesReports.Cancellations,
        DeliveryReports.LeadTimes, DeliveryReports.OnTime, DeliveryReports.Carriage,
        ReviewReport.Signals,
    ];

    public static ReportKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
