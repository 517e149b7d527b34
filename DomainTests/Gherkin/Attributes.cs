namespace Tempest.DomainTests.Gherkin;

/// <summary>Marks a class whose methods are steps, hooks or transformations.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BindingAttribute : Attribute;

/// <summary>What a step says: what is so, what happens, or what is then to be seen.</summary>
public enum StepKind
{
    Given,
    When,
    Then,
}

/// <summary>The wording of a step, as a cucumber expression or as a regex (<see cref="CucumberExpression"/>).</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class StepAttribute(string expression, params StepKind[] kinds) : Attribute
{
    public string Expression => expression;

    internal bool Means(StepKind kind) => kinds.Contains(kind);
}

public sealed class GivenAttribute(string expression) : StepAttribute(expression, StepKind.Given);

public sealed class WhenAttribute(string expression) : StepAttribute(expression, StepKind.When);

public sealed class ThenAttribute(string expression) : StepAttribute(expression, StepKind.Then);

/// <summary>A step that may be said with any keyword.</summary>
public sealed class StepDefinitionAttribute(string expression)
    : StepAttribute(expression, StepKind.Given, StepKind.When, StepKind.Then);

/// <summary>Runs around every scenario, or around those that carry one of the tags.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class HookAttribute(params string[] tags) : Attribute
{
    /// <summary>Lower numbers run first.</summary>
    public int Order { get; set; } = 10_000;

    internal bool IsFor(Scenario scenario) =>
        tags.Length == 0 || tags.Any(tag => scenario.Tags.Contains(tag.TrimStart('@')));
}

public sealed class BeforeScenarioAttribute(params string[] tags) : HookAttribute(tags);

/// <summary>Runs also when a step has failed; <see cref="ScenarioContext.TestError"/> then says how.</summary>
public sealed class AfterScenarioAttribute(params string[] tags) : HookAttribute(tags);

/// <summary>Makes a value of the method's return type from the text of an argument, or from a table.</summary>
/// <param name="regex">The texts it takes; its groups become the method's arguments. Any text when left out.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StepArgumentTransformationAttribute(string? regex = null) : Attribute
{
    public string? Regex { get; set; } = regex;

    /// <summary>The parameter type's name in cucumber expressions; the return type's name when left out.</summary>
    public string? Name { get; set; }

    /// <summary>Lower numbers are tried first.</summary>
    public int Order { get; set; } = 10_000;
}
