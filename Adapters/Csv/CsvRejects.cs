using System.Globalization;
using CsvHelper;
using Tempest.Application.Import;

namespace Tempest.Adapters.Csv;

/// <summary>Writes what did not go in, with where it stood and why. There is no file when all went in.</summary>
public sealed class CsvRejects(string path, IReadOnlyList<string> columns) : IDisposable
{
    private const string Mark = "line,reason,";

    private CsvWriter? csv;

    public string Path => path;

    public void Write(Reject reject)
    {
        if (csv is null)
        {
            csv = CsvWriter.ToFile(path);
            csv.WriteRecord([.. Mark.TrimEnd(',').Split(','), .. columns]);
        }

        foreach (var row in reject.Item.Rows)
        {
            csv.WriteField(row.Line, default, CultureInfo.InvariantCulture);
            csv.WriteField(reject.Reason);
            foreach (var column in columns) csv.WriteField(row.Values.GetValueOrDefault(column));
            csv.EndRecord();
        }
    }

    /// <summary>Rejects of an earlier import, now that there are none, would only mislead.</summary>
    public void Dispose()
    {
        if (csv is not null) csv.Dispose();
        else if (File.Exists(path) && File.ReadLines(path).FirstOrDefault()?.StartsWith(Mark, StringComparison.Ordinal) is true) File.Delete(path);
    }
}
