using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tempest.Application.Storage;

/// <summary>One plain record: which kind and which id.</summary>
public readonly record struct RecordId(string Kind, string Id)
{
    public override string ToString() => $"{Kind}/{Id}";
}

public readonly record struct RecordRef(RecordKind Kind, string Id)
{
    public RecordId Record => new(Kind.Name, Id);
}

/// <summary>A record as it is, or null when there is none.</summary>
public sealed record RecordState(RecordId Record, object? Value);

/// <summary>All plain records of one kind: how they are stored and by which words they are found.</summary>
public abstract class RecordKind
{
    /// <summary>As stored: lower case, singular.</summary>
    public abstract string Name { get; }

    public RecordRef Record(string id) => new(this, id);

    public abstract byte[] Write(object record);

    public abstract object Read(ReadOnlySpan<byte> json);

    /// <summary>The words by which it is found.</summary>
    public abstract IReadOnlyList<string> Words(object record);

    /// <summary>Changes when the record does, and with nothing else: a strong entity tag.</summary>
    public string Tag(object record) => Digest.Of(Write(record))[..16];
}

/// <inheritdoc cref="RecordKind"/>
public sealed class RecordKind<T>(string name, JsonTypeInfo<T> shape, Func<T, IEnumerable<string?>> texts) : RecordKind
    where T : class
{
    public override string Name => name;

    public override byte[] Write(object record) => JsonSerializer.SerializeToUtf8Bytes((T)record, shape);

    public override object Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, shape) ?? throw new JsonException($"A {name} is null.");

    public override IReadOnlyList<string> Words(object record) => SearchWords.In(string.Join(' ', texts((T)record)));
}

/// <summary>Words as they are searched: lower case, without accents, so that "guarana" finds Guaraná.</summary>
public static class SearchWords
{
    /// <summary>Longer words are found by how they begin: the database takes none beyond 2 kB.</summary>
    private const int Longest = 200;

    public static IReadOnlyList<string> In(string? text)
    {
        var plain = new StringBuilder();
        foreach (var rune in (text ?? "").Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark) continue;
            if (Rune.IsLetterOrDigit(rune)) plain.Append(Rune.ToLowerInvariant(rune).ToString());
            else plain.Append(' ');
        }

        return [.. plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(Cut).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string Cut(string word) =>
        word.Length <= Longest ? word : word[..(char.IsHighSurrogate(word[Longest - 1]) ? Longest - 1 : Longest)];
}
