using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Xunit.Sdk;

namespace Tempest.DomainTests.Gherkin;

/// <summary>Plays scenarios at one level.</summary>
/// <param name="level">Names the level in <c>@not-yet</c> tags, whatever its case.</param>
/// <param name="services">What the level provides to step classes; null for what they are to make themselves.</param>
/// <param name="log">Is told every step and its duration.</param>
/// <param name="clock">Says which day it is for <c>@not-yet</c> dates; the system's, in UTC, when left out.</param>
public sealed class ScenarioRun(
    StepBook book,
    string level,
    Func<Type, object?> services,
    Action<string> log,
    TimeProvider? clock = null)
{
    /// <summary>Plays the scenario that a theory row names.</summary>
    public Task Play(string id) => Play(Scenarios.Find(id));

    /// <exception cref="StepException">A step is missing, ambiguous or gets what it cannot take.</exception>
    public async Task Play(Scenario scenario)
    {
        if (NotYet.At(level, scenario) is not { } promise) await PlayNow(scenario);
        else await promise.Hold(() => PlayNow(scenario), (clock ?? TimeProvider.System).GetUtcNow());
    }

    async Task PlayNow(Scenario scenario)
    {
        var context = new ScenarioContext(new ScenarioInfo(scenario.Name, [.. scenario.Tags]));
        var parts = new ScenarioParts(services);
        parts.Add(context);

        await Attempt(context, () => Steps(scenario, parts));
        foreach (var hook in book.After.Where(hook => hook.Attribute.IsFor(scenario)))
        {
            await Attempt(context, () => Call(hook.Method, [], parts));
        }

        foreach (var disposal in parts.Disposals()) await Attempt(context, disposal);
        if (context.TestError is { } fault) ExceptionDispatchInfo.Throw(fault);
    }

    // The first failure is the scenario's; what then fails while tidying up is usually its consequence.
    async Task Attempt(ScenarioContext context, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (context.TestError is null)
        {
            context.TestError = e;
        }
        catch (Exception e)
        {
            log($"afterwards: {e}");
        }
    }

    async Task Steps(Scenario scenario, ScenarioParts parts)
    {
        // To Gherkin a mistyped keyword begins a description; without its steps a scenario cannot fail.
        if (scenario.Steps.Count == 0) throw new StepException($"{scenario.Id}: '{scenario.Name}' has no steps.");
        foreach (var hook in book.Before.Where(hook => hook.Attribute.IsFor(scenario)))
        {
            await Call(hook.Method, [], parts);
        }

        var arguments = new StepArguments(book, parts);
        foreach (var step in scenario.Steps)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                var match = book.Match(step);
                await Call(match.Definition.Method, arguments.For(step, match), parts);
                Log(step, "done", start);
            }
            catch (Exception e)
            {
                Log(step, e is SkipException ? "skipped" : "FAILED", start);
                throw;
            }
        }
    }

    // Without wrapping, the stack trace starts in the step and not in reflection.
    static async Task Call(MethodInfo method, object?[] arguments, ScenarioParts parts)
    {
        var binding = method.IsStatic ? null : parts.Get(method.ReflectedType!);
        switch (method.Invoke(binding, BindingFlags.DoNotWrapExceptions, null, arguments, null))
        {
            case Task task:
                await task;
                break;
            case ValueTask task:
                await task;
                break;
        }
    }

    void Log(ScenarioStep step, string end, long start) => log(string.Create(CultureInfo.InvariantCulture,
        $"{step.Keyword} {step.Text} → {end} in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms"
        + $"{(end == "done" ? "" : $" ({step.Source})")}"));
}
