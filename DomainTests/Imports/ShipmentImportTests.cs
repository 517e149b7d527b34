using Shouldly;
using Tempest.Adapters.Csv;
using Tempest.Adapters.Memory;
using Tempest.Adapters.Postgres;
using Tempest.Application.Import;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Imports;

/// <summary>Shipments from somebody's spreadsheet: where they went, when, and at what cost.</summary>
public sealed class ShipmentImportTests(TestServer server, ITestOutputHelper output)
{
    private static readonly ImportTerms Terms = new(Currency.Of("USD"), TimeZoneInfo.FindSystemTimeZoneById("America/Chicago"));

    [Fact]
    public async Task Shipments_keep_their_days_and_costs_and_go_in_once()
    {
        await using var storage = new PostgresStorage(new(await server.MigratedAsync()));
        var csv = await File.ReadAllTextAsync(Repository.File("DomainTests/Imports/Trade/shipments.csv"));

        var report = await ImportAsync(storage, csv);
        var head = await storage.HeadAsync();
        var again = await ImportAsync(storage, csv);

        (report.Added, report.Totals[Terms.Currency]).ShouldBe((3, 32.38m + 11.48m + 65.83m));
        (again.Added, again.Already, await storage.HeadAsync()).ShouldBe((0, 3, head));
        (await Shipment(storage, "801")).ShouldBeOfType<Delivered>().SignedBy.ShouldBe("Ana Ruiz");
        (await Shipment(storage, "802")).ShouldBeOfType<Shipped>().Details.Cost.Amount.ShouldBe(11.48m, "41 pounds at 0.28");
        (await Shipment(storage, "803")).ShouldBeOfType<Submitted>().Details.Consignment.Order.ShouldBe(OrderId.Of("903"));
        (await storage.HistoryAsync(ShippingStreams.Shipments.Stream("801").Stream, 1, 10)).Select(e => e.HappenedAt).ShouldBe(
        [
            new(1996, 7, 4, 5, 0, 0, TimeSpan.Zero), new(1996, 7, 16, 11, 30, 0, TimeSpan.Zero), new(1996, 7, 18, 22, 5, 0, TimeSpan.Zero),
        ]);
        (await storage.LoadAsync(ShippingStreams.Shipments.Stream("801"), new DateTimeOffset(1996, 7, 17, 0, 0, 0, TimeSpan.Zero)))
            .State.ShouldBeOfType<Shipped>();
    }

    [Fact]
    public async Task What_was_imported_waiting_is_carried_by_our_trucks()
    {
        await using var storage = new MemoryStorage();
        await ImportAsync(storage, await File.ReadAllTextAsync(Repository.File("DomainTests/Imports/Trade/shipments.csv")));
        var truck = TruckId.Of("red");
        await storage.ExecuteAsync(new("1", "", "dispatch", DateTimeOffset.UtcNow), ShippingUseCases.AddTruck(truck));
        await storage.ExecuteAsync(new("2", "", "dispatch", DateTimeOffset.UtcNow), ShippingUseCases.Assign(ShipmentId.Of("803"), truck));

        (await Shipment(storage, "803")).ShouldBeOfType<Assigned>().Truck.ShouldBe(truck);
        (await storage.SelectAsync(ShippingStreams.Shipments, ShippingQueries.OnTheRoad())).Items.Single().Stream.Id.ShouldBe("802");
    }

    /// <summary>Orders in Northwind's shape say when each was shipped; its freight is what carriage cost.</summary>
    [Theory]
    [MemberData(nameof(ImportTests.Trades), MemberType = typeof(ImportTests))]
    public async Task Orders_that_were_shipped_go_in_as_shipments_at_their_freight(string trade)
    {
        await using var storage = new PostgresStorage(new(await server.MigratedAsync()));
        const string columns = "id=orderID,order=orderID,billTo=customerID,submittedAt=orderDate,pickedUpAt=shippedDate,cost=freight,"
            + "toName=shipName,toLine1=shipAddress,toCity=shipCity,toState=shipRegion,toZip=shipPostalCode,toCountry=shipCountry";
        using var text = File.OpenText(Path.Combine(trade, "orders.csv"));
        var rows = CsvTables.Read(text, "orders.csv", ImportKind.Shipments.Columns,
            columns.Split(',').Select(pair => pair.Split('=')).ToDictionary(p => p[0], p => p[1]), "NULL", "shipAddress");
        var shipped = rows.Where(row => row.Values["pickedUpAt"] is not null).ToArray();
        var rejects = new List<Reject>();

        var report = await RunAsync(storage, CsvItems.OneEach(rows, "id"), Terms with { Pounds = 1 }, rejects);

        (report.Added, report.Rejected).ShouldBe((shipped.Length, rows.Count - shipped.Length));
        rejects.ShouldAllBe(reject => reject.Reason.StartsWith("it waits for a truck, so shipFrom.name", StringComparison.Ordinal));
        report.Totals[Terms.Currency].ShouldBe(
            shipped.Sum(row => decimal.Parse(row.Values["cost"]!, System.Globalization.CultureInfo.InvariantCulture)));
        output.WriteLine($"{report.Added} shipped, {report.Rejected} not yet, {report.Totals[Terms.Currency]} freight.");
    }

