using Shouldly;
using Tempest.DomainTests.Gherkin;
using Xunit;

namespace Tempest.DomainTests.GherkinTests;

public sealed class CucumberExpressionTests
{
    static readonly IReadOnlyDictionary<string, string> Types = ParameterTypes.Of([], []);

    [Theory]
    [InlineData("{int} of {string} are ordered", "3 of \"A 1\" are ordered", "3|A 1")]
    [InlineData("the note {string}", "the note 'it is \"new\"'", "it is \"new\"")]
    [InlineData("{word} owes {decimal} {word}", "Ada owes -12.50 EUR", "Ada|-12.50|EUR")]
    [InlineData("it says {}", "it says anything at all", "anything at all")]
    [InlineData("{int} parcel(s) is/are ready", "1 parcel is ready", "1")]
    [InlineData("{int} parcel(s) is/are ready", "2 parcels are ready", "2")]
    [InlineData(@"either\/or \(really) \{so}", "either/or (really) {so}", "")]
    [InlineData("a price of 1.50?", "a price of 1.50?", "")]
    [InlineData(@"^the order is (accepted|rejected)$", "the order is accepted", "accepted")]
    [InlineData(@"(\d+) trucks wait", "12 trucks wait", "12")]
    [InlineData("the reason is (.*)", "the reason is rain", "rain")]
    public void A_wording_takes_what_it_says(string wording, string text, string arguments) =>
        string.Join('|', new CucumberExpression(wording, Types).Match(text).ShouldNotBeNull()).ShouldBe(arguments);

    [Theory]
    [InlineData("{int} trucks", "many trucks")]
    [InlineData("{int} trucks", "3 trucks wait")]
    [InlineData("a truck", "There is a truck")]
    [InlineData("the note {string}", "the note new")]
    [InlineData("the price is 1.5", "the price is 175")]
    [InlineData(@"(\d+) trucks wait", "12 trucks wait long")]
    public void And_nothing_else(string wording, string text) =>
        new CucumberExpression(wording, Types).Match(text).ShouldBeNull();

    [Theory]
    [InlineData("a/b", true)]
    [InlineData(@"a\/b", true)]
    [InlineData("(a)", true)]
    [InlineData("(a+)", false)]
    [InlineData("^a/b", false)]
    [InlineData("a/b$", false)]
    [InlineData(@"costs 1\.50", false)]
    [InlineData(@"{int} and \d+", true)]
    public void Which_wordings_are_regexes_is_what_Reqnroll_thinks(string wording, bool isCucumber) =>
        CucumberExpression.IsCucumber(wording).ShouldBe(isCucumber);

    [Theory]
    [InlineData("a {colour} truck", "{colour}")]
    [InlineData("a /truck", "nothing on one side of /")]
    [InlineData("a {int truck", "no closing }")]
    [InlineData("is (accepted|rejected)", "starts with ^")]
    public void A_wording_that_means_nothing_is_a_fault(string wording, string why) =>
        Should.Throw<StepException>(() => new CucumberExpression(wording, Types)).Message.ShouldContain(why);
}
