using Shouldly;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Steps;

/// <summary>What was, and why it happened.</summary>
[Binding]
public sealed class TimelineSteps(World world)
{
    [Then("after {int} event(s) the {word} {string} differed from now in")]
    public async Task DifferedIn(int version, string kind, string id, DataTable changes)
    {
        var found = (await world.Tempest.DifferentNowAsync(kind, world.Own(id), version)).Select(InTheScenariosWords).ToArray();
        foreach (var change in changes.CreateSet<ChangeView>()) found.ShouldContain(change);
    }

    [Then("after {int} event(s) nothing of the {word} {string} differed from now")]
    public async Task DidNotDiffer(int version, string kind, string id) =>
        (await world.Tempest.DifferentNowAsync(kind, world.Own(id), version)).ShouldBeEmpty();

    [Then("{string} of the {word} {string} goes back to {string}")]
    public async Task GoesBackTo(string happened, string kind, string id, string cause) =>
        world.Plain((await world.Tempest.WhyAsync(kind, world.Own(id), happened)).Cause.ShouldNotBeNull()).ShouldBe(cause);

    [Then("{string} of the {word} {string} was asked for by somebody")]
    public async Task WasAskedFor(string happened, string kind, string id) =>
        (await world.Tempest.WhyAsync(kind, world.Own(id), happened)).Cause.ShouldBeNull();

    [Then("{string} of the {word} {string} led to")]
    public async Task LedTo(string happened, string kind, string id, DataTable lines) =>
        Told((await world.Tempest.WhyAsync(kind, world.Own(id), happened)).Followed).ShouldBe(lines.CreateSet<WordsRow>().Select(row => row.What));

    [Then("done in one go with {string} of the {word} {string} was {string}")]
    public async Task DoneWith(string happened, string kind, string id, string together) =>
        string.Join(", ", Told((await world.Tempest.WhyAsync(kind, world.Own(id), happened)).Together)).ShouldBe(together);

    private IEnumerable<string> Told(IReadOnlyList<string> lines) => lines.Select(world.Plain);

    private ChangeView InTheScenariosWords(ChangeView change) => change with { Then = world.Plain(change.Then), Now = world.Plain(change.Now) };

    private sealed record WordsRow(string What);
}
