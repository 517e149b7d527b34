using System.Globalization;
using CsvHelper;
using Tempest.Application.Import;

namespace Tempest.Adapters.Csv;

/// <summary>Writes what did not go in, with where it stood and why. There is no file when all went in.</summary>
public sealed class CsvRejects(string path, IReadOnlyList<string> columns) : IDisposable
{
    private CsvWriter? csv;

    public string Path => path;

    public void Write(Reject reject)
    {
        if (csv is null)
        {
            csv = CsvWriter.ToFile(path);
            csv.WriteRecord(["line", "reason", .. columns]);
        }

        foreach (var row in reject.Item.Rows)
        {
            csv.WriteField(row.Line, default, CultureInfo.InvariantCulture);
            csv.WriteField(reject.Reason);
            foreach (var column in columns) csv.WriteField(row.Values.GetValueOrDefault(column));
            csv.EndRecord();
        }
    }

    public void Dispose() => csv?.Dispose();
}
