using System.Diagnostics;
using Shouldly;
using Tempest.DomainTests.Gherkin;
using Xunit;

namespace Tempest.DomainTests.GherkinTests;

public sealed class GherkinRunnerTests
{
    readonly List<string> log = [];
    readonly Diary diary = new();

    [Fact]
    public async Task Steps_are_played_with_their_arguments()
    {
        await Play(typeof(ShopSteps), """
            Given these articles
              | name | price |
              | A    | 1.50  |
            When 3 of "A" are ordered for 20 EUR
            And the note reads
              '''
              Please
              ring
              '''
            But it happens VeryFast
            Then the shop wrote "A 1.50, 3 A 20 EUR, Please ring, VeryFast"
            """);
        log.Count.ShouldBe(5);
        log[1].ShouldMatch("""^When 3 of "A" are ordered for 20 EUR → done in \d+\.\d ms$""");
    }

    [Fact]
    public async Task A_missing_step_says_where_and_how_to_write_it()
    {
        var missing = await Should.ThrowAsync<StepException>(() => Play(typeof(ShopSteps), """
            When 2 (or 2.5) of "A" and/or 'B' leave
              | name |
            """));
        missing.Message.ShouldContain("""Inline.feature:3: no step says "When 2 (or 2.5) of "A" and/or 'B' leave".""");
        missing.Message.ShouldContain("""[When(@"{int} \(or {decimal}) of {string} and\/or {string} leave")]""");
        missing.Message.ShouldContain("public void WhenOrOfAndOrLeave"
            + "(int value1, decimal value2, string value3, string value4, DataTable table) =>");
        log.Single().ShouldContain("FAILED");
    }

    [Fact]
    public async Task A_step_is_found_by_its_keyword_too() =>
        (await Should.ThrowAsync<StepException>(() => Play(typeof(ShopSteps), "Given it happens slow")))
            .Message.ShouldContain("no step says");

    [Fact]
    public async Task An_ambiguous_step_names_the_methods() =>
        (await Should.ThrowAsync<StepException>(() => Play(typeof(FaultySteps), "When it is said twice")))
            .Message.ShouldContain("FaultySteps.Once and FaultySteps.Again");

    [Theory]
    [InlineData("When 99999999999 are ordered", "'99999999999' cannot be 'count' (Int32) of FaultySteps.Order")]
    [InlineData("When it costs 5 USD", "'5 USD' cannot be 'price' (Price) of FaultySteps.Cost: only EUR")]
    [InlineData("When 1 and 2", "takes 1 arguments, but \"1 and 2\" gives 2")]
    public async Task An_argument_that_does_not_fit_says_which(string step, string why) =>
        (await Should.ThrowAsync<StepException>(() => Play(typeof(FaultySteps), step))).Message.ShouldContain(why);

    [Fact]
    public async Task A_scenario_without_steps_is_a_fault() =>
        (await Should.ThrowAsync<StepException>(() => Play(typeof(FaultySteps), "Whenever it breaks")))
            .Message.ShouldBe("Inline.feature:2: 'B' has no steps.");

    [Fact]
    public async Task A_failure_points_at_the_step()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(
            () => Play(typeof(FaultySteps), "Then it breaks"));
        failure.StackTrace!.TrimStart().ShouldStartWith("at Tempest.DomainTests.GherkinTests.FaultySteps.Break");
    }

    [Fact]
    public void A_step_nobody_can_wait_for_is_a_fault() =>
        Should.Throw<StepException>(() => StepBook.Of(typeof(UnheardSteps))).Message.ShouldContain("async void");

    [Fact]
    public async Task Hooks_run_in_order_and_what_the_scenario_made_goes_last_first()
    {
        await Play(typeof(HookSteps), "When it runs");
        diary.Lines.ShouldBe(["before 1", "before 2", "run", "after", "Late gone", "Early gone"]);
    }

    [Fact]
    public async Task Hooks_with_tags_run_for_those()
    {
        await Play(typeof(HookSteps), "When it runs", "@noisy");
        diary.Lines.ShouldContain("before noisy");
    }

    [Fact]
    public async Task After_a_failure_the_hooks_know_of_it_and_everything_is_still_disposed()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => Play(typeof(HookSteps), "When it fails"));
        diary.Lines.ShouldBe(["before 1", "before 2", "after broken", "Late gone", "Early gone"]);
        log.ShouldContain(line => line.StartsWith("afterwards: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_level_provides_stays_with_the_level()
    {
        await Play(typeof(HookSteps), "When it runs");
        diary.IsDisposed.ShouldBeFalse();
    }

    [Theory]
    [InlineData(typeof(LonelySteps), "nothing provides IDisposable (LonelySteps → IDisposable)")]
    [InlineData(typeof(CircleSteps), "CircleSteps needs itself (CircleSteps → Ring)")]
    public async Task What_cannot_be_made_says_for_whom(Type steps, string why) =>
        (await Should.ThrowAsync<StepException>(() => Play(steps, "When it turns"))).Message.ShouldContain(why);

    [Fact]
    public void The_book_of_an_assembly_is_written_once_from_its_bindings()
    {
        var book = StepBook.Of(GetType().Assembly);
        StepBook.Of(GetType().Assembly).ShouldBeSameAs(book);
        var step = Scenario("Given a step of the runner's own tests", "").Steps.Single();
        book.Match(step).Definition.Name.ShouldBe("FoundSteps.Found");
    }

    [Fact]
    public async Task A_hundred_scenarios_take_milliseconds()
    {
        var run = new ScenarioRun(StepBook.Of(typeof(HookSteps)), "Memory", Service, _ => { });
        var scenario = Scenario("When it runs", "");
        await run.Play(scenario);
        var start = Stopwatch.GetTimestamp();
        for (var time = 0; time < 100; time++) await run.Play(scenario);
        // Two milliseconds on a quiet machine; the room is for a busy one.
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromMilliseconds(500));
    }

    Task Play(Type steps, string text, string tags = "") =>
        new ScenarioRun(StepBook.Of(steps), "Memory", Service, log.Add).Play(Scenario(text, tags));

    Diary? Service(Type type) => type == typeof(Diary) ? diary : null;

    static Scenario Scenario(string steps, string tags) => Scenarios.Parse(
        $"Feature: A\n {tags} \n".Replace("\n  \n", "\n", StringComparison.Ordinal)
        + $"Scenario: B\n{steps.Replace("'''", "\"\"\"", StringComparison.Ordinal)}").Single();
}
