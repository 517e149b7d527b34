using Tempest.Application.Commands;
using Tempest.Application.Import;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>A small shop, so that there is something to order and somebody who does.</summary>
internal static class Shop
{
    private const int Products = 50, Customers = 50;

    /// <summary>The pieces of an order that was placed, in SQL.</summary>
    public const string Pieces =
        "(select sum((line ->> 'quantity')::bigint) from jsonb_array_elements(data #> '{details,lines}') line)";

    private static readonly ImportTerms Terms = new(Currency.Of("USD"), TimeZoneInfo.Utc);

    public static Address ShipTo { get; } = new("Polar Foods", "12 Dock Street", null, "Omaha", "NE", "68102");

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

    public static async Task<long> PlaceAsync(IExecutor storage, string id, int chance)
    {
        var now = DateTimeOffset.UtcNow;
        var lines = Lines(chance).Select(line => new RequestedLine(Sku.Of(line.Product), line.Quantity)).ToValueList();
        var answer = await storage.ExecuteAsync(new(id, "", "benchmark", now), OrderUseCases.Place(
            OrderId.Of(id), CustomerId.Of(Customer(chance)), lines, ShipTo, Channel.Web, now, requiredBy: null));
        return answer is Done { Changed: true } ? lines.Sum(line => line.Quantity) : throw Unexpected(id, answer);
    }

    /// <summary>What is ordered, by any number.</summary>
    public static IEnumerable<(string Product, int Quantity)> Lines(int chance) =>
        Enumerable.Range(0, 3).Select(line => (Product((chance % 50) + (line * 7)), 1 + (chance % 9) + line));

    public static InvalidOperationException Unexpected(string id, object answer) =>
        new($"Order {id} was answered {answer}.");

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
