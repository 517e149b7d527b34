using System.Globalization;
using Npgsql;
using Tempest.Application.Import;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>
/// Imports orders of three lines each; the control inserts as many rows, one transaction each, with nothing else.
/// </summary>
internal static class ImportOrders
{
    private const int Orders = 5_000, AtOnce = 8;

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.MigratedAsync();
        await using var storage = new Adapters.Postgres.PostgresStorage(new(database));
        await Shop.FillAsync(storage);
        var limit = await session.Server.DatabaseAsync();
        await BenchmarkServer.DoAsync(limit, "create table plain (id text primary key, data jsonb not null)");
        await using var plain = NpgsqlDataSource.Create(limit);

        var run = 0;
        await TakeAsync();
        var trial = new Trial("import", session, database);
        await trial.RunAsync(async () =>
        {
            Control inserts = ("plain inserts", await Sequence.WholeAsync(session.Server, Orders, InsertAsync));
            trial.Add(inserts.Name, [], inserts.Figures);
            var figures = await Sequence.WholeAsync(session.Server, Orders, TakeAsync);
            trial.Add("orders of three lines", [], figures, inserts, besides: ("a minute", figures.Rate * 60));
        });

        Task TakeAsync()
        {
            var prefix = $"R{run++}-";
            var orders = Enumerable.Range(0, Orders).Select(n => Order(prefix, n));
            return Shop.ImportAsync(storage, ImportKind.Orders, orders);
        }

        Task InsertAsync() => Parallel.ForEachAsync(
            Enumerable.Range(0, Orders), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, cancel) =>
            {
                await using var insert = plain.CreateCommand("insert into plain values ($1, '{\"lines\": 3}')");
                insert.Parameters.Add(new() { Value = string.Create(CultureInfo.InvariantCulture, $"{run}-{n}") });
                await insert.ExecuteNonQueryAsync(cancel);
            });
    }

    private static Item Order(string prefix, int n) =>
        new($"{prefix}{n}", [.. Enumerable.Range(0, 3).Select(line => Shop.Row(
        ("id", $"{prefix}{n}"), ("customer", Shop.Customer(n)), ("placedAt", "1996-07-04"),
        ("line1", "12 Dock Street"), ("city", "Omaha"),
        ("sku", Shop.Product((n * 7) + line)), ("quantity", "3"), ("price", "9.50"), ("discount", "5")))]);
}
