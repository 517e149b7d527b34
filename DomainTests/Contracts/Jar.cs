using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.DomainTests.Contracts;

/// <summary>The smallest entity that can say no: a jar of coins, which never holds less than none.</summary>
public sealed record Jar(int Coins, string? LastBy = null);

public abstract record JarEvent;

public sealed record CoinsPut(int Coins, string By) : JarEvent;

public sealed record CoinsTaken(int Coins) : JarEvent;

public abstract record JarCommand;

public sealed record Put(int Coins, string By = "somebody") : JarCommand;

public sealed record Take(int Coins) : JarCommand;

public sealed record NotEnoughCoins(int Coins) : Rejection("not-enough-coins", $"There are only {Coins}.");

public sealed class JarDecider : IDecider<Jar, JarCommand, JarEvent>
{
    public static Jar Initial { get; } = new(0);

    public static Decision<JarEvent> Decide(Jar state, JarCommand command) => command switch
    {
        Put put => [new CoinsPut(put.Coins, put.By)],
        Take take when take.Coins > state.Coins => new NotEnoughCoins(state.Coins),
        Take take => [new CoinsTaken(take.Coins)],
        _ => throw new InvalidOperationException(),
    };

    public static Jar Evolve(Jar state, JarEvent happened) => happened switch
    {
        CoinsPut put => new(state.Coins + put.Coins, put.By),
        CoinsTaken taken => state with { Coins = state.Coins - taken.Coins },
        _ => throw new BrokenHistoryException(state, happened),
    };
}

/// <summary>The same jar with a fold that counts double: what a snapshot of other code looks like.</summary>
public sealed class DoubleJarDecider : IDecider<Jar, JarCommand, JarEvent>
{
    public static Jar Initial { get; } = new(0);

    public static Decision<JarEvent> Decide(Jar state, JarCommand command) => JarDecider.Decide(state, command);

    public static Jar Evolve(Jar state, JarEvent happened) => happened switch
    {
        CoinsPut put => state with { Coins = state.Coins + (2 * put.Coins) },
        CoinsTaken taken => state with { Coins = state.Coins - (2 * taken.Coins) },
        _ => throw new BrokenHistoryException(state, happened),
    };
}

/// <summary>How jars are stored: <c>coins-put</c> is at its third schema.</summary>
public static class Jars
{
    /// <summary>1: amount; 2: the amount is called coins; 3: who put them is known.</summary>
    private static readonly EventContract PutContract = EventContract.Of(
        "coins-put", JarJson.Default.CoinsPut,
        older => new JsonObject { ["coins"] = older["amount"]!.DeepClone() },
        older => { older["by"] = "unknown"; return older; });

    private static readonly EventContract TakenContract = EventContract.Of("coins-taken", JarJson.Default.CoinsTaken);

    public static Category<Jar, JarCommand, JarEvent> Category { get; } =
        Category<Jar, JarCommand, JarEvent>.Of<JarDecider>("jar", JarJson.Default.Jar, PutContract, TakenContract);

    public static Category<Jar, JarCommand, JarEvent> OtherCode { get; } =
        Category<Jar, JarCommand, JarEvent>.Of<DoubleJarDecider>("jar", JarJson.Default.Jar, PutContract, TakenContract);

    /// <summary>Jars that nobody looks for, so that their snapshots may be older.</summary>
    public static Category<Jar, JarCommand, JarEvent> Seldom { get; } =
        Category<Jar, JarCommand, JarEvent>.Of<JarDecider>("seldom-jar", JarJson.Default.Jar, PutContract, TakenContract).SavedEvery(3);

    public static Category<Jar, JarCommand, JarEvent> WithoutTaking { get; } =
        Category<Jar, JarCommand, JarEvent>.Of<JarDecider>("jar", JarJson.Default.Jar, PutContract);

    public static RecordKind<Jar> Records { get; } = new("jar", JarJson.Default.Jar, jar => [jar.LastBy]);

    public static UseCase Ask(string id, JarCommand command) =>
        new([Category.Stream(id)], now => now.Decide(Category, id, command));

    /// <summary>Does it to one jar if there is a coin in another.</summary>
    public static UseCase IfAny(string looked, JarCommand command, string jar) => new(
        [Category.Stream(looked), Category.Stream(jar)],
        now => now.State(Category, looked).Coins > 0 ? now.Decide(Category, jar, command) : new Refused(new NotEnoughCoins(0)));

    /// <summary>From one jar to another, both or neither.</summary>
    public static UseCase Move(string from, string to, int coins) => new(
        [Category.Stream(from), Category.Stream(to)],
        now => (now.Decide(Category, from, new Take(coins)), now.Decide(Category, to, new Put(coins))) switch
        {
            (Accepted taken, Accepted put) => taken.And(put),
            (Refused refused, _) => refused,
            _ => throw new InvalidOperationException(),
        });

    public static Command Named(string id, string content = "") => new(id, content, "a test", DateTimeOffset.UtcNow);

    public static Command Anonymous => Named($"{Guid.NewGuid()}");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Jar))]
[JsonSerializable(typeof(CoinsPut))]
[JsonSerializable(typeof(CoinsTaken))]
public sealed partial class JarJson : JsonSerializerContext;
