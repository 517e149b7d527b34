using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Tempest.Application.Import;
using Tempest.Domain;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>
/// Imports orders of three lines each; the control inserts as many rows, one transaction each, with nothing else.
/// </summary>
internal static class ImportOrders
{
    private const int Orders = 5_000;
    private const int AtOnce = 8;

    public static async Task RunAsync(Session session)
    {
        var server = session.Server;
        await using var storage = await server.StorageAsync();
        var importer = new Importer(storage, TimeProvider.System);
        var terms = new ImportTerms(Currency.Of("USD"), TimeZoneInfo.Utc);
        await Take(ImportKind.Products, Enumerable.Range(0, 50).Select(n => Item($"P{n}", ("sku", $"P{n}"), ("name", $"Product {n}"), ("price", "9.99"))));
        await Take(ImportKind.Customers, Enumerable.Range(0, 50).Select(n => Item($"C{n}", ("id", $"C{n}"), ("name", $"Customer {n}"))));

        Console.WriteLine($"{"",10} {"a minute",10} {"to inserts",10}");
        for (var round = 1; round <= 3; round++)
        {
            var prefix = $"R{round}-";
            var took = await Take(ImportKind.Orders, Enumerable.Range(0, Orders).Select(n => Order(prefix, n)));
            var inserts = await InsertsAsync(await server.DatabaseAsync());
            Console.WriteLine($"round {round,4} {Orders / took.TotalMinutes,10:F0} {inserts / took,10:F2}");
        }

        async Task<TimeSpan> Take(ImportKind kind, IEnumerable<Item> items)
        {
            var report = await importer.RunAsync(kind, [.. items], terms, dryRun: false,
                reject => throw new InvalidOperationException(reject.Reason), null, default);
            return report.Took;
        }
    }

    private static Item Order(string prefix, int n) =>
        new($"{prefix}{n}", [.. Enumerable.Range(0, 3).Select(line => Row(
        ("id", $"{prefix}{n}"), ("customer", $"C{n % 50}"), ("placedAt", "1996-07-04"), ("line1", "12 Dock Street"), ("city", "Omaha"),
        ("sku", $"P{((n * 7) + line) % 50}"), ("quantity", "3"), ("price", "9.50"), ("discount", "5")))]);

    private static Item Item(string id, params (string, string?)[] values) => new(id, [Row(values)]);

    private static Row Row(params (string Name, string? Value)[] values) =>
        new(1, values.ToDictionary(v => v.Name, v => v.Value));

    private static async Task<TimeSpan> InsertsAsync(string connection)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using (var create = database.CreateCommand("create table plain (id text primary key, data jsonb not null)")) await create.ExecuteNonQueryAsync();
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Orders), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, cancel) =>
        {
            await using var insert = database.CreateCommand("insert into plain values ($1, '{\"lines\": 3}')");
            insert.Parameters.Add(new() { Value = n.ToString(CultureInfo.InvariantCulture) });
            await insert.ExecuteNonQueryAsync(cancel);
        });
        return Stopwatch.GetElapsedTime(start);
    }
}
