using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Import;
using Tempest.Application.Reporting;
using Tempest.Domain;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Imports;

/// <summary>Reports of a whole trade that was imported come to what its files come to, counted without Tempest.</summary>
public sealed class TradeReportTests(TestServer server)
{
    private static readonly ImportTerms Terms = new(Currency.Of("USD"), TimeZoneInfo.Utc, DiscountIsFraction: true);

    public static TheoryData<string> Trades() => ImportTests.Trades();

    [Theory]
    [MemberData(nameof(Trades))]
    public async Task Revenue_by_anything_comes_to_the_sum_of_the_files(string trade)
    {
        await using var storage = new PostgresStorage(new(await server.MigratedAsync()));
        var files = new TradeFiles(trade);
        foreach (var (kind, items) in ((ImportKind, IReadOnlyList<Item>)[])
            [(ImportKind.Products, files.Products), (ImportKind.Customers, files.Customers), (ImportKind.Orders, files.Orders)])
        {
            await new Importer(storage, TimeProvider.System).RunAsync(kind, items, Terms, dryRun: false,
                reject => throw new InvalidOperationException(reject.Reason), null, default);
        }

        var projector = new Projector(storage, storage.Projections, ProjectionBook.All, TimeProvider.System);
        await projector.CatchUpAsync();

        foreach (var name in (string[])["revenue-by-day", "revenue-by-product", "revenue-by-category", "revenue-by-customer"])
        {
            var report = await OfAsync(storage, name);
            report.Rows.Sum(row => Cell(row, report, "revenue#")).ShouldBe(files.Total, name);
            report.Holds.ShouldHaveSingleItem().Position.ShouldBe(await storage.HeadAsync());
        }

        var days = await OfAsync(storage, "revenue-by-day");
        days.Rows.Sum(row => Cell(row, days, "orders#")).ShouldBe(files.Count("orders.csv"));
        var byProduct = await OfAsync(storage, "revenue-by-product");
        byProduct.Rows.ToDictionary(row => row.Cells[0].Text, row => Cell(row, byProduct, "revenue#")).ShouldBe(files.ByProduct, ignoreOrder: true);
        var byCustomer = await OfAsync(storage, "revenue-by-customer");
        byCustomer.Rows.ToDictionary(row => row.Cells[0].Text, row => Cell(row, byCustomer, "revenue#")).ShouldBe(files.ByCustomer, ignoreOrder: true);

        await TwiceAsync(storage, projector);
    }

    private static async Task TwiceAsync(PostgresStorage storage, Projector projector)
    {
        var digests = new List<string>();
        for (var time = 0; time < 3; time++)
        {
            var live = (await storage.Projections.GenerationsAsync()).Where(one => one.State is GenerationState.Live).ToArray();
            digests.Add(string.Join(' ', await Task.WhenAll(live.Select(one => storage.Projections.DigestAsync(one)))));
            foreach (var one in ProjectionBook.All) await storage.Projections.BeginAsync(one.Name, one.Fingerprint);
            await projector.CatchUpAsync();
        }

        digests.Distinct().ShouldHaveSingleItem("counted anew it is the same");
    }

    private static Task<Report> OfAsync(PostgresStorage storage, string name) => ReportBook.Find(name)!.OfAsync(
        storage.Projections, storage, new(Period.Beginning, new(2026, 12, 31), new(2026, 12, 31)));

    private static decimal Cell(ReportRow row, Report report, string column) => row.Cells[report.Kind.Columns.ToList().IndexOf(column)].Number!.Value;
}
