using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Levels;
using Xunit;
using Xunit.Sdk;

[assembly: AssemblyFixture(typeof(ScenarioReport))]

namespace Tempest.DomainTests.Levels;

/// <summary>
/// What became of each scenario at each level, and how long it took: a line for each scenario in
/// <c>TestResults/scenarios.md</c>, and one for each feature where <c>TEMPEST_SCENARIOS</c> says.
/// </summary>
public sealed class ScenarioReport : IDisposable
{
    public static readonly string[] Levels = ["Memory", "Http", "Browser"];

    private static readonly ConcurrentDictionary<(string Id, string Level), Played> All = new();

    /// <summary>Plays a scenario, and remembers how that ended.</summary>
    public static async Task TimeAsync(string level, string id, Func<Task> play)
    {
        var start = Stopwatch.GetTimestamp();
        var end = End.Failed;
        try
        {
            await play();
            end = End.Passed;
        }
        catch (SkipException)
        {
            end = End.Skipped;
            throw;
        }
        finally
        {
            All[(id, level)] = new(end, Stopwatch.GetElapsedTime(start));
        }
    }

    public void Dispose()
    {
        if (All.IsEmpty) return;

        var scenarios = All.Keys.Select(played => played.Id).Distinct().Select(Scenarios.Find)
            .OrderBy(scenario => scenario.Id.Split(':')[0], StringComparer.Ordinal).ThenBy(scenario => int.Parse(scenario.Id.Split(':')[1], CultureInfo.InvariantCulture)).ToArray();
        Directory.CreateDirectory(Repository.File("TestResults"));
        File.WriteAllText(Repository.File("TestResults/scenarios.md"), Table("scenario", scenarios.Select(one => (one.Title, new[] { one.Id }))));
        if (Environment.GetEnvironmentVariable("TEMPEST_SCENARIOS") is { Length: > 0 } file)
            File.WriteAllText(file, Table("feature", scenarios.GroupBy(one => one.Feature, (feature, of) => (feature, of.Select(one => one.Id).ToArray()))));
    }

    private static string Table(string what, IEnumerable<(string Name, string[] Ids)> rows)
    {
        var text = new StringBuilder($"| {what} | {string.Join(" | ", Levels)} |\n|---|---|---|---|\n");
        foreach (var (name, ids) in rows.Append(("all", [.. All.Keys.Select(played => played.Id).Distinct()])))
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", Levels.Select(level => Cell(ids, level)))} |\n");
        return text.ToString();
    }

    private static string Cell(IReadOnlyList<string> ids, string level)
    {
        var played = ids.Select(id => All.GetValueOrDefault((id, level))).ToArray();
        var took = TimeSpan.FromTicks(played.Sum(one => one?.Took.Ticks ?? 0));
        return string.Join(", ", ((string, int)[])
            [
                ("passed", Count(End.Passed)), ("failed", Count(End.Failed)), ("skipped", Count(End.Skipped)), ("not played", played.Count(one => one is null)),
            ]
            is var counts ? counts.Where(count => count.Item2 > 0).Select(count => $"{count.Item2} {count.Item1}") : []) + string.Create(
            CultureInfo.InvariantCulture, $" in {took.TotalSeconds:0.00} s");

        int Count(End end) => played.Count(one => one?.End == end);
    }

    private enum End
    {
        Passed,
        Failed,
        Skipped,
    }

    private sealed record Played(End End, TimeSpan Took);
}
