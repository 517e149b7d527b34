using System.Globalization;
using System.Reflection;
using Tempest.Adapters.Csv;
using Tempest.Application.Commands;
using Tempest.Application.Import;
using Tempest.Application.Policies;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Host;

/// <summary>
/// A small wholesaler of refrigeration and air conditioning, so that a new installation has something to look at.
/// </summary>
public static class SampleShop
{
    /// <returns>What was filled in, in words.</returns>
    public static async Task<string> FillAsync(IStorage storage, CancellationToken cancel)
    {
        var terms = new ImportTerms(Currency.Of("USD"), TimeZoneInfo.Utc);
        var importer = new Importer(storage, new Afterwards());
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

    /// <summary>What became of some of the orders and shipments, so that they differ.</summary>
    private static async Task FollowUpAsync(IStorage storage, CancellationToken cancel)
    {
        var (truck, shipment) = (TruckId.Of("T-1"), ShipmentId.Of("G-2003"));
        (string Name, string Day, Lookup Asked)[] later =
        [
            ("S-1003", "2026-11-03", OrdersOnCredit.Approve(OrderId.Of("S-1003"))),
            ("S-1004", "2026-11-04", OrdersOnCredit.Cancel(OrderId.Of("S-1004"), "The compressor is no longer made")),
            ("T-1", "2026-11-02", ShippingUseCases.AddTruck(truck)),
            ("T-2", "2026-11-02", ShippingUseCases.AddTruck(TruckId.Of("T-2"))),
            ("T-3", "2026-11-02", ShippingUseCases.AddTruck(TruckId.Of("T-3"))),
            ("T-3/brakes", "2026-11-10", ShippingUseCases.TakeOutOfService(TruckId.Of("T-3"), "Brakes")),
            ("G-2003/assign", "2026-11-13", ShippingUseCases.Assign(shipment, truck)),
            ("G-2003/ship", "2026-11-14", ShippingUseCases.Ship(shipment, At("2026-11-14"))),
        ];
        foreach (var (name, day, asked) in later)
        {
            if (await storage.ExecuteAsync(new($"sample/{name}", day, "sample", At(day)), asked, cancel) is not Done)
                throw new InvalidOperationException($"The sample's {name} was refused.");
        }
    }

    private static DateTimeOffset At(string day) =>
        new(DateOnly.Parse(day, CultureInfo.InvariantCulture), new(9, 30), TimeSpan.Zero);

    /// <summary>The sample has happened, whatever the machine's clock says.</summary>
    private sealed class Afterwards : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => At("2026-12-01");
    }
}
