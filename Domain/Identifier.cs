namespace Tempest.Domain;

/// <summary>A typed id: text chosen by whoever creates the thing, unique among its kind.</summary>
public interface IIdentifier<TSelf> where TSelf : struct, IIdentifier<TSelf>
{
    string Value { get; }

    /// <exception cref="ArgumentException">The text is no id; <see cref="Identifier.IsValid"/> says so beforehand.</exception>
    static abstract TSelf Of(string value);
}

public static class Identifier
{
    /// <summary>What an id may look like, as a regular expression.</summary>
    public const string Pattern = "[A-Za-z0-9._-]{1,64}";

    /// <summary>The same in words, for whoever sent something else.</summary>
    public const string InWords = "1 to 64 letters, digits, dots, underscores and hyphens, not only dots";

    public static bool IsValid(string? text) =>
        text is { Length: >= 1 and <= 64 }
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
        && text.Any(c => c != '.');

    internal static string Checked(string value) =>
        IsValid(value) ? value : throw new ArgumentException($"'{value}' is no id: {InWords}.", nameof(value));
}
