using System.Reflection;
using System.Text.RegularExpressions;
using Shouldly;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Levels;
using Xunit;

namespace Tempest.DomainTests.Architecture;

/// <summary>The suite says what the business needs, in its words, and which of the asked-for rows it shows.</summary>
public sealed partial class SuiteTests(ITestOutputHelper output)
{
    private static string[] Features => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Features"), "*.feature", SearchOption.AllDirectories);

    [Fact]
    public void Features_speak_the_language_of_the_business() => Features.SelectMany(FeatureLanguage.Faults).ShouldBeEmpty();

    [Fact]
    public void Other_languages_are_noticed() =>
        FeatureLanguage.FaultsIn("Feature: x\n\n  Scenario: y\n    When I click the button\n", "Features/Inline.feature").ShouldNotBeEmpty();

    [Fact]
    public void Steps_know_of_no_level()
    {
        var files = Directory.GetFiles(Repository.File("DomainTests/Steps"), "*.cs");
        files.ShouldNotBeEmpty();
        files.Where(file => Technical().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();
        Technical().IsMatch("var answer = await http.GetAsync(path);").ShouldBeTrue("the twin");
    }

    [Fact]
    public void Scenarios_name_only_rows_that_were_asked_for_and_what_has_none_is_listed()
    {
        var rows = File.ReadAllLines(Repository.File("DomainTests/requirements.txt"))
            .Where(line => line.Length > 0).Select(line => line.Split(' ', 2)).ToDictionary(row => row[0], row => row[1]);
        var shown = Features.SelectMany(file => Scenarios.In(Path.GetRelativePath(AppContext.BaseDirectory, file)))
            .SelectMany(scenario => scenario.Tags).Where(tag => RowId().IsMatch(tag)).ToHashSet(StringComparer.Ordinal);

        output.WriteLine($"{rows.Keys.Count(shown.Contains)} of {rows.Count} rows are shown by a scenario. Without one:");
        foreach (var (id, claim) in rows.Where(row => !shown.Contains(row.Key))) output.WriteLine($"  {id} {claim}");

        shown.ShouldBeSubsetOf(rows.Keys);
        shown.Count.ShouldBeGreaterThan(20);
        RowId().IsMatch("002-999").ShouldBeTrue("the twin: such a tag would be looked for, and is no row");
        rows.ContainsKey("002-999").ShouldBeFalse();
    }

    [Fact]
    public void Every_scenario_is_played_at_every_level_or_says_until_when_it_is_not()
    {
        var theories = typeof(SuiteTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<FeaturesAttribute>()).OfType<FeaturesAttribute>().ToArray();
        foreach (var level in ScenarioReport.Levels)
            Unplayed(level, [.. theories.Where(theory => theory.Level == level).SelectMany(theory => theory.Matching())]).ShouldBeEmpty();

        Unplayed("Browser", []).ShouldNotBeEmpty("the twin: a level that plays none");
        Unplayed("Browser", [.. AllFiles, AllFiles[0]]).ShouldNotBeEmpty("another: one is played twice");
    }

    private static string[] AllFiles => [.. Features.Select(file => Path.GetRelativePath(AppContext.BaseDirectory, file).Replace('\\', '/'))];

    /// <summary>The scenarios that a level does not play once.</summary>
    private static IEnumerable<string> Unplayed(string level, IReadOnlyCollection<string> played) => AllFiles
        .Where(file => played.Count(one => one == file) != 1).SelectMany(Scenarios.In)
        .Where(scenario => NotYet.At(level, scenario) is not { } promise || promise.Due < DateOnly.FromDateTime(DateTime.UtcNow))
        .Select(scenario => $"{level}: {scenario.Id}");

    [GeneratedRegex(@"http|json|sql|kestrel|IStorage|Npgsql|StreamId|Snapshot", RegexOptions.IgnoreCase)]
    private static partial Regex Technical();

    [GeneratedRegex(@"^\d{3}-")]
    private static partial Regex RowId();
}
