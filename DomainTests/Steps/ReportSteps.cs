using Shouldly;
using Tempest.DomainTests.Gherkin;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class ReportSteps(World world)
{
    [Given("all that has happened is counted")]
    [When("all that has happened is counted")]
    public Task IsCounted() => world.Given.CountAsync();

    [Then("the report {string} says of {string} {string}")]
    public Task Says(string report, string of, string figures) => SaysAsync(report, of, figures, null, null);

    [Then("from {word} to {word} the report {string} says of {string} {string}")]
    public Task SaysThen(string from, string to, string report, string of, string figures) =>
        SaysAsync(report, of, figures, Days.Of(from), Days.Of(to));

    [Then("from {word} to {word} the report {string} says nothing of {string}")]
    public async Task SaysNothing(string from, string to, string report, string of) =>
        (await world.Tempest.ReportAsync(report, Days.Of(from), Days.Of(to))).Rows.ShouldNotContain(row => row.Values.First() == world.Own(of));

    [Then("behind {string} in {string} are {string}")]
    public async Task AreBehind(string of, string report, string subjects) =>
        string.Join(", ", (await world.Tempest.BehindAsync(report, world.Own(of))).Select(world.Told)).ShouldBe(subjects);

    [Then("to be reviewed of {string} is {string}")]
    public async Task ToBeReviewed(string of, string signals) =>
        string.Join("; ", (await world.Tempest.ReportAsync("review")).Rows.Where(row => row["about"].Contains(world.Own(of), StringComparison.Ordinal))
            .Select(row => $"{row["signal"]}, {world.Plain(row["about"])}, {row["value"]}{(row["usual"].Length > 0 ? $", usual {row["usual"]}" : "")}"))
            .ShouldBe(signals);

    private async Task SaysAsync(string report, string of, string figures, DateOnly? from, DateOnly? to)
    {
        var found = await world.Tempest.ReportAsync(report, from, to);
        found.HoldsUpTo.ShouldBeGreaterThan(0);
        var row = found.Rows.Single(one => one.Values.First() == world.Own(of));
        string.Join(", ", figures.Split(", ").Select(figure => figure.Split(' ')[0]).Select(name => $"{name} {row[name]}")).ShouldBe(figures);
    }
}
