using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Policies;
using Tempest.Application.WhatIf;
using Tempest.DomainTests.Gherkin;
using Xunit;

namespace Tempest.DomainTests.Levels;

/// <summary>The suite against the domain and the application, in memory.</summary>
public sealed class MemoryScenarios(ITestOutputHelper output)
{
    private static readonly StepBook Steps = StepBook.Of(typeof(MemoryScenarios).Assembly);

    [Theory]
    [Features("Features/**/*.feature", Level = "Memory")]
    public async Task Scenario(string id)
    {
        var data = new MemoryData();
        await using var storage = new MemoryStorage(data, TimeProvider.System, policies: PolicyBook.All(TradeTerms.Usual));
        var tempest = new ApplicationTempest(storage);
        var level = new Level("memory", tempest, tempest, skus =>
        {
            foreach (var sku in skus) data.Lose(new("product", sku));
            return Task.CompletedTask;
        });
        var run = new ScenarioRun(Steps, "Memory", type => type == typeof(Level) ? level : null, output.WriteLine);
        await ScenarioReport.TimeAsync("Memory", id, () => run.Play(id));
        foreach (var decisions in DecisionBook.All(TradeTerms.Usual))
            (await new WhatIfRun(storage, decisions).RunAsync(other => output.WriteLine($"{other}"))).Others.ShouldBe(0, "decided otherwise once more");
    }
}
