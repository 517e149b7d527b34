using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tempest.Adapters.Http;

/// <summary>
/// Query parameters, checked before the endpoint sees them: one fault for each that is unknown, given twice or cannot be
/// read, because a filter that is misspelled and ignored shows too much.
/// </summary>
internal static partial class QueryRules
{
    /// <summary>Lets the endpoint's query have the parameters that its method has, and no others.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="besides">Whole numbers that are read before the method is.</param>
    public static RouteHandlerBuilder ChecksItsQuery(this RouteHandlerBuilder endpoint, params string[] besides) =>
        endpoint.AddEndpointFilterFactory((made, next) =>
        {
            var parameters = made.MethodInfo.GetParameters();
            return asked =>
            {
                Check(asked.HttpContext.Request, parameters, besides);
                return next(asked);
            };
        });

    private static void Check(HttpRequest request, IReadOnlyList<ParameterInfo> parameters, string[] besides)
    {
        if (request.Query.Count == 0) return;

        var known = parameters
            .Where(parameter => IsText(parameter.ParameterType) && !request.RouteValues.ContainsKey(parameter.Name!))
            .ToDictionary(parameter => parameter.Name!, parameter => parameter.ParameterType, StringComparer.OrdinalIgnoreCase);
        foreach (var name in besides) known.TryAdd(name, typeof(long));
        var faults = request.Query.Select(given => (given.Key, Must: FaultOf(given.Key, [.. given.Value], known)))
            .Where(given => given.Must is not null)
            .Select(given => new Fault(given.Key, given.Must!)).ToArray();
        if (faults.Length > 0) throw new MalformedRequestException(faults);
    }

    private static string? FaultOf(string name, IReadOnlyList<string?> values, Dictionary<string, Type> known) =>
        !known.TryGetValue(name, out var type) ? Unknown(known.Keys)
        : values.Count > 1 ? "is given more than once"
        : MustBe(values[0] ?? "", Nullable.GetUnderlyingType(type) ?? type);

    private static string Unknown(Dictionary<string, Type>.KeyCollection known) => known.Count == 0
        ? "is no parameter of this address; it takes none"
        : $"is no parameter of this address; it takes {string.Join(", ", known)}";

    /// <returns>What it must be; null when it is.</returns>
    private static string? MustBe(string text, Type type) =>
        type == typeof(int) ? Unless(WholeNumber().IsMatch(text), "must be a whole number of at most 9 digits")
        : type == typeof(long) ? Unless(LongNumber().IsMatch(text), "must be a whole number of at most 18 digits")
        : type == typeof(decimal) ? Unless(Number().IsMatch(text), "must be a number such as 12.50")
        : type == typeof(DateTimeOffset) ? Unless(IsMoment(text),
            "must be a time as in RFC 3339, such as 2026-03-31T14:05:00Z; in a query, + is written %2B")
        : type == typeof(DateOnly) ? Unless(IsDay(text), "must be a date such as 2026-03-31")
        : Unless(!text.Any(char.IsControl), "must not contain control characters");

    private static string? Unless(bool fine, string must) => fine ? null : must;

    private static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    public static bool IsMoment(string text) =>
        Moment().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);

    private static bool IsText(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain == typeof(string) || plain == typeof(int)
            || plain == typeof(long) || plain == typeof(decimal) || plain == typeof(DateOnly) || plain == typeof(DateTimeOffset));

    [GeneratedRegex(@"^-?[0-9]{1,9}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^-?[0-9]{1,18}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"^-?[0-9]{1,13}(\.[0-9]{1,4})?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();
}
