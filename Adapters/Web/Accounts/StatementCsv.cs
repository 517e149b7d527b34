using System.Text;
using Tempest.Application.Accounts;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Web.Accounts;

/// <summary>A statement as a table of text, as RFC 4180 has it; the first line names the columns.</summary>
internal static class StatementCsv
{
    public static byte[] Of(Statement statement)
    {
        var text = new StringBuilder();
        Row("at", "entry", "kind", "reason", "order", "shipment", "dueOn", "change", "balance", "currency");
        foreach (var (booked, balance) in statement.Lines)
        {
            var entry = booked.Entry;
            Row(Instant.Text(entry.At), entry.Id.Value, AccountWords.Kind(entry.Kind), NoFormula(entry.Reason), entry.Bill?.Order?.Value,
                entry.Bill?.Shipment?.Value, entry.Bill is { DueOn: var due } ? AccountPages.Day(due) : null, entry.Effect.AmountText,
                balance.AmountText, balance.Currency.Code);
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        void Row(params string?[] cells) => text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");
    }

    /// <summary>Whoever opens the table in a spreadsheet shall not run what somebody wrote into it.</summary>
    private static string NoFormula(string text) =>
        text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;

    private static string Quoted(string? cell) => cell is null ? ""
        : cell.AsSpan().IndexOfAny("\",\r\n") < 0 ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
