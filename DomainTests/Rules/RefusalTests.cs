using System.Text.RegularExpressions;
using Shouldly;
using Tempest.Adapters.Http;
using Tempest.Application;
using Tempest.Application.Access;
using Tempest.Domain;
using Xunit;

namespace Tempest.DomainTests.Rules;

/// <summary>Every way of saying no: each shown by a rule, each with a code of its own that the API explains.</summary>
public sealed partial class RefusalTests
{
    private static readonly Refused[] Rules = [.. OrderRefusals.All, .. ShippingRefusals.All, .. AccountRefusals.All, .. OtherRefusals.All];

    public static TheoryData<string> Sentences => [.. Rules.Select(rule => rule.Sentence)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void The_answer_is_the_rejection_with_its_data(string sentence)
    {
        var rule = Rules.Single(rule => rule.Sentence == sentence);
        rule.Answer.ShouldBe(rule.Expected);
    }

    [Fact]
    public void Every_rejection_is_shown_by_a_rule() => Unshown(Rules).ShouldBeEmpty();

    [Fact]
    public void A_rejection_that_no_rule_shows_is_noticed() =>
        Unshown(Rules.Where(rule => rule.Expected.Code != "order-empty")).ShouldBe(["OrderEmpty"]);

    [Fact]
    public void Every_code_is_kebab_case() =>
        Codes().Values.ShouldAllBe(code => KebabCase().IsMatch(code));

    [Fact]
    public void No_two_rejections_share_a_code() =>
        Codes().Values.GroupBy(code => code).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();

    [Fact]
    public void Every_code_is_explained_to_those_who_write_programs() =>
        Codes().Values.Except(ProblemTypes.All.Select(problem => problem.Code)).ShouldBeEmpty();

    [Fact]
    public void No_problem_is_explained_twice() =>
        ProblemTypes.All.Select(problem => problem.Code).ShouldBeUnique();

    [Fact]
    public void Every_rejection_says_what_is_wrong_in_a_sentence() =>
        Rules.Select(rule => rule.Expected.Sentence).ShouldAllBe(said => said.Contains(' '));

    private static Dictionary<Type, string> Codes() =>
        Rules.Select(rule => rule.Expected).DistinctBy(why => why.GetType())
            .ToDictionary(why => why.GetType(), why => why.Code);

    private static IEnumerable<string> Unshown(IEnumerable<Refused> rules) =>
        ((Type[])[typeof(Rejection), typeof(Categories)])
        .SelectMany(one => one.Assembly.GetTypes())
        .Where(type => type.IsSubclassOf(typeof(Rejection)) && !type.IsAbstract && type.Namespace != typeof(Caller).Namespace) // signing in has no rules
        .Except(rules.Select(rule => rule.Expected.GetType()))
        .Select(type => type.Name);

    [GeneratedRegex("^[a-z]+[0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();
}
