using System.Globalization;
using Shouldly;
using Tempest.Adapters.Csv;
using Tempest.Adapters.Memory;
using Tempest.Adapters.Postgres;
using Tempest.Application.Import;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Imports;

/// <summary>
/// A whole trade is taken in from other people's files, with their headers, their dates and their missing quotation marks;
/// then everything is counted against the files themselves. The real Northwind is tried too, where it stands beside the project.
/// </summary>
public sealed class ImportTests(TestServer server)
{
    private static readonly ImportTerms Terms = new(Currency.Of("USD"), TimeZoneInfo.FindSystemTimeZoneById("America/Chicago"), DiscountIsFraction: true);

    public static TheoryData<string> Trades() =>
        [.. new[] { Repository.File("DomainTests/Imports/Trade"), Repository.File("../shared/data/northwind") }.Where(Directory.Exists)];

    [Theory]
    [MemberData(nameof(Trades))]
    public async Task Everything_goes_in_once_and_adds_up(string trade)
    {
        await using var storage = new PostgresStorage(new(await server.MigratedAsync()));
        var files = new TradeFiles(trade);

        (await ImportAsync(storage, ImportKind.Products, files.Products)).Added.ShouldBe(files.Count("products.csv"));
        (await ImportAsync(storage, ImportKind.Customers, files.Customers)).Added.ShouldBe(files.Count("customers.csv"));
        var report = await ImportAsync(storage, ImportKind.Orders, files.Orders);
        var head = await storage.HeadAsync();
        var again = await ImportAsync(storage, ImportKind.Orders, files.Orders);

        report.Added.ShouldBe(files.Count("orders.csv"));
        report.Totals[Terms.Currency].ShouldBe(files.Total);
        (again.Added, again.Already, await storage.HeadAsync()).ShouldBe((0, report.Added, head));
        again.Totals[Terms.Currency].ShouldBe(files.Total);
    }

