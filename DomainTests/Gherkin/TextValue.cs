using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace Tempest.DomainTests.Gherkin;

/// <summary>Reads plain values out of feature text: numbers, dates, enums, anything that can parse itself.</summary>
public static class TextValue
{
    static readonly ConcurrentDictionary<Type, Func<string, object?>> Readers = new();

    /// <exception cref="FormatException">The text does not read as that type, or nothing does.</exception>
    public static object? Read(string text, Type type)
    {
        try
        {
            return Readers.GetOrAdd(type, ReaderOf)(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new FormatException($"'{text}' does not read as {NameOf(type)}", e);
        }
    }

    internal static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } bare ? $"{NameOf(bare)}?" : type.Name;

    static Func<string, object?> ReaderOf(Type type)
    {
        if (type == typeof(string) || type == typeof(object)) return text => text;
        if (Nullable.GetUnderlyingType(type) is { } bare) return text => text.Length == 0 ? null : Read(text, bare);
        if (type.IsEnum) return text => EnumNamed(text, type);
        if (ParsesItself(type)) return ParserOf(type);
        return _ => throw new FormatException(
            $"{type.Name} is not readable: make it IParsable or write a [StepArgumentTransformation]");
    }

    // Enum.Parse also takes "7" for a member that does not exist; a scenario means one of the names.
    static object EnumNamed(string text, Type type)
    {
        var name = text.Replace(" ", "", StringComparison.Ordinal);
        return Enum.GetNames(type).Any(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
            ? Enum.Parse(type, name, ignoreCase: true)
            : throw new FormatException($"{type.Name} is one of {string.Join(", ", Enum.GetNames(type))}");
    }

    static bool ParsesItself(Type type) => type.GetInterfaces().Any(face =>
        face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>)
        && face.GenericTypeArguments[0] == type);

    static Func<string, object?> ParserOf(Type type) =>
        typeof(TextValue).GetMethod(nameof(Parse), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).CreateDelegate<Func<string, object?>>();

    static object? Parse<T>(string text) where T : IParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);
}
