using CsvHelper;
using Tempest.Application.Import;

namespace Tempest.Adapters.Csv;

/// <summary>A file that cannot be imported at all, and why.</summary>
public sealed class CsvFileException : Exception
{
    public CsvFileException(string message) : base(message) { }

    public CsvFileException(string message, Exception inner) : base(message, inner) { }

    public CsvFileException() { }
}

/// <summary>Reads tables from CSV files with a header, under our names for their columns.</summary>
public static class CsvTables
{
    /// <param name="text">The file; its separator is found out.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="known">The columns that are looked for.</param>
    /// <param name="columns">Our name to the file's, where they differ.</param>
    /// <param name="nullText">What stands for no value, besides nothing at all.</param>
    /// <param name="commasIn">
    /// The file's column whose values may hold separators without quotation marks: what a row has too many belongs there.
    /// </param>
    /// <exception cref="CsvFileException">The file has no header, or not the columns that were named.</exception>
    public static IReadOnlyList<Row> Read(
        TextReader text, string file, IReadOnlyList<string> known, IReadOnlyDictionary<string, string> columns,
        string? nullText = null, string? commasIn = null)
    {
        var broken = new Dictionary<long, string>();
        using var csv = CsvReader.Create(text, CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            TrimWhitespace = true,
            OnMalformedRecord = bad => broken[bad.LineNumber] = Words(bad.Reason),
        });
        csv.ReadHeader();
        var header = csv.Headers;
        if (header.Count == 0) throw new CsvFileException($"{file} is empty; its first line names the columns.");

        var absent = columns.Values.Concat(commasIn is null ? [] : [commasIn]).Except(header, StringComparer.Ordinal).ToArray();
        if (absent.Length > 0)
            throw new CsvFileException(
                $"{file} has no column {string.Join(", ", absent)}; it has {string.Join(", ", header)}.");

        var open = commasIn is null ? -1 : header.ToList().IndexOf(commasIn);
        var places = known
            .Select(column => (Column: column, Place: header.ToList().IndexOf(columns.GetValueOrDefault(column, column))))
            .Where(found => found.Place >= 0).ToArray();
        var rows = new List<Row>();
        while (csv.Read())
        {
            var surplus = open < 0 ? 0 : Math.Max(0, csv.FieldCount - header.Count);
            var values = places.ToDictionary(
                found => found.Column,
                found => Value(csv, found.Place, open, surplus) is { Length: > 0 } value && value != nullText
                    ? value
                    : null);
            var fault = csv.FieldCount - surplus == header.Count
                ? null
                : $"has {csv.FieldCount} values where the header names {header.Count}";
            rows.Add(new(csv.LineNumber, values, broken.GetValueOrDefault(csv.LineNumber) ?? fault));
        }

        return rows;
    }

    private static string? Value(CsvReader csv, int place, int open, int surplus)
    {
        if (place == open && surplus > 0)
            return string.Join(", ", Enumerable.Range(place, surplus + 1).Select(csv.GetString));

        var shifted = place > open ? place + surplus : place;
        return shifted < csv.FieldCount ? csv.GetString(shifted) : null;
    }

    private static string Words(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "a quotation mark stands inside a value that does not begin with one",
        CsvMalformedReason.TextAfterClosingQuote => "there is text after a closing quotation mark",
        CsvMalformedReason.UnterminatedQuote => "a quotation mark is never closed",
        _ => "it is no CSV",
    };
}
