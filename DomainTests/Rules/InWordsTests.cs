using Shouldly;
using Tempest.Application;
using Tempest.Application.Timeline;
using Tempest.DomainTests.Samples;
using Xunit;

namespace Tempest.DomainTests.Rules;

/// <summary>Whatever happens to what has a history is told in words.</summary>
public sealed class InWordsTests
{
    [Fact]
    public void Every_event_has_words_of_its_own()
    {
        var types = Categories.All.SelectMany(category => category.Events).Select(contract => contract.Type).ToArray();
        types.Length.ShouldBeGreaterThan(35);
        foreach (var type in types) InWords.Of(Examples.Of(type)).ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void An_undoing_says_what_it_undoes() =>
        InWords.Of(Examples.Of("entry-reversed")).ShouldBe("Reversal of shipment-S-7, 27.20 USD: billed to the wrong account");
}
