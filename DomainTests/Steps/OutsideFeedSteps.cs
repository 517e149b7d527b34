using Shouldly;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class OutsideFeedSteps(World world)
{
    private IReadOnlyList<string> answers = [];

    private sealed record EntryRow(string Entry, string Kind, decimal Amount, DateOnly On, DateOnly? Due, string Undoes, string OfKind);

    [When("^these entries of \"(.*)\" are told from outside: (.*)$")]
    public async Task AreTold(string account, string entries, DataTable table)
    {
        var rows = table.CreateSet<EntryRow>().ToDictionary(row => row.Entry);
        answers = await world.Tempest.TellFromOutsideAsync([.. entries.Split(", ").Select(entry => rows[entry]).Select(row =>
            new OutsideEntry(world.Own(account), row.Entry, row.Kind, row.Amount, "USD", Days.Noon(row.On),
                row.Undoes.Length > 0 ? row.Undoes : null, row.OfKind.Length > 0 ? row.OfKind : null, row.Due))]);
    }

    [Then("the entries are answered {string}")]
    public void AreAnswered(string expected) => string.Join(", ", answers).ShouldBe(expected);
}
