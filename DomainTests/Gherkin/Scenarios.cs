using System.Collections.Concurrent;
using global::Gherkin;

namespace Tempest.DomainTests.Gherkin;

/// <summary>One scenario, or one example row of an outline, with everything it inherits laid out flat.</summary>
/// <param name="Id">Feature file below the test folder and line, such as <c>Features/Orders.feature:12</c>.</param>
/// <param name="Tags">Without @, from the feature down to the examples.</param>
public sealed record Scenario(
    string Id,
    string Feature,
    string? Rule,
    string Name,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ScenarioStep> Steps)
{
    /// <summary><c>Feature › Rule › Scenario</c></summary>
    public string Title => Rule is null ? $"{Feature} › {Name}" : $"{Feature} › {Rule} › {Name}";
}

/// <summary>One step with its example values filled in.</summary>
/// <param name="Keyword">As written: And stays And, while its <paramref name="Kind"/> is what went before.</param>
/// <param name="Source">File and line.</param>
public sealed record ScenarioStep(
    StepKind Kind,
    string Keyword,
    string Text,
    string? DocString,
    DataTable? Table,
    string Source);

/// <summary>Feature files as flat scenarios; every file is parsed once.</summary>
public static class Scenarios
{
    static readonly ConcurrentDictionary<string, Lazy<IReadOnlyDictionary<string, Scenario>>> Files = new();

    /// <summary>The scenario of an id that <see cref="In"/> gave out.</summary>
    public static Scenario Find(string id) =>
        ById(id[..id.LastIndexOf(':')]).TryGetValue(id, out var found)
            ? found
            : throw new StepException($"{id} is not the line of a scenario or of an example row.");

    /// <summary>All scenarios of a file, named relative to the test folder, in the order they are written.</summary>
    public static IEnumerable<Scenario> In(string path) => ById(path).Values;

    /// <summary>All scenarios of a feature text.</summary>
    /// <exception cref="StepException">The text is not Gherkin.</exception>
    public static IReadOnlyList<Scenario> Parse(string text, string path = "Inline.feature")
    {
        try
        {
            using var reader = new StringReader(text);
            return [.. FeatureReader.Read(new Parser().Parse(reader).Feature, path)];
        }
        catch (ParserException e)
        {
            throw new StepException($"{path}: {e.Message}", e);
        }
    }

    static IReadOnlyDictionary<string, Scenario> ById(string path) =>
        Files.GetOrAdd(path, static file => new(() => Load(file))).Value;

    static OrderedDictionary<string, Scenario> Load(string path) =>
        new(Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, path)), path)
            .Select(scenario => KeyValuePair.Create(scenario.Id, scenario)));
}
