using System.Diagnostics;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Import;

/// <summary>What became of an import.</summary>
/// <param name="Added">Now.</param>
/// <param name="Already">There before, just so.</param>
/// <param name="Rejected">Refused, each with its reason.</param>
/// <param name="Totals">Of the orders, or the shipments' costs, that were added or already there, per currency.</param>
public sealed record ImportReport(
    int Added, int Already, int Rejected, IReadOnlyDictionary<Currency, decimal> Totals, TimeSpan Took);

/// <summary>An item that did not go in.</summary>
public sealed record Reject(Item Item, string Reason);

/// <summary>
/// Takes in what somebody had before Tempest. Each step of an item is a command of its own, named after its kind and id, so
/// that importing again adds nothing; a bad one is rejected with its reason while the rest goes in.
/// </summary>
public sealed class Importer(IExecutor storage, TimeProvider clock)
{
    private const int AtOnce = 8;

    /// <param name="kind">What the items are.</param>
    /// <param name="items">Each once.</param>
    /// <param name="terms">How they say things.</param>
    /// <param name="dryRun">Decide everything, do nothing.</param>
    /// <param name="rejected">Told of each that did not go in; never by two at once.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancel">Stops it between items; running it again goes on.</param>
    public async Task<ImportReport> RunAsync(
        ImportKind kind, IReadOnlyList<Item> items, ImportTerms terms, bool dryRun,
        Action<Reject> rejected, IProgress<WorkProgress>? progress, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var results = System.Threading.Channels.Channel.CreateUnbounded<(Item Item, Result Result)>();
        var work = Task.Run(async () =>
        {
            try
            {
                await Parallel.ForEachAsync(items.GroupBy(kind.About),
                    new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
                    async (inTurn, stop) =>
                    {
                        foreach (var item in inTurn) results.Writer.TryWrite((item, await ImportAsync(kind, item, terms, dryRun, stop)));
                    });
            }
            finally
            {
                results.Writer.Complete();
            }
        }, cancel);

        var (added, already, refused) = (0, 0, 0);
        var sums = new Dictionary<Currency, decimal>();
        await foreach (var (item, result) in results.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (result.Reason is { } reason)
            {
                refused++;
                rejected(new(item, reason));
            }
            else if (result.Already) already++;
            else added++;

            if (result.Total is { } total) sums[total.Currency] = sums.GetValueOrDefault(total.Currency) + total.Amount;
            progress?.Report(new(added + already + refused, items.Count, watch.Elapsed));
        }

        await work;
        return new(added, already, refused, sums, watch.Elapsed);
    }

    private async Task<Result> ImportAsync(
        ImportKind kind, Item item, ImportTerms terms, bool dryRun, CancellationToken cancel)
    {
        if (item.First.Broken is { } broken) return new(broken);
        if (!Identifier.IsValid(item.Id)) return new($"{kind.IdColumn} '{item.Id}' must be {Identifier.InWords}");

        var steps = kind.Ask(item, terms, clock.GetUtcNow());
        if (item.Faults.Any()) return new(string.Join("; ", item.Faults));

        if (dryRun)
        {
            var all = steps.Select(step => step.UseCase).Aggregate((before, next) => before.Then(next));
            return (await storage.SimulateAsync(all, cancel)).Outcome switch
            {
                Refused refused => new(refused.Why.Sentence),
                Accepted accepted => new(null, Already: accepted.Streams.All(change => change.Events.Count == 0) && accepted.Records.Count == 0),
                _ => new(null),
            };
        }

        var content = string.Join("\n\n", item.Rows.Select(row => row.Content()));
        var result = new Result(null, Already: true);
        foreach (var step in steps)
        {
            var id = HistoryIds.OfImport(kind.Name, item.Id, step.Name);
            switch (await storage.ExecuteAsync(new(id, content, "import", step.At, IsHistory: true), step.UseCase, cancel))
            {
                case Done done:
                    result = new(null, result.Already && (done.Repeated || !done.Changed), result.Total ?? TotalOf(done));
                    break;
                case Rejected rejected:
                    return new(rejected.Why.Sentence);
                case IdUsedOtherwise:
                    return new("was imported before with other values; what is there was left as it is");
                case var other:
                    throw new InvalidOperationException($"No way to count {other}.");
            }
        }

        return result;
    }

    private static Money? TotalOf(Done done) => done.Streams.Select(held => held.State switch
    {
        PlacedOrder order => order.Details.Total,
        KnownShipment shipment => shipment.Details.Cost,
        _ => default(Money?),
    }).FirstOrDefault(total => total is not null);

    private sealed record Result(string? Reason, bool Already = false, Money? Total = null);
}
