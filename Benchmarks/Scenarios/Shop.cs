using Tempest.Application.Import;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>A small shop, so that there is something to order and somebody who does.</summary>
internal static class Shop
{
    private const int Products = 50, Customers = 50;

    private static readonly ImportTerms Terms = new(Currency.Of("USD"), TimeZoneInfo.Utc);

    /// <summary>One of the products, by any number.</summary>
    public static string Product(int n) => $"P{n % Products}";

    /// <summary>One of the customers, by any number.</summary>
    public static string Customer(int n) => $"C{n % Customers}";

    public static async Task FillAsync(IStorage storage)
    {
        await ImportAsync(storage, ImportKind.Products, Enumerable.Range(0, Products)
            .Select(n => Item(Product(n), ("sku", Product(n)), ("name", $"Product {n}"), ("price", "9.99"))));
        await ImportAsync(storage, ImportKind.Customers, Enumerable.Range(0, Customers)
            .Select(n => Item(Customer(n), ("id", Customer(n)), ("name", $"Customer {n}"))));
    }

    public static async Task ImportAsync(IStorage storage, ImportKind kind, IEnumerable<Item> items)
    {
        Item[] all = [.. items];
        var report = await new Importer(storage, TimeProvider.System).RunAsync(kind, all, Terms, dryRun: false,
            rejected: reject => throw new InvalidOperationException(reject.Reason), progress: null, default);
        if (report.Added != all.Length)
            throw new InvalidOperationException($"{report.Added} of {all.Length} were imported.");
    }

    public static Row Row(params (string Name, string? Value)[] values) =>
        new(1, values.ToDictionary(v => v.Name, v => v.Value));

    private static Item Item(string id, params (string, string?)[] values) => new(id, [Row(values)]);
}
