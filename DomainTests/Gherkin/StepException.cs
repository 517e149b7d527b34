namespace Tempest.DomainTests.Gherkin;

/// <summary>Scenario and step classes do not fit each other; the message says where and how to mend it.</summary>
public sealed class StepException(string message, Exception? cause = null) : Exception(message, cause);
