namespace Tempest.DomainTests.Gherkin;

/// <summary>What step classes may ask to know about the scenario they are in.</summary>
public sealed class ScenarioContext(ScenarioInfo scenarioInfo)
{
    public ScenarioInfo ScenarioInfo => scenarioInfo;

    /// <summary>How the scenario failed; null while it has not.</summary>
    public Exception? TestError { get; internal set; }
}

/// <param name="CombinedTags">Without @, with those of the feature, the rule and the examples.</param>
public sealed record ScenarioInfo(string Title, string[] CombinedTags);
