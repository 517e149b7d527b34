using System.Globalization;
using System.Text;
using Tempest.Application.Reporting;

namespace Tempest.Adapters.Web.Staff.Reports;

/// <summary>Reports as people read them.</summary>
internal static class ReportWords
{
    /// <summary><c>p50-hours#</c> is "P50 hours".</summary>
    public static string Label(string column)
    {
        var words = column.TrimEnd('#').Replace('-', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string Cell(ReportCell cell) => cell switch
    {
        { Money: { } money } => Words.Amount(money),
        { Number: { } number } => number.ToString("#,0.####", CultureInfo.InvariantCulture).Replace('-', '−'),
        _ => cell.Text,
    };

    public static string AddressOf(Report report, string? tail = null, params IEnumerable<(string Name, string? Value)> besides) => Paging.Address(
        $"{ReportPages.At}/{report.Kind.Name}{tail}", [.. besides, .. Days(report)]);

    public static string HistoryOf(Subject subject) => subject switch
    {
        { Category: "shipment", Id: var id } => $"/staff/shipments/{id}",
        { Category: "entry", Id: var id } => $"/staff/accounts/{id.Split('/')[0]}",
        { Id: var id } => $"/staff/orders/{id}",
    };

    public static string Csv(Report report)
    {
        var text = new StringBuilder();
        Row(report.Kind.Columns.Select(column => column.TrimEnd('#')));
        foreach (var row in report.Rows) Row(row.Cells.Select(cell => cell.Number is null ? NoFormula(cell.Text) : cell.Text));
        return text.ToString();

        void Row(IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");
    }

    private static IEnumerable<(string Name, string? Value)> Days(Report report) => !report.Kind.IsOfDays ? [] :
    [
        ("from", report.Period.From == Period.Beginning ? null : Period.Text(report.Period.From)),
        ("to", report.Period.To == report.Period.Today ? null : Period.Text(report.Period.To)),
    ];

    /// <summary>Whoever opens the table in a spreadsheet shall not run what somebody wrote into it.</summary>
    private static string NoFormula(string text) =>
        text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny("\",\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
