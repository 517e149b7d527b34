using Shouldly;
using Tempest.DomainTests.Gherkin;
using Xunit;
using Xunit.Sdk;

namespace Tempest.DomainTests.GherkinTests;

public sealed class NotYetTests
{
    const string Failing = "the truck is late";
    const string Passing = "the truck is there";
    const string Unreachable = "the truck's garage is missing";

    [Theory]
    [InlineData("2026-11-20")]
    [InlineData("2026-12-01")]
    public async Task Until_its_day_is_past_a_failure_is_a_skip(string today)
    {
        var skip = await Should.ThrowAsync<SkipException>(() => Play(Failing, "@not-yet:memory:2026-12-01", today));
        skip.Message.ShouldContain("Not yet at the memory level, due 2026-12-01: The truck is late.");
    }

    [Fact]
    public async Task A_scenario_that_passes_must_lose_its_tag() =>
        (await Should.ThrowAsync<NotYetException>(() => Play(Passing, "@not-yet:memory:2026-12-01", "2026-11-20")))
            .Message.ShouldContain("take the tag @not-yet:memory:2026-12-01 away");

    [Theory]
    [InlineData(Failing)]
    [InlineData(Unreachable)]
    public async Task A_day_that_is_past_is_a_failure(string step)
    {
        var expired = await Should.ThrowAsync<NotYetException>(
            () => Play(step, "@not-yet:memory:2026-12-01", "2026-12-02"));
        expired.Message.ShouldContain("is past");
        expired.InnerException.ShouldNotBeNull();
    }

    [Fact]
    public Task A_promise_for_another_level_excuses_nothing() => Should.ThrowAsync<InvalidOperationException>(
        () => Play(Failing, "@not-yet:api:2026-12-01", "2026-11-20"));

    [Fact]
    public async Task A_step_that_skips_is_neither_a_failure_nor_a_success()
    {
        var skip = await Should.ThrowAsync<SkipException>(
            () => Play(Unreachable, "@not-yet:memory:2026-12-01", "2026-11-20"));
        skip.Message.ShouldContain("install a garage");
    }

    [Theory]
    [InlineData("@not-yet:memory")]
    [InlineData("@not-yet:memory:soon")]
    [InlineData("@not-yet:Memory:2026-12-01")]
    [InlineData("@Not-Yet:memory:2026-12-01")]
    [InlineData("@not-yet:api:2026-13-01")]
    public async Task A_promise_that_cannot_be_read_is_a_fault(string tag) =>
        (await Should.ThrowAsync<StepException>(() => Play(Passing, tag, "2026-11-20")))
            .Message.ShouldContain("@not-yet:level:yyyy-MM-dd");

    [Fact]
    public async Task The_tag_nearest_to_the_scenario_counts()
    {
        var scenario = Scenarios.Parse($"""
            @not-yet:memory:2026-11-01
            Feature: Trucks
              @not-yet:memory:2026-12-01
              Scenario: One
                Then {Failing}
            """).Single();
        await Should.ThrowAsync<SkipException>(() => Run("2026-11-20").Play(scenario));
    }

    static Task Play(string step, string tag, string today) => Run(today).Play(Scenarios.Parse($"""
        Feature: Trucks
          {tag}
          Scenario: One
            Then {step}
        """).Single());

    static ScenarioRun Run(string today) =>
        new(StepBook.Of(typeof(Steps)), "Memory", _ => null, _ => { }, new Calendar(today));

    sealed class Calendar(string today) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() =>
            new(DateOnly.Parse(today, null).ToDateTime(new TimeOnly(23, 59)), TimeSpan.Zero);
    }

    public sealed class Steps
    {
        [Then(Failing)]
        public void Late() => throw new InvalidOperationException("The truck\n  is late.");

        [Then(Passing)]
        public void There()
        {
        }

        [Then(Unreachable)]
        public void Missing() => Assert.Skip("install a garage");
    }
}
