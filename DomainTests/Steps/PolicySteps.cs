using Shouldly;
using Tempest.DomainTests.Gherkin;

namespace Tempest.DomainTests.Steps;

/// <summary>What one department's doing brings about in another.</summary>
[Binding]
public sealed class PolicySteps(World world)
{
    [Given("all that follows has been done")]
    [When("all that follows is done")]
    public Task AllThatFollows() => world.Settle();

    [Then("staff have to look at {string}")]
    public async Task HaveToLookAt(string refused) => string.Join(", ", await world.Refused()).ShouldBe(refused);

    [Then("everybody sees of the order {string}")]
    public async Task EverybodySees(string order, DataTable lines)
    {
        var told = await world.Tempest.TimelineAsync(world.Own(order));
        told.Select(line => new TimelineRow(InTheScenariosWords(line.What), IsPolicy(line.Who) ? "Tempest" : "staff"))
            .ShouldBe(lines.CreateSet<TimelineRow>());
        told.ShouldAllBe(line => line.When > DateTimeOffset.UtcNow.AddMinutes(-5));
    }

    private static bool IsPolicy(string who) => who.StartsWith("policy/", StringComparison.Ordinal);

    private string InTheScenariosWords(string sentence) => world.Plain(sentence)
        .Replace($"by {Days.Today.AddDays(30):yyyy-MM-dd}", "in 30 days", StringComparison.Ordinal);

    [Then("the order {string} is {word} with the shipment {string}")]
    public async Task IsWith(string order, string status, string shipment)
    {
        var found = (await world.Tempest.OrderAsync(world.Own(order))).ShouldNotBeNull();
        (found.Status, found.Shipment).ShouldBe((status, world.Own(shipment)));
    }
}

public sealed record TimelineRow(string What, string Who);
