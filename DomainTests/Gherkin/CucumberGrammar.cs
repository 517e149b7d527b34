using System.Text;
using System.Text.RegularExpressions;

namespace Tempest.DomainTests.Gherkin;

/// <summary>
/// Reads a cucumber expression from left to right: {parameter}, optional(s), this/that, and \( \{ \/ \\ for themselves.
/// </summary>
sealed class CucumberGrammar
{
    readonly string wording;
    readonly IReadOnlyDictionary<string, string> parameterTypes;
    readonly StringBuilder regex = new("^");
    readonly List<StringBuilder> alternatives = [new()];
    int parameters;

    CucumberGrammar(string wording, IReadOnlyDictionary<string, string> parameterTypes)
    {
        this.wording = wording;
        this.parameterTypes = parameterTypes;
    }

    /// <summary>The parameter types every expression knows; {string} is quoted and therefore stands apart.</summary>
    public static IReadOnlyDictionary<string, string> BuiltIn { get; } = new Dictionary<string, string>
    {
        [""] = ".*", ["word"] = @"\S+",
        ["byte"] = @"-?\d+", ["short"] = @"-?\d+", ["int"] = @"-?\d+", ["long"] = @"-?\d+",
        ["Byte"] = @"-?\d+", ["Int16"] = @"-?\d+", ["Int32"] = @"-?\d+", ["Int64"] = @"-?\d+",
        ["float"] = Fraction, ["double"] = Fraction, ["decimal"] = Fraction,
        ["Single"] = Fraction, ["Double"] = Fraction, ["Decimal"] = Fraction,
        ["Boolean"] = ".*", ["Char"] = ".*", ["DateTime"] = ".*", ["Guid"] = ".*",
    };

    const string Fraction = @"[-+]?\d*\.?\d+";

    public static string ToRegex(string wording, IReadOnlyDictionary<string, string> parameterTypes) =>
        new CucumberGrammar(wording, parameterTypes).Read();

    string Read()
    {
        for (var at = 0; at < wording.Length; at++)
        {
            switch (wording[at])
            {
                case '{':
                    CloseWord();
                    regex.Append(Parameter(Until('}', ref at)));
                    break;
                case '(':
                    alternatives[^1].Append("(?:").Append(Regex.Escape(Optional(ref at))).Append(")?");
                    break;
                case '/':
                    alternatives.Add(new StringBuilder());
                    break;
                case var space when char.IsWhiteSpace(space):
                    CloseWord();
                    regex.Append(Literal(space));
                    break;
                case '\\' when at + 1 == wording.Length:
                    throw Fault(@"ends in \, which escapes nothing");
                case '\\':
                    alternatives[^1].Append(Literal(wording[++at]));
                    break;
                case var letter:
                    alternatives[^1].Append(Literal(letter));
                    break;
            }
        }

        CloseWord();
        return regex.Append('$').ToString();
    }

    // Alternatives reach from one space or parameter to the next.
    void CloseWord()
    {
        if (alternatives.Count > 1 && alternatives.Exists(alternative => alternative.Length == 0))
        {
            throw Fault(@"has nothing on one side of /; a plain slash is written \/");
        }

        if (alternatives.Count > 1) regex.Append("(?:").AppendJoin('|', alternatives).Append(')');
        else regex.Append(alternatives[0]);
        alternatives.Clear();
        alternatives.Add(new StringBuilder());
    }

    // Both quotes fill the same group, which .NET allows for named groups.
    string Parameter(string name)
    {
        var group = $"argument{parameters++}";
        if (name == "string") return $"""(?:"(?<{group}>[^"]*)"|'(?<{group}>[^']*)')""";
        return parameterTypes.TryGetValue(name, out var pattern)
            ? $"(?<{group}>{pattern})"
            : throw Fault($"has a parameter type {{{name}}} that is not known");
    }

    // Reqnroll takes "(a|b)" for the optional text "a|b", which no step ever says.
    string Optional(ref int at)
    {
        var text = Until(')', ref at);
        return text.Length > 0 && !text.Contains('|', StringComparison.Ordinal)
            ? text
            : throw Fault(@"has a regex's group; a regex starts with ^ and ends with $, a plain bracket is written \(");
    }

    string Until(char close, ref int at)
    {
        var text = new StringBuilder();
        while (++at < wording.Length && wording[at] != close)
        {
            if (wording[at] == '\\' && at + 1 < wording.Length) at++;
            text.Append(wording[at]);
        }

        return at < wording.Length ? text.ToString() : throw Fault($"has no closing {close}");
    }

    static string Literal(char letter) => Regex.Escape(letter.ToString());

    StepException Fault(string what) => new($"The expression '{wording}' {what}.");
}
