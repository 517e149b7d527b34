using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>A statement as a table of text, and as a page to print.</summary>
internal static class StatementText
{
    private const string Style = """
        body { font: 11pt/1.4 Georgia, serif; margin: 2rem auto; padding: 0 1rem; max-width: 24cm; color: #111; background: #fff }
        h1 { font-size: 16pt; margin: 0 } p { margin: .3em 0 1.5em }
        table { border-collapse: collapse; width: 100% } caption { text-align: left; font-weight: bold; padding: .5em 0 }
        th, td { padding: .25em .5em; text-align: left; vertical-align: top; border-bottom: 1px solid #ccc }
        .sum { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums } time { white-space: nowrap } .total * { font-weight: bold }
        @media print { body { margin: 0; padding: 0; max-width: none } thead { display: table-header-group } tr { break-inside: avoid } }
        """;

    /// <summary>As RFC 4180 has it; the first line names the columns.</summary>
    public static string Csv(StatementRepresentation statement)
    {
        var text = new StringBuilder();
        Row("at", "entry", "kind", "reason", "order", "shipment", "dueOn", "undoes", "undoneBy", "change", "balance",
            "currency");
        foreach (var line in statement.Lines)
        {
            Row(Application.Storage.Instant.Text(line.At), line.EntryId, line.Kind, NoFormula(line.Reason), line.OrderId,
                line.ShipmentId, Day(line.DueOn), line.Undoes, string.Join(' ', line.UndoneBy ?? []), line.Change.Amount,
                line.Balance.Amount, line.Balance.Currency);
        }

        return text.ToString();

        void Row(params string?[] cells) => text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");
    }

    public static string Page(StatementRepresentation statement)
    {
        var page = new StringBuilder();
        var (whose, currency) = (statement.Holder ?? statement.Account, statement.Opening.Currency);
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Statement of {Html(whose)}, {Day(statement.From)} to {Day(statement.To)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            <h1>Statement of account</h1>
            <p>{Html(whose)}, account {Html(statement.Account)}, {Day(statement.From)} to {Day(statement.To)} (UTC)</p>
            <table>
            <caption>All amounts in {currency}; a balance below zero is owed.</caption>
            <thead>
            <tr>
            <th scope="col">Day</th><th scope="col">Entry</th><th scope="col">What for</th>
            <th scope="col" class="sum">Change</th><th scope="col" class="sum">Balance</th>
            </tr>
            </thead>
            <tbody>
            <tr class="total"><th scope="row" colspan="4">Balance before</th><td class="sum">{statement.Opening.Amount}</td></tr>

            """);
        foreach (var line in statement.Lines)
        {
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr>
                <td><time>{line.At.UtcDateTime:yyyy-MM-dd}</time></td><td>{Html(Named(line))}</td><td>{Html(Told(line))}</td>
                <td class="sum">{line.Change.Amount}</td><td class="sum">{line.Balance.Amount}</td>
                </tr>

                """);
        }

        return page.Append(CultureInfo.InvariantCulture, $"""
            <tr class="total"><th scope="row" colspan="4">Balance after</th><td class="sum">{statement.Closing.Amount}</td></tr>
            </tbody>
            </table>
            </main>
            </body>
            </html>

            """).ToString();
    }

    private static string Named(StatementLineRepresentation line) =>
        $"{char.ToUpperInvariant(line.Kind[0])}{line.Kind[1..]} {line.EntryId}";

    private static string Told(StatementLineRepresentation line) => string.Join("; ", new[]
    {
        line.Reason,
        line.DueOn is { } day ? $"due {Day(day)}" : null,
        line.OrderId is { } order ? $"order {order}" : null,
        line.ShipmentId is { } shipment ? $"shipment {shipment}" : null,
        line.Undoes is { } undoes ? $"undoes {undoes}" : null,
        line.UndoneBy is { } by ? $"undone by {string.Join(", ", by)}" : null,
    }.OfType<string>());

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Whoever opens the table in a spreadsheet shall not run what somebody wrote into it.</summary>
    private static string NoFormula(string text) =>
        text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;

    private static string Quoted(string? cell) => cell is null ? ""
        : cell.AsSpan().IndexOfAny("\",\r\n") < 0 ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
