using System.Text.Json.Nodes;

namespace Tempest.Application.Storage;

/// <summary>
/// Which entities or records are wanted, by properties of their stored JSON, in which order, and which page of them.
/// </summary>
/// <param name="Where">All of them must hold.</param>
/// <param name="Words">Each must begin one of a record's words; entities have no words.</param>
/// <param name="OrderBy">The property that orders them; ties by id.</param>
/// <param name="After">The last one already seen.</param>
/// <param name="Limit">How many at most, 1 to 500.</param>
public sealed record Selection(
    IReadOnlyList<Criterion> Where, IReadOnlyList<string> Words, JsonPath OrderBy, bool Descending, Place? After, int Limit);

/// <summary>Where a page ended: the value of the ordering property, and the id.</summary>
public sealed record Place(string Key, string Id);

/// <param name="Items">In order.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, Place? Next);

/// <summary>How many have a value.</summary>
public sealed record ValueCount(string Value, long Count);

public abstract record Criterion(JsonPath Path);

public sealed record Is(JsonPath Path, string Value) : Criterion(Path);

/// <summary>Texts by their code points, which is right for times as they are stored.</summary>
public sealed record NotBefore(JsonPath Path, string Value) : Criterion(Path);

public sealed record Before(JsonPath Path, string Value) : Criterion(Path);

public sealed record AtLeast(JsonPath Path, decimal Value) : Criterion(Path);

public sealed record AtMost(JsonPath Path, decimal Value) : Criterion(Path);

/// <summary>
/// A property of stored JSON: <c>details.customer</c>. Written in code only, never taken from outside.
/// </summary>
public readonly record struct JsonPath(string Dotted)
{
    public IEnumerable<string> Members => Dotted.Split('.');

    public string? In(JsonNode? json)
    {
        foreach (var member in Members)
        {
            json = (json as JsonObject)?[member];
        }

        return json?.ToString();
    }

    public static implicit operator JsonPath(string dotted) => new(dotted);
}
