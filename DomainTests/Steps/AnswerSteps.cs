using Shouldly;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Steps;

/// <summary>Answers that are the same whatever was asked.</summary>
[Binding]
public sealed class AnswerSteps(World world)
{
    [Then("it is refused as {string}")]
    public void IsRefused(string code) => world.Reply.Refusal.ShouldBe(code);

    [Then("it is refused as {string} naming {string}")]
    public void IsRefusedNaming(string code, string skus)
    {
        world.Reply.Refusal.ShouldBe(code);
        string.Join(", ", world.Reply.Named.ShouldNotBeNull().Select(world.Told)).ShouldBe(skus);
    }

    [Then("he/she is told that it has changed since")]
    public void HasChanged() => world.Reply.Refusal.ShouldBe(Reply.Stale);

    [Then("it is refused because the request's name was used before")]
    public void NameWasUsed() => world.Reply.Refusal.ShouldBe(Reply.NameUsed);

    [Then("they are answered {string}")]
    public void AreAnswered(string answers) => string.Join(", ", world.Replies.Select(reply => reply.Refusal ?? "done")).ShouldBe(answers);
}
