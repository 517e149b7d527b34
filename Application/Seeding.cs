using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Storage;

namespace Tempest.Application;

/// <summary>
/// Fills a context that was added later with what it would have been told, had it been there: every product and customer as
/// it is now, through its own translators. What it knows already is not told again, so it may be done at any time.
/// </summary>
public sealed class Seeding(IStorage storage, TimeProvider clock)
{
    private const int PerPage = 200;

    /// <summary>The contexts that listen to somebody.</summary>
    public static IReadOnlyList<string> Contexts { get; } =
    [
        .. Listeners.OfTheCatalogue.Cast<object>().Concat(Listeners.OfTheCustomers).Select(ContextOf).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <returns>How many products and customers it was told of, and of how many it had not known what they are now.</returns>
    public async Task<Seeded> RunAsync(string context, CancellationToken cancel = default)
    {
        var run = $"seed/{context}/{Guid.NewGuid():n}"; // what it knows is seen in its streams, not in what was answered once
        return await RunAsync(context, run, CatalogueUseCases.Context, product => product.Sku.Value, cancel)
            + await RunAsync(context, run, CustomerUseCases.Context, customer => customer.Id.Value, cancel);
    }

    private async Task<Seeded> RunAsync<T, TNotice>(
        string context, string run, PlainContext<T, TNotice> told, Func<T, string> idOf, CancellationToken cancel) where T : class
    {
        var seeded = new Seeded(0, 0);
        Place? after = null;
        do
        {
            var page = await storage.SelectAsync(told.Kind, new([], [], "name", Descending: false, after, PerPage), cancel);
            foreach (var record in page.Items.Cast<T>())
            {
                var command = new Command($"{run}/{told.Kind.Name}/{idOf(record)}", "", "seed", clock.GetUtcNow(), IsHistory: true);
                var answer = await storage.ExecuteAsync(
                    command, told.Tell(idOf(record), listener => ContextOf(listener) == context), cancel);
                seeded += new Seeded(1, answer is Done { Changed: true } ? 1 : 0);
            }

            after = page.Next;
        }
        while (after is not null);

        return seeded;
    }

    /// <summary>A translator lives in its context's folder.</summary>
    private static string ContextOf(object translator) => translator.GetType().Namespace!.Split('.')[^1].ToLowerInvariant();
}

/// <param name="Told">Products and customers.</param>
/// <param name="New">Of those it had not known what they are now.</param>
public sealed record Seeded(int Told, int New)
{
    public static Seeded operator +(Seeded one, Seeded other) => new(one.Told + other.Told, one.New + other.New);
}
