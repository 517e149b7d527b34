using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Reporting;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Reports;

/// <summary>Reports as JSON or CSV, and what is behind each of their figures.</summary>
internal static class ReportEndpoints
{
    private const string Missing = "report-not-found", Csv = "text/csv";

    private const string After = $"Wait until it counts all up to this position: the `{Positions.Header}` of an answer to you.";

    private static readonly string[] Offered = [Answers.HalForms, "application/json", Csv];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/api/reports").WithTags("Reports");
        reports.MapGet("", () => Answers.Page(ReportLinkRepresentation.All)).Reads<Collection<ReportLinkRepresentation>>("listReports",
            "Every report there is", "With what its figures say.", ReportExamples.Reports);
        reports.MapGet("/{report}", GetAsync).Reads<ReportRepresentation>("getReport", "A report",
            "Counted from the events in the background: `holds` says up to which of them, and when that was recorded; with `after` it waits for yours. Numbers are exact, as text. "
            + "Every row leads to what is behind it. `Accept: text/csv` gives a table.",
            ReportExamples.Report, Missing, new Dictionary<string, string> { [Csv] = ReportExamples.Csv }, tagged: false);
        reports.MapGet("/{report}/behind", BehindAsync).Reads<Collection<BehindRepresentation>>("getBehindReport", "What is behind a row of a report",
            "The orders, shipments or entries that it counts, each with its history.", ReportExamples.Behind, Missing);
    }

    private static async Task<IResult> GetAsync(
        [Description("Which, by its name.")] string report,
        [Description("The first day, in UTC; the first of all unless given.")] DateOnly? from,
        [Description("The last day, in UTC; today unless given.")] DateOnly? to,
        [Description(After)] long? after,
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        context.Response.Headers.Vary = "Accept";
        if (Negotiation.Choose(context.Request, Offered) is not { } type)
        {
            return Problems.Of("not-acceptable", StatusCodes.Status406NotAcceptable,
                $"A report comes as {string.Join(", ", Offered)}; choose one of these with Accept.");
        }

        if (await MakeAsync(report, from, to, after, storage, clock, cancel) is not { } made) return NotFound(report);
        return type == Csv ? Results.Text(ReportCsv.Of(made), "text/csv; charset=utf-8") : Answers.Show(ReportRepresentation.Of(made), tag: null);
    }

    private static async Task<IResult> BehindAsync(
        [Description("Which, by its name.")] string report,
        [Description("Which row, as its link says.")] string of,
        [Description("The first day, in UTC; the first of all unless given.")] DateOnly? from,
        [Description("The last day, in UTC; today unless given.")] DateOnly? to,
        [Description("How many at most, 1 to 500; 50 unless given.")] int? limit,
        [Description("Opaque; from the link named next.")] string? cursor,
        [Description(After)] long? after,
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (await MakeAsync(report, from, to, after, storage, clock, cancel) is not { } made) return NotFound(report);
        if (made.Rows.FirstOrDefault(row => row.Key == of) is not { } row) return Problems.NotFound(Missing, $"The report has no row '{of}'.");

        var (most, list) = (Paging.Limit(limit), $"behind {report} {of}");
        var last = Paging.After(cursor, list) is { } place ? new Subject(place.Key, place.Id) : default(Subject?);
        var found = await storage.Projections.BehindAsync(row.Projection, row.Lines, last, most + 1, cancel);
        var next = found.Count > most ? new Place(found[most - 1].Category, found[most - 1].Id) : null;
        return Paging.Answer(context, [.. found.Take(most).Select(BehindRepresentation.Showing)], next, list);
    }

    private static async Task<Report?> MakeAsync(
        string report, DateOnly? from, DateOnly? to, long? after, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (ReportBook.Find(report) is not { } kind) return null;

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var period = new Period(from ?? Period.Beginning, to ?? today, today);
        if (period.From > period.To) throw new MalformedRequestException("from", "must not be after to");
        if (after is { } position) await kind.ReachAsync(storage.Projections, position, clock, cancel);
        return await kind.OfAsync(storage.Projections, storage, period, cancel);
    }

    private static IResult NotFound(string report) => Problems.NotFound(Missing, $"There is no report '{report}'; /api/reports lists them.");
}
