using System.Reflection;
using Tempest.Adapters.Csv;
using Tempest.Application.Import;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Host;

/// <summary>A small wholesaler of refrigeration and air conditioning, so that a new installation has something to look at.</summary>
public static class SampleShop
{
    /// <returns>What was filled in, in words.</returns>
    public static async Task<string> FillAsync(IExecutor storage, CancellationToken cancel)
    {
        var terms = new ImportTerms(Currency.Of("USD"), TimeZoneInfo.Utc);
        var importer = new Importer(storage, TimeProvider.System);
        var counts = new List<string>();
        foreach (var kind in ImportKind.All)
        {
            using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Tempest.Host.Sample.{kind.Name}.csv")!);
            var rows = CsvTables.Read(text, $"{kind.Name}.csv", kind.Columns, new Dictionary<string, string>());
            var items = kind == ImportKind.Orders ? CsvItems.ById(rows, kind.IdColumn) : CsvItems.OneEach(rows, kind.IdColumn);
            var report = await importer.RunAsync(kind, items, terms, dryRun: false,
                reject => throw new InvalidOperationException($"The sample's {kind.Name} {reject.Item.Id}: {reject.Reason}"), null, cancel);
            counts.Add($"{report.Added} {kind.Name}");
        }

        return string.Join(", ", counts);
    }
}
