using System.Globalization;
using Xunit;
using Xunit.Sdk;

namespace Tempest.DomainTests.Gherkin;

/// <summary>
/// The promise <c>@not-yet:level:yyyy-MM-dd</c>: this scenario does not run at that level yet, and will by that day.
/// It is played all the same, so that nobody has to remember the tag when the promise is kept.
/// </summary>
public sealed record NotYet(string Level, DateOnly Due)
{
    const string Prefix = "not-yet";

    /// <summary>What the scenario's tags promise about the level; the tag nearest to the scenario counts.</summary>
    /// <exception cref="StepException">A tag is not written like that: nobody can hold anyone to it.</exception>
    public static NotYet? At(string level, Scenario scenario) => scenario.Tags
        .Where(tag => tag.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        .Select(tag => Read(tag, scenario))
        .LastOrDefault(promise => promise.Level.Equals(level, StringComparison.OrdinalIgnoreCase));

    /// <summary>Plays the scenario: its failure skips the test until the day is past, its success fails it.</summary>
    public async Task Hold(Func<Task> play, DateTimeOffset now)
    {
        var expired = DateOnly.FromDateTime(now.UtcDateTime) > Due;
        try
        {
            await play();
        }
        catch (Exception e) when (expired)
        {
            throw new NotYetException($"The date of {this} is past, the scenario still fails: {OneLine(e.Message)}", e);
        }
        catch (Exception e) when (e is not SkipException)
        {
            Assert.Skip($"Not yet at the {Level} level, due {Iso(Due)}: {OneLine(e.Message)}");
        }

        throw new NotYetException($"The scenario passes: take the tag {this} away.");
    }

    public override string ToString() => $"@{Prefix}:{Level}:{Iso(Due)}";

    static NotYet Read(string tag, Scenario scenario) =>
        tag.Split(':') is [Prefix, { Length: > 0 } level, var day]
        && !level.Any(char.IsUpper)
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due)
            ? new NotYet(level, due)
            : throw new StepException($"{scenario.Id}: @{tag} is not of the form @{Prefix}:level:yyyy-MM-dd.");

    static string OneLine(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A promise that was kept and not taken away, or not kept in time.</summary>
public sealed class NotYetException(string message, Exception? cause = null) : Exception(message, cause);
