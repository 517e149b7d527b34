using System.Text.RegularExpressions;

namespace Tempest.DomainTests.Gherkin;

/// <summary>A line of a feature that speaks of machinery where the business should be heard.</summary>
public sealed record LanguageFault(string Path, int Line, string Word, string Text)
{
    public override string ToString() => $"{Path}:{Line}: '{Word}' in \"{Text}\"";
}

/// <summary>
/// The words that features do without: a scenario has to read the same at every level, so it cannot name the means of
/// one of them. Comments and tags are free.
/// </summary>
public static class FeatureLanguage
{
    const string Machinery = "http|post|get request|json|table row|database|sql|click|button|html|url|endpoint"
        + "|append|stream|event store|snapshot";

    // Whole words in any case; the plural is the same word.
    static readonly Regex Forbidden = new(
        $@"\b(?:{Machinery.Replace(" ", @"\s+", StringComparison.Ordinal)})s?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The faults of a feature file.</summary>
    /// <param name="path">Relative to the test folder, or absolute.</param>
    public static IReadOnlyList<LanguageFault> Faults(string path) =>
        FaultsIn(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, path)), path);

    /// <summary>The faults of a feature text.</summary>
    /// <param name="path">Tells features of operations apart, which may speak of snapshots.</param>
    public static IReadOnlyList<LanguageFault> FaultsIn(string featureText, string path = "Inline.feature") =>
    [
        .. from line in featureText.Split('\n').Select((text, at) => (Number: at + 1, Text: text.Trim()))
           where !line.Text.StartsWith('#') && !line.Text.StartsWith('@')
           from word in Forbidden.Matches(line.Text)
           where !(IsOperations(path) && word.Value.StartsWith("snapshot", StringComparison.OrdinalIgnoreCase))
           select new LanguageFault(path, line.Number, word.Value, line.Text),
    ];

    // Those who run the system talk about snapshots: there it is their business.
    static bool IsOperations(string path) =>
        path.Replace('\\', '/').Contains("Features/Operations/", StringComparison.Ordinal);
}
