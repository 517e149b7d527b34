using Shouldly;
using Tempest.DomainTests.Gherkin;
using Xunit;
using Xunit.Sdk;

namespace Tempest.DomainTests.GherkinTests;

public sealed class ScenariosTests
{
    const string Orders = """
        @orders
        Feature: Placing orders
          Background:
            Given the shop is open

          Scenario: Nothing is ordered
            Then nothing happens

          @stock
          Rule: Only what is there is sold
            Background:
              And the shelf is full

            @002-15
            Scenario Outline: <many> pieces
              When <many> of "<article>" are ordered
                | <article> | count  |
                | left      | <many> |
              And the note reads
                '''
                <many> please
                '''
              But no more
              Then all is well
              * it is quiet

              @few
              Examples: Few
                | many | article |
                | 1    | A       |
              @lots
              Examples: Lots
                | many | article |
                | 99   | B       |
                | 100  | C       |
        """;

    // Three quotes would end the text above.
    static readonly string Text = Orders.Replace("'''", "\"\"\"", StringComparison.Ordinal);

    static readonly IReadOnlyList<Scenario> Read = Scenarios.Parse(Text, "Features/Orders.feature");

    [Fact]
    public void Every_scenario_and_every_example_is_one() => Read.Select(scenario => $"{scenario.Id} {scenario.Title}")
        .ShouldBe([
            "Features/Orders.feature:6 Placing orders › Nothing is ordered",
            "Features/Orders.feature:30 Placing orders › Only what is there is sold › 1 pieces [article: A]",
            "Features/Orders.feature:34 Placing orders › Only what is there is sold › 99 pieces [article: B]",
            "Features/Orders.feature:35 Placing orders › Only what is there is sold › 100 pieces [article: C]",
        ]);

    [Fact]
    public void Tags_are_inherited_down_to_the_examples()
    {
        Read[0].Tags.ShouldBe(["orders"]);
        Read[1].Tags.ShouldBe(["orders", "stock", "002-15", "few"]);
        Read[2].Tags.ShouldBe(["orders", "stock", "002-15", "lots"]);
    }

    [Fact]
    public void Backgrounds_come_first_and_And_means_what_went_before()
    {
        Read[0].Steps.Select(step => step.Text).ShouldBe(["the shop is open", "nothing happens"]);
        Read[2].Steps.Select(step => $"{step.Kind}/{step.Keyword} {step.Text}").ShouldBe([
            "Given/Given the shop is open",
            "Given/And the shelf is full",
            "When/When 99 of \"B\" are ordered",
            "When/And the note reads",
            "When/But no more",
            "Then/Then all is well",
            "Then/* it is quiet",
        ]);
    }

    [Fact]
    public void Examples_reach_into_tables_and_texts()
    {
        var table = Read[3].Steps[2].Table.ShouldNotBeNull();
        table.Header.ShouldBe(["C", "count"]);
        table.Rows.Single()["count"].ShouldBe("100");
        Read[3].Steps[3].DocString.ShouldBe("100 please");
        Read[3].Steps[3].Source.ShouldBe("Features/Orders.feature:19");
    }

    [Fact]
    public void What_is_not_Gherkin_says_where() => Should.Throw<StepException>(
        () => Scenarios.Parse("Feature: A\n  Scenario: B\n    Given c\n    Rubbish", "Features/A.feature"))
        .Message.ShouldContain("Features/A.feature: Parser errors");

    [Fact]
    public async Task A_theory_has_one_row_per_scenario_that_names_its_level()
    {
        var folder = $"{nameof(ScenariosTests)}-{Guid.NewGuid():N}";
        var below = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, folder, "Selling"));
        try
        {
            await File.WriteAllTextAsync(Path.Combine(below.FullName, "Orders.feature"), Text);
            var features = new FeaturesAttribute($"{folder}/**/*.feature") { Level = "Memory" };
            await using var tracker = new DisposalTracker();
            var rows = await features.GetData(GetType().GetMethods()[0], tracker);

            features.SupportsDiscoveryEnumeration().ShouldBeTrue();
            rows.Count.ShouldBe(4);
            var last = rows.Last();
            last.TestDisplayName.ShouldBe(
                "Memory: Placing orders › Only what is there is sold › 100 pieces [article: C]");
            last.Traits.ShouldNotBeNull()["Category"]
                .ShouldBe(["orders", "stock", "002-15", "lots"], ignoreOrder: true);
            var id = last.GetData().Single().ShouldBeOfType<string>();
            id.ShouldBe($"{folder}/Selling/Orders.feature:35");
            Scenarios.Find(id).ShouldBeSameAs(Scenarios.Find(id));
        }
        finally
        {
            Directory.Delete(Path.Combine(AppContext.BaseDirectory, folder), recursive: true);
        }
    }
}
