using System.Reflection;
using Microsoft.Extensions.FileSystemGlobbing;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Tempest.DomainTests.Gherkin;

/// <summary>
/// One theory row per scenario and per example row of the matching feature files. The row carries the scenario's id,
/// plain text, so that runners can list every scenario before they run one.
/// </summary>
/// <param name="glob">Below the test folder, such as <c>Features/**/*.feature</c>.</param>
public sealed class FeaturesAttribute(string glob) : DataAttribute
{
    public string Glob => glob;

    /// <summary>Stands in front of every name: the same scenarios run at several levels.</summary>
    public string? Level { get; set; }

    public override bool SupportsDiscoveryEnumeration() => true;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker) => new([.. Matching().SelectMany(Scenarios.In).Select(Row)]);

    internal IEnumerable<string> Matching() => new Matcher().AddInclude(glob)
        .GetResultsInFullPath(AppContext.BaseDirectory)
        .Select(file => Path.GetRelativePath(AppContext.BaseDirectory, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    ITheoryDataRow Row(Scenario scenario)
    {
        var row = new TheoryDataRow<string>(scenario.Id)
        {
            TestDisplayName = Level is null ? scenario.Title : $"{Level}: {scenario.Title}",
            // The title says it all: without a label xunit would add the id in brackets.
            Label = "",
        };
        return scenario.Tags.Aggregate(row, (tagged, tag) => tagged.WithTrait("Category", tag));
    }
}
