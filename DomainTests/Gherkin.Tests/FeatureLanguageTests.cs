using Shouldly;
using Tempest.DomainTests.Gherkin;
using Xunit;

namespace Tempest.DomainTests.GherkinTests;

public sealed class FeatureLanguageTests
{
    [Fact]
    public void A_feature_in_the_language_of_the_business_has_no_faults() => FeatureLanguage.FaultsIn("""
        # A click or two of JSON over HTTP is what this comment is about.
        @database
        Feature: Postage and upstream deliveries
          Scenario: The buttonhole is delivered
            Given a poster in the streamlined catalogue
        """).ShouldBeEmpty();

    [Theory]
    [InlineData("When she clicks the Button", "clicks,Button")]
    [InlineData("When the order is sent by POST to the url \"/orders\"", "POST,url")]
    [InlineData("Then a get  request to https answers", "get  request,https")]
    [InlineData("Given a table row in the SQL database", "table row,SQL,database")]
    [InlineData("Given streams of the event store, to append to", "streams,event store,append")]
    [InlineData("Then the html endpoint says json", "html,endpoint,json")]
    [InlineData("Scenario: A snapshot is taken", "snapshot")]
    public void Every_word_of_machinery_is_a_fault(string line, string words) =>
        string.Join(',', FeatureLanguage.FaultsIn(line).Select(fault => fault.Word)).ShouldBe(words);

    [Fact]
    public void A_fault_says_where_it_is() => FeatureLanguage
        .FaultsIn("Feature: A\n\n  When I click", "Features/A.feature").Single().ToString()
        .ShouldBe("Features/A.feature:3: 'click' in \"When I click\"");

    [Fact]
    public void Operations_may_speak_of_snapshots_and_of_nothing_else()
    {
        FeatureLanguage.FaultsIn("Then the snapshots are read", "Features/Operations/A.feature").ShouldBeEmpty();
        FeatureLanguage.FaultsIn("Then the stream is read", "Features/Operations/A.feature").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_file_is_read_where_it_lies()
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{Guid.NewGuid():N}.feature");
        File.WriteAllText(file, "Feature: A button");
        try
        {
            FeatureLanguage.Faults(Path.GetFileName(file)).Single().Word.ShouldBe("button");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
