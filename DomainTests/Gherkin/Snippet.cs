using System.Text.RegularExpressions;

namespace Tempest.DomainTests.Gherkin;

/// <summary>Drafts the method that a step is missing.</summary>
static partial class Snippet
{
    public static string For(ScenarioStep step)
    {
        var parameters = Values().Matches(step.Text)
            .Select((value, at) => $"{TypeOf(value.Value)} value{at + 1}")
            .Concat(step.DocString is null ? [] : ["string text"])
            .Concat(step.Table is null ? [] : ["DataTable table"]);
        return $"""

                [{step.Kind}({Quoted(Expression(step.Text))})]
                public void {NameOf(step)}({string.Join(", ", parameters)}) => throw new NotImplementedException();
            """;
    }

    static string Expression(string text) => Values().Replace(
        Special().Replace(text, @"\$0"),
        value => value.Value[0] is '"' or '\'' ? "{string}" : $"{{{TypeOf(value.Value)}}}");

    static string TypeOf(string value) => value[0] is '"' or '\'' ? "string"
        : value.Contains('.', StringComparison.Ordinal) ? "decimal"
        : "int";

    static string Quoted(string expression) => expression.Contains('\\', StringComparison.Ordinal)
        || expression.Contains('"', StringComparison.Ordinal)
        ? $"@\"{expression.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : $"\"{expression}\"";

    static string NameOf(ScenarioStep step) => step.Kind + string.Concat(
        Words().Matches(Values().Replace(step.Text, " "))
            .Select(word => char.ToUpperInvariant(word.Value[0]) + word.Value[1..]));

    [GeneratedRegex("""
        "[^"]*"|(?<!\w)'[^']*'(?!\w)|(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-])
        """)]
    private static partial Regex Values();

    [GeneratedRegex(@"[\\({/]")]
    private static partial Regex Special();

    [GeneratedRegex(@"\p{L}[\p{L}\d]*")]
    private static partial Regex Words();
}
