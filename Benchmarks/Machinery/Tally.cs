using System.Globalization;
using System.Text.Json.Serialization;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Benchmarks.Machinery;

/// <summary>What the executors are measured with: a sum, of events about as large as the business's.</summary>
public sealed record Tally(long Sum, string Last);

/// <param name="Amount">What is added.</param>
/// <param name="Note">Fills the event to about 250 bytes of JSON.</param>
public sealed record Counted(int Amount, string Note);

public sealed class TallyDecider : IDecider<Tally, int, Counted>
{
    private static readonly string Note = string.Concat(Enumerable.Repeat("counted ", 27));

    public static Tally Initial { get; } = new(0, "");

    public static Decision<Counted> Decide(Tally state, int command) => [new Counted(command, Note)];

    public static Tally Evolve(Tally state, Counted happened) => new(state.Sum + happened.Amount, happened.Note);
}

/// <summary>Streams of tallies, named by their number.</summary>
public static class Tallies
{
    /// <summary>An event's amount, in SQL.</summary>
    public const string Amount = "(data ->> 'amount')::bigint";

    /// <summary>As what nobody lists: buyers, accounts, goods.</summary>
    public static Category<Tally, int, Counted> Category { get; } = SavedEvery(8);

    /// <summary>As what is listed by its properties: orders, shipments.</summary>
    public static Category<Tally, int, Counted> AlwaysSaved { get; } = SavedEvery(1);

    /// <summary>Adds 1 to 9 to one of so many tallies.</summary>
    /// <param name="storage">Asked.</param>
    /// <param name="streams">How many are added to.</param>
    /// <param name="apart">Of how many there are, only every so-manieth is.</param>
    /// <param name="category">How often they are saved; <see cref="Category"/> unless told.</param>
    internal static Ask Adding(
        IStorage storage, int streams, int apart = 1, Category<Tally, int, Counted>? category = null) => async (id, chance) =>
    {
        var (tally, amount) = (1 + (chance % streams * apart), 1 + (chance % 9));
        var kind = category ?? Category;
        await ExecuteAsync(storage, id, new([kind.Stream(Id(tally))], now => now.Decide(kind, Id(tally), amount)));
        return amount;
    };

    /// <summary>From one of so many tallies to another: what one gives the other gets, and the sum is none.</summary>
    internal static Ask Moving(IStorage storage, int streams) => async (id, chance) =>
    {
        var from = 1 + (chance % streams);
        var to = 1 + ((from + (chance / streams % (streams - 1))) % streams);
        await ExecuteAsync(storage, id, new([Stream(from), Stream(to)],
            now => ((Accepted)now.Decide(Category, Id(from), -1)).And((Accepted)now.Decide(Category, Id(to), 1))));
        return 0;
    };

    public static StreamRef Stream(int tally) => Category.Stream(Id(tally));

    private static Category<Tally, int, Counted> SavedEvery(int events) => Category<Tally, int, Counted>.Of<TallyDecider>(
        "tally", TallyJson.Default.Tally, EventContract.Of("counted", TallyJson.Default.Counted)).SavedEvery(events);

    private static string Id(int tally) => tally.ToString(CultureInfo.InvariantCulture);

    private static async Task ExecuteAsync(IStorage storage, string id, UseCase useCase)
    {
        var answer = await storage.ExecuteAsync(new(id, "", "benchmark", DateTimeOffset.UtcNow), useCase);
        if (answer is not Done { Changed: true }) throw new InvalidOperationException($"{id} was answered {answer}.");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Tally))]
[JsonSerializable(typeof(Counted))]
public sealed partial class TallyJson : JsonSerializerContext;
