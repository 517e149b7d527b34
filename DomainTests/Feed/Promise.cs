using System.Text.Json.Nodes;

namespace Tempest.DomainTests.Feed;

/// <summary>Whether who was promised one schema can read what another writes.</summary>
public static class Promise
{
    private const string Instead =
        "Write instead: keep the member as it is and tell what is new in a member beside it; if that cannot be, store a new event under a name of its own.";

    /// <summary>The version that was published is written otherwise now: whatever it is, it needs a version of its own.</summary>
    public static IEnumerable<string> Kept(string name, JsonObject published, JsonObject now) =>
        JsonNode.DeepEquals(published, now) ? []
            : [$"{name} was published and is another now. Write instead: a new version, with an upcast from this one. {string.Join(' ', Broken(name, published, now))}".TrimEnd()];

    /// <returns>What readers of the older one would stumble over in the newer one.</returns>
    public static IEnumerable<string> Broken(string name, JsonObject older, JsonObject newer)
    {
        var now = Members("data", newer, required: true).ToDictionary(member => member.Path);
        foreach (var was in Members("data", older, required: true))
        {
            if (!now.TryGetValue(was.Path, out var member)) yield return $"{name}: {was.Path} is gone. {Instead}";
            else if (member.Type != was.Type) yield return $"{name}: {was.Path} was {was.Type} and is {member.Type}. {Instead}";
            else if (was.IsRequired && !member.IsRequired) yield return $"{name}: {was.Path} was always there and need not be any more. {Instead}";
            else if (!was.MayBeNull && member.MayBeNull) yield return $"{name}: {was.Path} was never null and may be now. {Instead}";
        }
    }

    /// <summary>Where a document is not as the schema says.</summary>
    public static IEnumerable<string> Unlike(string path, JsonNode? value, JsonObject schema)
    {
        var type = TypeOf(schema);
        var fits = (value, type) switch
        {
            (null, _) => MayBeNull(schema),
            (JsonObject, "object") or (JsonArray, "array") => true,
            (JsonValue one, _) => one.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.String => type == "string" && (schema["enum"] is not JsonArray words || words.Any(word => (string?)word == (string?)one)),
                System.Text.Json.JsonValueKind.Number => type is "number" or "integer",
                _ => type == "boolean",
            },
            _ => false,
        };
        if (!fits) return [$"{path} is no {type}"];

        return value switch
        {
            JsonObject some => (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).Where(name => !some.ContainsKey(name)).Select(name => $"{path}.{name} is missing")
                .Concat(some.SelectMany(member => schema["properties"]?[member.Key] is JsonObject known
                    ? Unlike($"{path}.{member.Key}", member.Value, known)
                    : [$"{path}.{member.Key} is not told of"])),
            JsonArray many => many.SelectMany(item => Unlike($"{path}[]", item, schema["items"]!.AsObject())),
            _ => [],
        };
    }

    private static IEnumerable<Member> Members(string path, JsonObject schema, bool required)
    {
        yield return new(path, $"{TypeOf(schema)} {(string?)schema["format"]}".TrimEnd(), required, MayBeNull(schema));
        var always = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet();
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
            foreach (var one in Members($"{path}.{name}", member!.AsObject(), always.Contains(name))) yield return one;
        if (schema["items"] is JsonObject items)
            foreach (var one in Members($"{path}[]", items, required: true)) yield return one;
    }

    private static string TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => (string)several.First(one => (string?)one != "null")!,
        { } one => (string)one!,
        _ => "anything",
    };

    private static bool MayBeNull(JsonObject schema) => schema["type"] is JsonArray several && several.Any(one => (string?)one == "null");

    private sealed record Member(string Path, string Type, bool IsRequired, bool MayBeNull);
}
