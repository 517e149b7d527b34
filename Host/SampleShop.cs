using System.Globalization;
using System.Reflection;
using Tempest.Adapters.Csv;
using Tempest.Application.Commands;
using Tempest.Application.Import;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Host;

/// <summary>
/// A small wholesaler of refrigeration and air conditioning, so that a new installation has something to look at.
/// </summary>
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
            var items = kind == ImportKind.Orders
                ? CsvItems.ById(rows, kind.IdColumn)
                : CsvItems.OneEach(rows, kind.IdColumn);
            var report = await importer.RunAsync(kind, items, terms, dryRun: false,
                reject => throw new InvalidOperationException($"The sample's {kind.Name} {reject.Item.Id}: {reject.Reason}"), null, cancel);
            counts.Add($"{report.Added} {kind.Name}");
        }

        await FollowUpAsync(storage, cancel);
        return string.Join(", ", counts);
    }

    /// <summary>What became of some of the orders, so that they differ.</summary>
    private static async Task FollowUpAsync(IExecutor storage, CancellationToken cancel)
    {
        (string Order, string Day, Func<OrderId, UseCase> Ask)[] later =
        [
            ("S-1001", "2026-09-15", OrderUseCases.Approve),
            ("S-1002", "2026-10-01", OrderUseCases.Approve),
            ("S-1004", "2026-11-04", id => OrderUseCases.Cancel(id, "The compressor is no longer made")),
        ];
        foreach (var (order, day, ask) in later)
        {
            var at = new DateTimeOffset(DateOnly.Parse(day, CultureInfo.InvariantCulture), new(9, 30), TimeSpan.Zero);
            await storage.ExecuteAsync(new($"sample/{order}", day, "sample", at), ask(OrderId.Of(order)), cancel);
        }
    }
}
