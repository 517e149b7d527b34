using System.Text;
using System.Text.Json.Serialization;
using Tempest.Application.Reporting;

namespace Tempest.Adapters.Http.Reports;

/// <summary>A report that can be asked for.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="Title">As people call it.</param>
/// <param name="Meaning">What its figures say.</param>
/// <param name="Links">Where it is.</param>
public sealed record ReportLinkRepresentation(
    string Name, string Title, string Meaning, [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static Collection<ReportLinkRepresentation> All => new(
        [.. ReportBook.All.Select(kind => new ReportLinkRepresentation(kind.Name, kind.Title, kind.Meaning, new Dictionary<string, Link>
        {
            ["report"] = new($"/api/reports/{kind.Name}{(kind.IsOfDays ? "{?from,to}" : "")}", Templated: kind.IsOfDays),
        }))], new Dictionary<string, Link> { ["self"] = new("/api/reports") });
}

/// <summary>A report.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="Title">As people call it.</param>
/// <param name="Meaning">What its figures say.</param>
/// <param name="From">The first day, in UTC, unless it is of all days.</param>
/// <param name="To">The last day, in UTC.</param>
/// <param name="Holds">What it is counted from, and how far; none when nothing was counted yet.</param>
/// <param name="Rows">In order.</param>
/// <param name="Links">This, and the other reports.</param>
public sealed record ReportRepresentation(
    string Name, string Title, string Meaning, DateOnly? From, DateOnly? To, IReadOnlyList<HoldsRepresentation> Holds,
    IReadOnlyList<ReportRowRepresentation> Rows, [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static ReportRepresentation Of(Report report)
    {
        var (kind, period) = (report.Kind, report.Period);
        var days = kind.IsOfDays ? $"from={Period.Text(period.From)}&to={Period.Text(period.To)}" : "";
        var self = $"/api/reports/{kind.Name}";
        return new(
            kind.Name, kind.Title, kind.Meaning, kind.IsOfDays ? period.From : null, kind.IsOfDays ? period.To : null,
            [.. report.Holds.Select(one => new HoldsRepresentation(one.Projection, one.Position, one.Time, one.Fault))],
            [.. report.Rows.Select(row => new ReportRowRepresentation(
                kind.Columns.Zip(row.Cells, (column, cell) => KeyValuePair.Create(column.TrimEnd('#'), cell.Text))
                    .ToDictionary(pair => pair.Key, pair => pair.Value),
                new Dictionary<string, Link> { ["behind"] = new($"{self}/behind?of={Uri.EscapeDataString(row.Key)}{(days.Length > 0 ? $"&{days}" : "")}") }))],
            new Dictionary<string, Link> { ["self"] = new(days.Length > 0 ? $"{self}?{days}" : self), ["collection"] = new("/api/reports") });
    }
}

/// <summary>How far something holds.</summary>
/// <param name="Projection">What was counted.</param>
/// <param name="Position">The last event that it counts.</param>
/// <param name="Time">When that was recorded.</param>
/// <param name="Fault">Why it goes no further, when it has stopped.</param>
public sealed record HoldsRepresentation(string Projection, long Position, DateTimeOffset? Time, string? Fault);

/// <summary>A row of a report.</summary>
/// <param name="Values">By the columns' names; numbers are exact.</param>
/// <param name="Links">What is behind it.</param>
public sealed record ReportRowRepresentation(
    IReadOnlyDictionary<string, string> Values, [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links);

/// <summary>Something that a figure counts.</summary>
/// <param name="Of">Its stream: <c>order/S-1042</c>.</param>
/// <param name="Links">Its history.</param>
public sealed record BehindRepresentation(string Of, [property: JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links)
{
    public static BehindRepresentation Showing(Subject subject) => new(subject.Stream.ToString(), new Dictionary<string, Link>
    {
        ["history"] = new(subject switch
        {
            { Category: "shipment", Id: var id } => $"/api/shipments/{id}/history",
            { Category: "entry", Id: var id } => $"/api/accounts/{id.Split('/')[0]}/history",
            { Id: var id } => $"/api/orders/{id}/history",
        }),
    });
}

/// <summary>A report as a table of text, as RFC 4180 has it; the first line names the columns, the last columns say how far it holds.</summary>
internal static class ReportCsv
{
    public static string Of(Report report)
    {
        var text = new StringBuilder();
        var holds = string.Join(' ', report.Holds.Select(one => $"{one.Projection}:{one.Position}"));
        Row([.. report.Kind.Columns.Select(column => column.TrimEnd('#')), "holds"]);
        foreach (var row in report.Rows) Row([.. row.Cells.Select(cell => cell.Number is null ? NoFormula(cell.Text) : cell.Text), holds]);
        return text.ToString();

        void Row(IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");
    }

    /// <summary>Whoever opens the table in a spreadsheet shall not run what somebody wrote into it.</summary>
    private static string NoFormula(string text) =>
        text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny("\",\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
