using System.Globalization;
using System.Text.Json.Serialization;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Benchmarks.Machinery;

/// <summary>What the executors are measured with: a sum, whose events are about as large as those of the business.</summary>
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
    public static Category<Tally, int, Counted> Category { get; } = Category<Tally, int, Counted>.Of<TallyDecider>(
        "tally", TallyJson.Default.Tally, EventContract.Of("counted", TallyJson.Default.Counted)).SavedEvery(8);

    public static UseCase Add(int tally, int amount = 1) =>
        new([Category.Stream(Id(tally))], now => now.Decide(Category, Id(tally), amount));

    /// <summary>Over two streams: what one gives the other gets.</summary>
    public static UseCase Move(int from, int to) => new(
        [Category.Stream(Id(from)), Category.Stream(Id(to))],
        now => ((Accepted)now.Decide(Category, Id(from), -1)).And((Accepted)now.Decide(Category, Id(to), 1)));

    public static string Id(int tally) => tally.ToString(CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Tally))]
[JsonSerializable(typeof(Counted))]
public sealed partial class TallyJson : JsonSerializerContext;
