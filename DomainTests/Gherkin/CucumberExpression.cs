using System.Text.RegularExpressions;

namespace Tempest.DomainTests.Gherkin;

/// <summary>
/// The wording of a step, turned into a regex once. Grammar: https://github.com/cucumber/cucumber-expressions;
/// which wordings are regexes: https://docs.reqnroll.net/latest/automation/cucumber-expressions.html.
/// </summary>
public sealed partial class CucumberExpression
{
    readonly Regex regex;
    readonly int[] arguments;

    /// <exception cref="StepException">The wording is not an expression.</exception>
    public CucumberExpression(string wording, IReadOnlyDictionary<string, string> parameterTypes)
    {
        // Only arguments capture: the groups of a parameter type's own regex are its own business.
        regex = IsCucumber(wording)
            ? new Regex(CucumberGrammar.ToRegex(wording, parameterTypes),
                RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)
            : new Regex($"^(?:{wording})$", RegexOptions.CultureInvariant);
        arguments = [.. regex.GetGroupNumbers().Where(number => number > 0)];
    }

    /// <summary>The texts of the arguments when the step is worded like this, otherwise null.</summary>
    public string[]? Match(string text)
    {
        var match = regex.Match(text);
        return match.Success ? Array.ConvertAll(arguments, number => match.Groups[number].Value) : null;
    }

    /// <summary>Reqnroll's rule, in its order: anchors, then a {placeholder}, then what only a regex has.</summary>
    internal static bool IsCucumber(string wording) =>
        !(wording.StartsWith('^') || wording.EndsWith('$'))
        && (Placeholder().IsMatch(wording) || !OnlyInRegex().IsMatch(wording));

    [GeneratedRegex(@"\{\w*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\([^)]+[*+]\)|\.\*|\\\.|\\d\+")]
    private static partial Regex OnlyInRegex();
}
