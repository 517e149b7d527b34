using Shouldly;
using Tempest.Application;
using Xunit;

namespace Tempest.DomainTests.Contracts;

/// <summary>
/// A snapshot is used only by the code that made it: whatever of the state's shape or of the fold changes, however far
/// from it, changes the fingerprint; what makes no difference does not.
/// </summary>
public sealed class FingerprintTests
{
    internal const string Code = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using System.Text.Json.Serialization.Metadata;
        using Tempest.Application.Storage;
        using Tempest.Domain;

        [JsonPolymorphic(TypeDiscriminatorPropertyName = "phase")]
        [JsonDerivedType(typeof(OpenPurse), "open")]
        [JsonDerivedType(typeof(LostPurse), "lost")]
        public abstract record Purse(string Owner, Coin[] Coins, List<string?> Marks)
        {
            public abstract int Weight(int each);
        }
        public sealed record OpenPurse(string Owner, Coin[] Coins, List<string?> Marks, int Times) : Purse(Owner, Coins, Marks)
        {
            public override int Weight(int each) => each * 3;
        }
        public sealed record LostPurse(string Owner, Coin[] Coins, List<string?> Marks) : Purse(Owner, Coins, Marks)
        {
            public override int Weight(int each) => 0;
        }

        public sealed record Coin(Metal Metal, decimal Worth, Mint Struck);
        public enum Metal { Gold = 1, Silver = 2 }
        public sealed record Mint(string Town, int? Year);

        public sealed record Put(Coin Coin, bool Heads);

        public static class Folds
        {
            private static readonly int Step = 1;

            private static readonly Dictionary<string, int> Known = new() { ["Bern"] = 7 };

            public static Purse Evolve(Purse purse, Put put) => purse switch
            {
                OpenPurse open => open with { Times = Count(open) + 10, Coins = Sorted([.. open.Coins, put.Coin]).ToArray() },
                _ => new OpenPurse(purse.Owner, [put.Coin], Marks(put.Coin).ToList(), purse.Weight(5)),
            };

            private static int Count(OpenPurse open) => open.Times + Step + Local(1);

            private static int Local(int n)
            {
                return Inner(n);
                static int Inner(int m) => m * 2;
            }

            private static IEnumerable<Coin> Sorted(Coin[] coins) => coins.OrderBy(coin => coin.Worth).ThenBy(coin => coin.Metal, new ByRank());

            private static IEnumerable<string?> Marks(Coin coin)
            {
                yield return coin.Struck.Town + "!";
                yield return Known.Count + "?";
            }
        }

        public interface IRank { int Of(Metal metal); }

        public sealed class Rank : IRank { public int Of(Metal metal) => (int)metal * 7; }

        public sealed class ByRank : IComparer<Metal>
        {
            private static IRank Rank { get; } = new Rank();

            public int Compare(Metal x, Metal y)
            {
                try { return checked(Rank.Of(x) - Rank.Of(y)); }
                catch (OverflowException) { return 0; }
            }
        }

        public static class Contracts
        {
            public static IReadOnlyList<EventContract> All { get; } =
            [
                EventContract.Of("put", (JsonTypeInfo<Put>)JsonSerializerOptions.Default.GetTypeInfo(typeof(Put)), Second),
            ];

            private static JsonObject Second(JsonObject older) { older["worth"] = Worth(2); return older; }

            private static JsonObject Third(JsonObject older) { return older; }

            private static int Worth(int n) => n + 1;
        }

        public sealed class PurseDecider : IDecider<Purse, Put, Put>
        {
            public static Purse Initial => new LostPurse("nobody", [], []);

            public static Decision<Put> Decide(Purse purse, Put put) => [put];

            public static Purse Evolve(Purse purse, Put put) => Folds.Evolve(purse, put);
        }

        public static class Streams
        {
            private static readonly JsonSerializerOptions Stored = new(JsonSerializerOptions.Default) { AllowOutOfOrderMetadataProperties = true };