    [Theory]
    [InlineData("a,ann,2020-01-02,,2020-01-03,9", "deliveredAt is given without pickedUpAt; it waits for a truck, so shipFrom.name must name who receives; it waits")]
    [InlineData("a,ann,2020-01-02,2020-01-01,,9", "pickedUpAt is before submittedAt")]
    [InlineData("a,ann,2020-01-02,2020-01-03,2020-01-02,9", "deliveredAt is before pickedUpAt")]
    [InlineData("a,ann,2020-01-02,2999-01-01,,9", "only what has happened can be imported, not what is to come")]
    [InlineData("a,,soon,2020-01-03,,", "submittedAt 'soon' must be a date such as 1996-07-04 or 1996-07-04T08:30:00Z; weight is missing; billTo is missing")]
    [InlineData("a,ann,2020-01-02,2020-01-03,,0", "That cannot be carried: weightInPounds must be 1 to 1000000.")]
    public async Task A_bad_row_is_rejected_with_its_reason(string row, string reason)
    {
        await using var storage = new MemoryStorage();
        var rejects = new List<Reject>();

        await ImportAsync(storage, $"id,billTo,submittedAt,pickedUpAt,deliveredAt,weight\n{row}\nb,ann,2020-01-02,2020-01-03,2020-01-04,9", rejects);

        rejects.Single().Reason.ShouldStartWith(reason);
        (await Shipment(storage, "a")).ShouldBeOfType<NotSubmitted>();
        (await Shipment(storage, "b")).ShouldBeOfType<Delivered>().SignedBy.ShouldBeNull();
    }

    [Fact]
    public async Task A_dry_run_decides_every_step_of_a_row_on_what_the_step_before_leaves()
    {
        await using var storage = new PostgresStorage(new(await server.MigratedAsync()));
        var csv = await File.ReadAllTextAsync(Repository.File("DomainTests/Imports/Trade/shipments.csv"));
        await ImportAsync(storage, csv);
        await storage.ExecuteAsync(new("1", "", "dispatch", DateTimeOffset.UtcNow), ShippingUseCases.AddTruck(TruckId.Of("red")));
        await storage.ExecuteAsync(new("2", "", "dispatch", DateTimeOffset.UtcNow), ShippingUseCases.Assign(ShipmentId.Of("803"), TruckId.Of("red")));
        var head = await storage.HeadAsync();

        var rejects = new List<Reject>();
        var leftSince = csv.Replace("803,POLAR,903,1997-01-31,,,,", "803,POLAR,903,1997-01-31,1997-02-03,,,", StringComparison.Ordinal);
        var dry = await ImportAsync(storage, leftSince + "804,POLAR,,1997-01-31,1997-02-03,1997-02-04,Ana Ruiz,9,,,,,,,,,,,,\n", rejects, dryRun: true);

        (dry.Added, dry.Already, dry.Rejected, await storage.HeadAsync()).ShouldBe((1, 2, 1, head));
        rejects.Single().Item.Id.ShouldBe("803", "it went with a truck of ours, so no other has picked it up");
    }

    private static async Task<object> Shipment(IStorage storage, string id) =>
        (await storage.LoadAsync(ShippingStreams.Shipments.Stream(id))).State;

    private static Task<ImportReport> ImportAsync(IExecutor storage, string csv, List<Reject>? rejects = null, bool dryRun = false) => RunAsync(
        storage,
        CsvItems.OneEach(CsvTables.Read(new StringReader(csv), "f.csv", ImportKind.Shipments.Columns, new Dictionary<string, string>()), "id"),
        Terms, rejects, dryRun);

    private static Task<ImportReport> RunAsync(IExecutor storage, IReadOnlyList<Item> items, ImportTerms terms, List<Reject>? rejects, bool dryRun = false) =>
        new Importer(storage, TimeProvider.System).RunAsync(
            ImportKind.Shipments, items, terms, dryRun,
            reject => (rejects ?? throw new InvalidOperationException($"{reject.Item.Id}: {reject.Reason}")).Add(reject), null, default);
}
