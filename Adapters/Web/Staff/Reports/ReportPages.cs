using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Web.Staff.Reports;

/// <summary>Reports to look at: each figure says how far it holds and leads to what is behind it.</summary>
internal static class ReportPages
{
    public const string At = "/staff/reports";

    private const int AtOnce = 100;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(At, () => Views.Show<ReportsPage>(ReportBook.All)).WithName("staffReportsPage");
        pages.MapGet($"{At}/{{report}}", ShowAsync).WithName("staffReportPage");
        pages.MapGet($"{At}/{{report}}/csv", CsvAsync).WithName("staffReportCsv");
        pages.MapGet($"{At}/{{report}}/behind", BehindAsync).WithName("staffBehindReportPage");
    }

    private static async Task<IResult> ShowAsync(
        string report, string? from, string? to, IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        await MakeAsync(report, from, to, storage, clock, cancel) is { } made ? Views.Show<ReportPage>(made) : Missing(report);

    private static async Task<IResult> CsvAsync(
        string report, string? from, string? to, IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        await MakeAsync(report, from, to, storage, clock, cancel) is { } made
            ? Results.File(Encoding.UTF8.GetBytes(ReportWords.Csv(made)), "text/csv; charset=utf-8", $"{report}.csv")
            : Missing(report);

    private static async Task<IResult> BehindAsync(
        string report, string? of, string? from, string? to, string? after, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (await MakeAsync(report, from, to, storage, clock, cancel) is not { } made) return Missing(report);
        if (made.Rows.FirstOrDefault(row => row.Key == of) is not { } row) return Views.Missing("The report has no such row any more.");

        var last = Paging.After(after) is { } place ? new Subject(place.Key, place.Id) : default(Subject?);
        var found = await storage.Projections.BehindAsync(row.Projection, row.Lines, last, AtOnce + 1, cancel);
        var shown = found.Take(AtOnce).ToArray();
        return Views.Show<BehindPage>(new BehindModel(made, row, shown, last is null,
            found.Count > AtOnce ? new Place(shown[^1].Category, shown[^1].Id) : null));
    }

    /// <summary>Days that cannot be read are none: it is a page to look at, and shows which it took.</summary>
    private static async Task<Report?> MakeAsync(
        string report, string? from, string? to, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (ReportBook.Find(report) is not { } kind) return null;

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var period = new Period(Day(from) ?? Period.Beginning, Day(to) ?? today, today);
        return await kind.OfAsync(storage.Projections, storage, period, cancel);
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static IResult Missing(string report) => Views.Missing($"There is no report {report}.");
}

public sealed record BehindModel(Report Report, ReportRow Row, IReadOnlyList<Subject> Subjects, bool IsFirst, Place? Next);
