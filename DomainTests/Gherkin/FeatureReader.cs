using System.Text.RegularExpressions;
using Ast = global::Gherkin.Ast;
using Example = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Tempest.DomainTests.Gherkin;

/// <summary>Flattens a parsed feature: backgrounds in front, tags inherited, examples filled in.</summary>
sealed partial class FeatureReader(Ast.Feature feature, string path)
{
    static readonly Example NoExample = new Dictionary<string, string>();

    public static IEnumerable<Scenario> Read(Ast.Feature? feature, string path) =>
        feature is null ? [] : new FeatureReader(feature, path).Below(feature.Children, null, feature.Tags, []);

    IEnumerable<Scenario> Below(
        IEnumerable<Ast.IHasLocation> children,
        string? rule,
        IEnumerable<Ast.Tag> tags,
        IReadOnlyList<Ast.Step> background)
    {
        // A background holds for what is written after it, and Gherkin puts it first.
        foreach (var before in children.OfType<Ast.Background>()) background = [.. background, .. before.Steps];

        return children.SelectMany(child => child switch
        {
            Ast.Rule inner => Below(inner.Children, inner.Name, tags.Concat(inner.Tags), background),
            Ast.Scenario written => Cases(written, rule, tags.Concat(written.Tags), background),
            _ => [],
        });
    }

    IEnumerable<Scenario> Cases(
        Ast.Scenario written,
        string? rule,
        IEnumerable<Ast.Tag> tags,
        IReadOnlyList<Ast.Step> background)
    {
        if (!written.Examples.Any())
        {
            yield return Case(written.Location, written.Name, tags, Steps(background, written, NoExample));
        }

        foreach (var examples in written.Examples)
        {
            foreach (var row in examples.TableBody ?? [])
            {
                var example = examples.TableHeader.Cells.Zip(row.Cells)
                    .ToDictionary(pair => pair.First.Value, pair => pair.Second.Value);
                yield return Case(
                    row.Location,
                    NameOf(written, example),
                    tags.Concat(examples.Tags),
                    Steps(background, written, example));
            }
        }

        Scenario Case(Ast.Location at, string name, IEnumerable<Ast.Tag> all, IEnumerable<ScenarioStep> steps) =>
            new($"{path}:{at.Line}", feature.Name, rule, name,
                [.. all.Select(tag => tag.Name.TrimStart('@')).Distinct()], [.. steps]);
    }

    IEnumerable<ScenarioStep> Steps(IEnumerable<Ast.Step> background, Ast.Scenario written, Example example)
    {
        // Examples belong to the outline; a background that says <name> means it literally.
        var all = background.Select(step => (step, NoExample)).Concat(written.Steps.Select(step => (step, example)));
        var kind = StepKind.Given;
        foreach (var (step, values) in all)
        {
            kind = KindOf(step, kind);
            yield return new ScenarioStep(
                kind,
                step.Keyword.Trim(),
                Fill(step.Text, values),
                step.DocString is { } text ? Fill(text.Content, values) : null,
                step.DataTable is { } table ? TableOf(table, values) : null,
                $"{path}:{step.Location.Line}");
        }
    }

    static StepKind KindOf(Ast.Step step, StepKind previous) => step.KeywordType switch
    {
        global::Gherkin.StepKeywordType.Context => StepKind.Given,
        global::Gherkin.StepKeywordType.Action => StepKind.When,
        global::Gherkin.StepKeywordType.Outcome => StepKind.Then,
        _ => previous,
    };

    static DataTable TableOf(Ast.DataTable table, Example example)
    {
        string[] CellsOf(Ast.TableRow row) => [.. row.Cells.Select(cell => Fill(cell.Value, example))];
        return new DataTable(CellsOf(table.Rows.First()), table.Rows.Skip(1).Select(CellsOf));
    }

    // Values that the outline's name does not speak of tell its examples apart.
    static string NameOf(Ast.Scenario outline, Example example)
    {
        var silent = example.Where(value => !outline.Name.Contains($"<{value.Key}>", StringComparison.Ordinal));
        var rest = string.Join(", ", silent.Select(value => $"{value.Key}: {value.Value}"));
        var name = Fill(outline.Name, example);
        return rest.Length == 0 ? name : $"{name} [{rest}]";
    }

    static string Fill(string text, Example example) => example.Count == 0
        ? text
        : Placeholder().Replace(text, hole => example.GetValueOrDefault(hole.Groups[1].Value, hole.Value));

    [GeneratedRegex("<([^<>]+)>")]
    private static partial Regex Placeholder();
}