    [Theory]
    [MemberData(nameof(Trades))]
    public async Task Orders_keep_their_dates_and_rebuild_from_their_events(string trade)
    {
        await using var storage = new PostgresStorage(new(await server.MigratedAsync()));
        var files = new TradeFiles(trade);
        await ImportAsync(storage, ImportKind.Products, files.Products);
        await ImportAsync(storage, ImportKind.Customers, files.Customers);
        await ImportAsync(storage, ImportKind.Orders, files.Orders);
        await storage.FlushAsync();

        var before = await AllAsync(storage);
        await storage.DiscardAsync(OrderStreams.Orders);
        var after = await AllAsync(storage);

        before.Count.ShouldBe(files.Count("orders.csv"));
        after.ShouldBe(before);
        var noon = new DateTimeOffset(1996, 7, 4, 12, 0, 0, TimeSpan.Zero);
        foreach (var order in before.Values.OfType<PlacedOrder>().Where(o => o.Details.PlacedAt < noon))
            order.Details.PlacedAt.ShouldBe(new DateTimeOffset(1996, 7, 4, 5, 0, 0, TimeSpan.Zero), "midnight in Chicago is five in UTC");
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_tells_what_would_be()
    {
        await using var storage = new MemoryStorage();
        var files = new TradeFiles(Repository.File("DomainTests/Imports/Trade"));

        var report = await new Importer(storage, TimeProvider.System).RunAsync(
            ImportKind.Products, files.Products, Terms, dryRun: true, _ => { }, null, default);

        (report.Added, await storage.HeadAsync()).ShouldBe((4, 0));
    }

    [Fact]
    public async Task What_was_imported_and_has_changed_since_in_the_file_is_left_as_it_is()
    {
        await using var storage = new MemoryStorage();
        await ImportAsync(storage, ImportKind.Customers, Items(ImportKind.Customers, "id,name\npolar,Polar Foods\n"));
        var rejects = new List<Reject>();

        await ImportAsync(storage, ImportKind.Customers, Items(ImportKind.Customers, "id,name\npolar,Solar Foods\n"), rejects);

        rejects.Single().Reason.ShouldBe("was imported before with other values; what is there was left as it is");
    }

    [Fact]
    public async Task What_was_refused_and_is_mended_goes_in()
    {
        await using var storage = new MemoryStorage();
        var rejects = new List<Reject>();
        await ImportAsync(storage, ImportKind.Products, Items(ImportKind.Products, "sku,name,price\nA1,Valve,10.005\n"), rejects);

        var mended = await ImportAsync(storage, ImportKind.Products, Items(ImportKind.Products, "sku,name,price\nA1,Valve,10.05\n"));

        rejects.Single().Reason.ShouldStartWith("A price is zero or more");
        mended.Added.ShouldBe(1);
    }

    [Fact]
    public async Task An_order_refused_for_want_of_its_customer_goes_in_once_the_customer_has()
    {
        await using var storage = new MemoryStorage();
        const string order = "id,customer,placedAt,sku,quantity,price,shipTo,line1,city\nO1,polar,1996-07-04,A1,1,1.00,Polar,1 Dock,Omaha\n";
        await ImportAsync(storage, ImportKind.Products, Items(ImportKind.Products, "sku,name,price\nA1,Valve,1.00\n"));
        var rejects = new List<Reject>();
        await ImportAsync(storage, ImportKind.Orders, Items(ImportKind.Orders, order), rejects);
        await ImportAsync(storage, ImportKind.Customers, Items(ImportKind.Customers, "id,name\npolar,Polar Foods\n"));

        rejects.Single().Reason.ShouldContain("no customer polar");
        (await ImportAsync(storage, ImportKind.Orders, Items(ImportKind.Orders, order))).Added.ShouldBe(1);
    }

    [Fact]
    public async Task Orders_know_their_past_shipments_and_nothing_is_asked_for_by_itself()
    {
        await using var storage = new MemoryStorage(new(), TimeProvider.System, policies: PolicyBook.All(TradeTerms.Usual));
        await ImportAsync(storage, ImportKind.Products, Items(ImportKind.Products, "sku,name,price\nA1,Valve,1.00\n"));
        await ImportAsync(storage, ImportKind.Customers, Items(ImportKind.Customers, "id,name\npolar,Polar Foods\n"));
        await ImportAsync(storage, ImportKind.Orders, Items(ImportKind.Orders, "id,customer,placedAt,sku,quantity,price,shipTo,line1,city\n"
            + "O1,polar,1996-07-04,A1,1,1.00,Polar,1 Dock,Omaha\nO2,polar,1996-07-04,A1,1,1.00,Polar,1 Dock,Omaha\n"));
        await ImportAsync(storage, ImportKind.Shipments, Items(ImportKind.Shipments, "id,billTo,order,submittedAt,pickedUpAt,deliveredAt,weight\n"
            + "G1,polar,O1,1996-07-05,1996-07-06,1996-07-07,5\nG2,polar,O2,1996-07-05,1996-07-06,,5\nG3,polar,O1,1996-07-05,1996-07-06,,5\n"));

        (await Order("O1")).ShouldBeOfType<CompletedOrder>().Shipment.Value.ShouldBe("G1");
        (await Order("O2")).ShouldBeOfType<OrderInShipping>().Shipment.Value.ShouldBe("G2");
        (await storage.ListAsync(AskedBy.Policies, null, 0, 10)).ShouldBeEmpty();

        async Task<object> Order(string id) => (await storage.LoadAsync(OrderStreams.Orders.Stream(id))).State;
    }

    [Fact]
    public async Task An_order_with_several_past_shipments_is_told_of_the_first_in_the_file()
    {
        await using var storage = new MemoryStorage();
        var orders = Enumerable.Range(0, 100).ToArray();
        await ImportAsync(storage, ImportKind.Products, Items(ImportKind.Products, "sku,name,price\nA1,Valve,1.00\n"));
        await ImportAsync(storage, ImportKind.Customers, Items(ImportKind.Customers, "id,name\npolar,Polar Foods\n"));
        await ImportAsync(storage, ImportKind.Orders, Items(ImportKind.Orders, "id,customer,placedAt,sku,quantity,price,shipTo,line1,city\n"
            + string.Concat(orders.Select(n => $"O{n},polar,1996-07-04,A1,1,1.00,Polar,1 Dock,Omaha\n"))));
        await ImportAsync(storage, ImportKind.Shipments, Items(ImportKind.Shipments, "id,billTo,order,submittedAt,pickedUpAt,deliveredAt,weight\n"
            + string.Concat(orders.Select(n => $"Z{n},polar,O{n},1996-07-05,1996-07-06,1996-07-07,5\nA{n},polar,O{n},1996-07-05,1996-07-06,,5\n"))));

        foreach (var n in orders)
        {
            var order = (await storage.LoadAsync(OrderStreams.Orders.Stream($"O{n}"))).State;
            order.ShouldBeOfType<CompletedOrder>().Shipment.Value.ShouldBe($"Z{n}");
        }
    }

    [Theory]
    [InlineData("sku,name,price\nA 1,Valve,1\n", 2, "sku 'A 1' must be 1 to 64 letters, digits, dots, underscores and hyphens, not only dots")]
    [InlineData("sku,name,price\nA1,,1\n", 2, "name is missing")]
    [InlineData("sku,name,price\nA1,Valve,cheap\n", 2, "price 'cheap' must be a number such as 12.50")]
    [InlineData("sku,name,price\nA1,,cheap\n", 2, "name is missing; price 'cheap' must be a number such as 12.50")]
    [InlineData("sku,name,price\nA1,Valve,-2\n", 2, "A price is zero or more, with at most 2 digits after the point in USD.")]
    [InlineData("sku,name,price\nA1,Valve,1,9\n", 2, "has 4 values where the header names 3")]
    [InlineData("sku,name,price\nA1,Valve,1\nA1,Other,1\n", 3, "sku A1 stands on line 2 already")]
    [InlineData("sku,name,price\nA1,\"Valve\"x,1\n", 2, "there is text after a closing quotation mark")]
    [InlineData("sku,name,price,discontinued\nA1,Valve,1,perhaps\n", 2, "discontinued 'perhaps' must be yes or no")]
    public async Task A_bad_row_is_rejected_with_its_line_and_reason_while_the_rest_goes_in(string csv, int line, string reason)
    {
        await using var storage = new MemoryStorage();
        var rejects = new List<Reject>();

        var report = await ImportAsync(storage, ImportKind.Products, Items(ImportKind.Products, csv + "Z9,Fine,1.00" + (csv.Contains("discontinued", StringComparison.Ordinal) ? ",no" : "")), rejects);

        rejects.Select(r => (r.Item.First.Line, r.Reason)).ShouldBe([(line, reason)]);
        report.Rejected.ShouldBe(1);
        report.Added.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_file_without_the_column_that_is_named_is_refused_before_anything_is_done() =>
        Should.Throw<CsvFileException>(() => CsvTables.Read(
            new StringReader("a,b\n1,2\n"), "f.csv", ["sku"], new Dictionary<string, string> { ["sku"] = "c" }))
            .Message.ShouldBe("f.csv has no column c; it has a, b.");

    private static async Task<ImportReport> ImportAsync(
        IExecutor storage, ImportKind kind, IReadOnlyList<Item> items, List<Reject>? rejects = null) =>
        await new Importer(storage, TimeProvider.System).RunAsync(
            kind, items, Terms, dryRun: false,
            reject => (rejects ?? throw new InvalidOperationException($"{reject.Item.Id}: {reject.Reason}")).Add(reject), null, default);

    private static IReadOnlyList<Item> Items(ImportKind kind, string csv) =>
        CsvItems.OneEach(CsvTables.Read(new StringReader(csv), "f.csv", kind.Columns, new Dictionary<string, string>()), kind.IdColumn);

    private static async Task<Dictionary<string, object>> AllAsync(PostgresStorage storage)
    {
        var all = new Dictionary<string, object>();
        Place? after = null;
        do
        {
            var page = await storage.SelectAsync(OrderStreams.Orders, OrderQueries.Newest(after: after, limit: 500));
            foreach (var held in page.Items) all.Add(held.Stream.Id, held.State);
            after = page.Next;
        }
        while (after is not null);

        return all;
    }
}

/// <summary>Files in Northwind's shape, and what they hold, counted without Tempest.</summary>
internal sealed class TradeFiles(string folder)
{
    public IReadOnlyList<Item> Products => CsvItems.OneEach(Read("products.csv", ImportKind.Products.Columns, null,
        "sku=productID,name=productName,category=categoryID,price=unitPrice"), "sku");

    public IReadOnlyList<Item> Customers => CsvItems.OneEach(Read("customers.csv", ImportKind.Customers.Columns, "address",
        "id=customerID,name=companyName,contact=contactName,line1=address,state=region,zip=postalCode"), "id");

    public IReadOnlyList<Item> Orders => CsvItems.Joined(
        Read("orders.csv", ImportKind.Orders.Columns, "shipAddress", "id=orderID,customer=customerID,placedAt=orderDate,requiredBy=requiredDate,"
            + "shipTo=shipName,line1=shipAddress,city=shipCity,state=shipRegion,zip=shipPostalCode,country=shipCountry"),
        Read("order-details.csv", ["order", "sku", "price", "quantity", "discount"], null, "order=orderID,sku=productID,price=unitPrice"),
        "id", "order");

    /// <summary>Every line rounded half away from zero to the cent, and summed.</summary>
    public decimal Total => Lines("order-details.csv").Select(line => line.Split(',')).Sum(Sum);

    public IReadOnlyDictionary<string, decimal> ByProduct => SumsBy(line => line[1]);

    public IReadOnlyDictionary<string, decimal> ByCustomer
    {
        get
        {
            var customers = Lines("orders.csv").Select(line => line.Split(',')).ToDictionary(order => order[0], order => order[1]);
            return SumsBy(line => customers[line[0]]);
        }
    }

    private Dictionary<string, decimal> SumsBy(Func<string[], string> by) => Lines("order-details.csv").Select(line => line.Split(','))
        .GroupBy(by).ToDictionary(same => same.Key, same => same.Sum(Sum));

    private static decimal Sum(string[] line) =>
        Math.Round(Number(line[2]) * Number(line[3]) * (1 - Number(line[4])), 2, MidpointRounding.AwayFromZero);

    public int Count(string file) => Lines(file).Count();

    private IEnumerable<string> Lines(string file) => File.ReadLines(Path.Combine(folder, file)).Skip(1).Where(line => line.Length > 0);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private IReadOnlyList<Row> Read(string file, IReadOnlyList<string> known, string? commasIn, string columns)
    {
        using var text = File.OpenText(Path.Combine(folder, file));
        return CsvTables.Read(text, file, known, columns.Split(',').Select(pair => pair.Split('=')).ToDictionary(p => p[0], p => p[1]), "NULL", commasIn);
    }
}
