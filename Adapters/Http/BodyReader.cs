using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tempest.Adapters.Http;

/// <summary>One thing wrong with a request.</summary>
/// <param name="Pointer">Where: a JSON pointer into the body, or the name of a parameter or header.</param>
/// <param name="Detail">What is wrong and what would be right.</param>
public sealed record Fault(string Pointer, string Detail);

/// <summary>A request that cannot be understood: every fault it has.</summary>
public sealed class MalformedRequestException(IReadOnlyList<Fault> faults)
    : Exception(string.Join("; ", faults.Select(f => $"{f.Pointer} {f.Detail}")))
{
    public MalformedRequestException(string pointer, string detail) : this([new Fault(pointer, detail)]) { }

    public IReadOnlyList<Fault> Faults => faults;
}

/// <summary>
/// Reads a body into its type and finds everything that is wrong with its structure at once. What makes business sense
/// is for the domain to say.
/// </summary>
internal static class BodyReader
{
    /// <returns>The body when neither it nor anything before it is at fault, otherwise nothing of use.</returns>
    public static T? Read<T>(JsonElement? body, JsonTypeInfo<T> shape, List<Fault> faults)
    {
        if (body is { } given) Check(given, shape, "", faults);
        return faults.Count == 0 ? body!.Value.Deserialize(shape) : default;
    }

    private static void Check(JsonElement value, JsonTypeInfo shape, string at, List<Fault> faults)
    {
        switch (shape.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind == JsonValueKind.Object:
                CheckMembers(value, shape, at, faults);
                break;
            case JsonTypeInfoKind.Object:
                faults.Add(new(at, "must be an object"));
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind == JsonValueKind.Array:
                var item = shape.Options.GetTypeInfo(shape.ElementType!);
                foreach (var (index, element) in value.EnumerateArray().Index())
                    Check(element, item, $"{at}/{index.ToString(CultureInfo.InvariantCulture)}", faults);
                break;
            case JsonTypeInfoKind.Enumerable:
                faults.Add(new(at, "must be a list"));
                break;
            default:
                if (MustBe(value, Nullable.GetUnderlyingType(shape.Type) ?? shape.Type, shape) is { } must)
                    faults.Add(new(at, must));
                break;
        }
    }

    private static void CheckMembers(JsonElement value, JsonTypeInfo shape, string at, List<Fault> faults)
    {
        var members = value.EnumerateObject().ToLookup(NameOf, member => member.Value);
        foreach (var member in shape.Properties)
        {
            var pointer = $"{at}/{member.Name}";
            var part = members[member.Name].LastOrDefault();
            if (part.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            {
                if (member.IsRequired) faults.Add(new(pointer, "is required"));
                continue;
            }

            var before = faults.Count;
            Check(part, shape.Options.GetTypeInfo(member.PropertyType), pointer, faults);
            if (faults.Count == before && part.ValueKind == JsonValueKind.String)
                CheckRules(part.GetString()!, member, pointer, faults);
        }

        var known = shape.Properties.Select(member => member.Name).ToArray();
        foreach (var name in members.Select(member => member.Key))
        {
            var pointer = $"{at}/{Escaped(name ?? "")}";
            if (name is null) faults.Add(new(at, "has a member whose name is no text: half a surrogate pair"));
            else if (!known.Contains(name, StringComparer.Ordinal))
                faults.Add(new(pointer, known.Length == 0
                    ? "is not known here"
                    : $"is not known here; known are {string.Join(", ", known)}"));
            else if (members[name].Count() > 1) faults.Add(new(pointer, "is given more than once"));
        }
    }

    /// <summary>As RFC 6901 writes a name in a pointer.</summary>
    private static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Null when it is no text: an escape in it is half a surrogate pair.</summary>
    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void CheckRules(string text, JsonPropertyInfo member, string pointer, List<Fault> faults)
    {
        var rules = member.AttributeProvider?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true) ?? [];
        foreach (var rule in rules.Cast<ValidationAttribute>().Where(rule => !rule.IsValid(text)))
        {
            faults.Add(new(pointer, rule switch
            {
                StringLengthAttribute length =>
                    $"must have at most {length.MaximumLength.ToString(CultureInfo.InvariantCulture)} characters",
                _ => rule.FormatErrorMessage(member.Name),
            }));
        }
    }

    /// <returns>What it must be; null when it is.</returns>
    private static string? MustBe(JsonElement value, Type type, JsonTypeInfo shape) => value.ValueKind switch
    {
        _ when type == typeof(JsonElement) => null,
        JsonValueKind.String when TextOf(value) is null => "is no text: it has half a surrogate pair",
        JsonValueKind.String when type == typeof(string) =>
            value.GetString()!.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
                ? "must not contain control characters"
                : null,
        _ when type == typeof(string) => "must be text",
        _ when type == typeof(int) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _)
            ? null : $"must be a whole number of at most {int.MaxValue.ToString(CultureInfo.InvariantCulture)}",
        _ when type == typeof(decimal) => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _)
            ? null : "must be a number of at most 28 digits",
        _ when type == typeof(DateOnly) => Reads(value, shape) ? null : "must be a date such as \"2026-03-31\"",
        _ when type == typeof(DateTimeOffset) => value.ValueKind == JsonValueKind.String && QueryRules.IsMoment(value.GetString()!)
            ? null : "must be a time as in RFC 3339, such as \"2026-03-31T14:05:00Z\"",
        _ when type.IsEnum =>
            Reads(value, shape) && value.ValueKind == JsonValueKind.String ? null : $"must be one of {Words(type)}",
        _ => throw new InvalidOperationException($"No rule for {type} in a body."),
    };

    private static bool Reads(JsonElement value, JsonTypeInfo shape)
    {
        try
        {
            return value.Deserialize(shape) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Words(Type type) =>
        string.Join(", ", type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetCustomAttribute<System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name));
}