            public static Category All { get; } = Category<Purse, Put, Put>.Of<PurseDecider>(
                "purse", (JsonTypeInfo<Purse>)Stored.GetTypeInfo(typeof(Purse)), Contracts.All);
        }
        """;

    private static readonly Lazy<string> Present = new(() => CompiledTwin.Fingerprint(Code));

    public static TheoryData<string, string, string> Changes => new()
    {
        { "a member renamed", "Year", "Since" },
        { "a member added", "int? Year)", "int? Year, string Note = \"\")" },
        { "a type changed", "decimal Worth", "double Worth" },
        { "an event's type changed", "bool Heads", "int Heads" },
        { "a member may be null", "Mint(string Town", "Mint(string? Town" },
        { "a member may no longer be null", "int? Year", "int Year" },
        { "a list may hold no null", "List<string?>", "List<string>" },
        { "an enum member added", "Silver = 2 }", "Silver = 2, Tin = 3 }" },
        { "an enum member renumbered", "Silver = 2", "Silver = 4" },
        { "an enum member renamed", "Silver =", "Argent =" },
        { "a phase added", "public enum Metal",
            "public sealed record Torn() : Purse(\"\", [], []) { public override int Weight(int each) => 1; }\npublic enum Metal" },
        { "a constant changed", "+ 10", "+ 11" },
        { "an operator changed", "Count(open) + 10", "Count(open) - 10" },
        { "a text changed", "\"!\"", "\"?\"" },
        { "a method called by a method changed", "m * 2", "m * 3" },
        { "a lambda changed", "OrderBy(coin => coin.Worth)", "OrderBy(coin => -coin.Worth)" },
        { "a sort turned round", "OrderBy(coin", "OrderByDescending(coin" },
        { "a value that is set once changed", "Step = 1", "Step = 2" },
        { "a table changed", "[\"Bern\"] = 7", "[\"Basel\"] = 7" },
        { "what a phase overrides changed", "each * 3", "each * 4" },
        { "an iterator changed", "yield return Known.Count + \"?\";", "yield return \"?\";" },
        { "a comparer changed", "Rank.Of(x) - Rank.Of(y)", "Rank.Of(y) - Rank.Of(x)" },
        { "what implements an interface changed", "(int)metal * 7", "(int)metal * 8" },
        { "what is caught changed", "catch (OverflowException)", "catch (FormatException)" },
        { "an event's member renamed", "Heads", "Tails" },
        { "an event renamed", "EventContract.Of(\"put\"", "EventContract.Of(\"coin-put\"" },
        { "a schema added", "typeof(Put)), Second)", "typeof(Put)), Second, Third)" },
        { "an upcast changed", "older[\"worth\"]", "older[\"value\"]" },
        { "a method called by an upcast changed", "n + 1", "n + 2" },
    };

    public static TheoryData<string, string, string> Leavings => new()
    {
        { "compiled again", "using System.Linq;", "using System.Linq;" },
        { "a comment", "public static class Folds", "/* the fold */ public static class Folds" },
        { "a parameter renamed", "static int Inner(int m) => m * 2", "static int Inner(int k) => k * 2" },
        { "another class added", "public static class Contracts",
            "public static class Another { public static int One => 1; }\npublic static class Contracts" },
        { "code the fold does not call", "older) { return older; }", "older) { older[\"third\"] = 3; return older; }" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Changes_with(string what, string was, string now) =>
        CompiledTwin.Fingerprint(Changed(was, now)).ShouldNotBe(Present.Value, what);

    [Theory]
    [MemberData(nameof(Leavings))]
    public void Stays_with(string what, string was, string now) =>
        CompiledTwin.Fingerprint(Changed(was, now)).ShouldBe(Present.Value, what);

    [Fact]
    public void No_two_categories_share_one() => Categories.All.Select(category => category.Fingerprint).ShouldBeUnique();

    [Fact]
    public void The_same_shape_with_another_fold_has_another() =>
        Jars.OtherCode.Fingerprint.ShouldNotBe(Jars.Category.Fingerprint);

    internal static string Changed(string was, string now)
    {
        Code.ShouldContain(was);
        return Code.Replace(was, now, StringComparison.Ordinal);
    }
}
