using System.Globalization;

namespace Tempest.DomainTests.Steps;

/// <summary>Days as scenarios name them, in UTC.</summary>
internal static class Days
{
    public static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    public static DateOnly Of(string date) => DateOnly.Parse(date, CultureInfo.InvariantCulture);

    public static DateTimeOffset Noon(string date) => Noon(Of(date));

    public static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new(12, 0)), TimeSpan.Zero);

    /// <summary>As late as it gets on that day, so that all of it has happened.</summary>
    public static DateTimeOffset LastOf(string date) => new(Of(date).ToDateTime(new(23, 59, 59)), TimeSpan.Zero);
}
