using Tempest.Application.Reporting;

namespace Tempest.DomainTests.Levels;

public sealed partial class ApplicationTempest
{
    /// <summary>Another projector may be at it: then it is carried on by that one.</summary>
    public async Task CountAsync()
    {
        var head = await storage.HeadAsync();
        var projector = new Projector(storage, storage.Projections, ProjectionBook.All, TimeProvider.System);
        do await projector.CatchUpAsync();
        while ((await storage.Projections.GenerationsAsync()).Any(one => one.State is GenerationState.Live && one.Position < head));
    }

    public async Task<ReportView> ReportAsync(string report, DateOnly? from = null, DateOnly? to = null)
    {
        var made = await MakeAsync(report, from, to);
        return new(made.Holds.Min(one => one.Position), [.. made.Rows.Select(row => made.Kind.Columns.Zip(row.Cells)
            .ToDictionary(pair => pair.First.TrimEnd('#'), pair => pair.Second.Text))]);
    }

    public async Task<IReadOnlyList<string>> BehindAsync(string report, string row)
    {
        var found = (await MakeAsync(report, null, null)).Rows.First(one => one.Cells[0].Text == row);
        return [.. (await storage.Projections.BehindAsync(found.Projection, found.Lines, null, 500)).Select(one => one.Stream.ToString())];
    }

    private Task<Report> MakeAsync(string report, DateOnly? from, DateOnly? to)
    {
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        return ReportBook.Find(report)!.OfAsync(storage.Projections, storage, new(from ?? Period.Beginning, to ?? today, today));
    }
}
