using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Benchmarks.Machinery;
using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>How long it takes to load an entity from the database, by the length of its history.</summary>
internal static class LoadByHistory
{
    private const int Rounds = 5;
    private const int PerRound = 200;

    private static readonly int[] Lengths = [10, 1_000, 100_000, 1_000_000];

    public static async Task RunAsync(Session session)
    {
        var server = session.Server;
        await using var storage = await server.StorageAsync();
        foreach (var length in Lengths) await WriteAsync(storage, length);
        await storage.FlushAsync();

        var rounds = new List<double[]>();
        for (var round = 0; round <= Rounds; round++)
        {
            var medians = new List<double>();
            foreach (var length in Lengths)
                medians.Add(await Statistics.MedianAsync(PerRound, () => storage.LoadAsync(Offer(length))));
            if (round > 0) rounds.Add([.. medians]);
        }

        Console.WriteLine($"{"events",10} {"ms",8} {"to 10",8}");
        foreach (var (index, length) in Lengths.Index())
        {
            Console.WriteLine($"{length,10} {Median(rounds.Select(r => r[index])),8:F3} {Median(rounds.Select(r => r[index] / r[0])),8:F2}");
        }

        await storage.DiscardAsync(OrderStreams.Offers);
        var replay = await Statistics.MedianAsync(1, () => storage.LoadAsync(Offer(100_000)));
        Console.WriteLine($"{100_000,10} {replay,8:F0} {"",8} without a snapshot");
    }

    private static async Task WriteAsync(PostgresStorage storage, int length)
    {
        var sku = $"length-{length}";
        var usd = Currency.Of("USD");
        for (var done = 0; done < length;)
        {
            var first = done;
            var count = Math.Min(1_000, length - first);
            var events = Enumerable.Range(first, count).Select(n => n == 0
                ? (object)new ProductOffered("Valve", new(1, usd))
                : new OfferRepriced(new(1 + (n % 100), usd))).ToArray();
            await storage.ExecuteAsync(new($"{sku}-{first}", "", "benchmark", DateTimeOffset.UtcNow), new(
                [Offer(length)], _ => new Accepted([new(Offer(length), events)], [])));
            done += count;
        }
    }

    private static StreamRef Offer(int length) => OrderStreams.Offers.Stream($"length-{length}");

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
