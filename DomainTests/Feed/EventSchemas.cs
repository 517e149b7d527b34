using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.DomainTests.Feed;

/// <summary>
/// What readers of the feed were promised: a JSON Schema for each version of each event, in docs/feed. What stands there stays.
/// </summary>
public static class EventSchemas
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Told };

    /// <summary>Set by whoever approves a new event or version: what is missing is written, what is there is never changed.</summary>
    public static bool Approving => Environment.GetEnvironmentVariable("APPROVE_SCHEMAS") == "1";

    public static string NameOf(string type, int version) => FormattableString.Invariant($"{type}.v{version}.json");

    public static JsonObject? Published(string type, int version) =>
        Repository.File($"docs/feed/{NameOf(type, version)}") is var file && File.Exists(file)
            ? JsonNode.Parse(File.ReadAllText(file))!.AsObject()
            : null;

    public static void Publish(string type, int version, JsonObject schema) =>
        File.WriteAllText(Repository.File($"docs/feed/{NameOf(type, version)}"), $"{schema.ToJsonString(Indented)}\n");

    /// <summary>As the code has it now.</summary>
    public static JsonObject Of(EventContract contract)
    {
        var shape = contract.Shape.GetJsonSchemaAsNode(Exporting).AsObject();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"/schemas/{NameOf(contract.Type, contract.Schema)}",
            ["title"] = contract.Type,
        };
        foreach (var (name, value) in shape) schema[name] = value?.DeepClone();
        return schema;
    }

    /// <summary>Says what the converters write, which the exporter cannot know.</summary>
    private static JsonNode Told(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = context.TypeInfo.Type;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var told = plain == typeof(Money) ? Object(("amount", Text(@"^-?[0-9]+(\.[0-9]+)?$")), ("currency", Text("^[A-Z]{3}$")))
            : plain == typeof(Currency) ? Text("^[A-Z]{3}$")
            : plain == typeof(DateTimeOffset) ? new JsonObject { ["type"] = "string", ["format"] = "date-time" }
            : plain.IsEnum ? new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetValues(plain).Cast<Enum>().Select(word => (JsonNode)$"{word}".ToLowerInvariant())]) }
            : plain.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IIdentifier<>)) ? Text($"^{Identifier.Pattern}$")
            : plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(ValueList<>) ? new JsonObject
            {
                ["type"] = "array",
                ["items"] = context.TypeInfo.Options.GetTypeInfo(plain.GetGenericArguments()[0]).GetJsonSchemaAsNode(Exporting),
            }
            : schema;
        if (told is not JsonObject some) return told;

        // Readers leave alone what they do not know, so that more can be told one day.
        some.Remove("additionalProperties");
        if (context.TypeInfo.Kind is JsonTypeInfoKind.Object) Members(context.TypeInfo, some);
        return type == plain ? some : OrNull(some);
    }

    /// <summary>Every member that is written, always: one with a default too, and none that is computed.</summary>
    private static void Members(JsonTypeInfo type, JsonObject schema)
    {
        var members = new JsonObject();
        foreach (var member in type.Properties.Where(member => member.Set is not null || member.AssociatedParameter is not null))
        {
            var told = schema["properties"]?[member.Name]?.DeepClone() as JsonObject;
            told?.Remove("default");
            if (told?["type"] is null)
            {
                // The exporter forgets what a converter is asked for as soon as there is a default.
                told = type.Options.GetTypeInfo(member.PropertyType).GetJsonSchemaAsNode(Exporting).AsObject();
                if (member.IsGetNullable) told = OrNull(told);
            }

            members[member.Name] = told;
        }

        if (members.Count == 0) return;

        schema["properties"] = members;
        schema["required"] = new JsonArray([.. members.Select(member => (JsonNode)member.Key)]);
    }

    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is JsonValue word) schema["type"] = new JsonArray(word.DeepClone(), "null");
        return schema;
    }

    private static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject Object(params (string Name, JsonObject Schema)[] members) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.Schema))),
        ["required"] = new JsonArray([.. members.Select(member => (JsonNode)member.Name)]),
    };
}
