using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Tempest.DomainTests.Laws;

/// <summary>
/// What holds in every case, tried on many. A case that breaks it fails the test with the case and the seed;
/// <c>LAW_SEED=seed,gamma</c> shows the same cases again.
/// </summary>
internal static class Law
{
    private const int Cases = 500;

    public static void Holds<T>(Gen<T> cases, Action<T> law) =>
        Check.One(Settings(), Prop.ForAll(cases.ToArbitrary(), law));

    /// <summary>Cases such as a law is tried on, to see that they are worth trying; more of them, so that no rare one is missed by chance.</summary>
    public static IEnumerable<T> Some<T>(Gen<T> cases) => cases.Sample(4 * Cases);

    private static Config Settings()
    {
        var settings = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true);
        return Environment.GetEnvironmentVariable("LAW_SEED")?.Split(',')
            .Select(part => ulong.Parse(part, CultureInfo.InvariantCulture)).ToArray() is [var start, var gamma]
            ? settings.WithReplay(start, gamma)
            : settings;
    }
}

public sealed class LawTests
{
    [Fact]
    public void A_law_that_does_not_hold_fails_with_a_case_and_the_seed()
    {
        var broken = Should.Throw<Exception>(() => Law.Holds(Gen.Choose(0, 100), n => n.ShouldBeLessThan(50)));
        broken.Message.ShouldContain("Falsifiable");
        broken.Message.ShouldMatch(@"\(\d+,\s*\d+");
    }

    [Fact]
    public void A_law_is_tried_on_five_hundred_cases()
    {
        var tried = 0;
        Law.Holds(Gen.Choose(0, 100), _ => { tried++; });
        tried.ShouldBeGreaterThanOrEqualTo(500);
    }
}
