using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Tempest.Application.Storage;

/// <summary>Turns an event's JSON of one schema version into that of the next. Pure.</summary>
public delegate JsonObject Upcast(JsonObject older);

/// <summary>
/// How one kind of event is stored: its hand-spelled name, its schema version, its shape, and the upcasts that bring
/// every older schema up to the newest, one step each.
/// </summary>
public abstract class EventContract(string type, Type clrType, IReadOnlyList<Upcast> upcasts)
{
    public string Type => type;

    public Type ClrType => clrType;

    /// <summary>The newest schema version: one more than there are upcasts.</summary>
    public int Schema => upcasts.Count + 1;

    public IReadOnlyList<Upcast> Upcasts => upcasts;

    /// <summary>How the newest schema looks as JSON.</summary>
    public abstract JsonTypeInfo Shape { get; }

    public static EventContract Of<T>(
        string type, JsonTypeInfo<T> json, params IReadOnlyList<Upcast> upcasts) where T : class =>
        new Typed<T>(type, json, upcasts);

    public object Read(int schema, ReadOnlySpan<byte> data) =>
        ReadNewest(schema == Schema ? data : Upcast(schema, data));

    /// <summary>The data as the newest schema has it.</summary>
    public byte[] Upcast(int schema, ReadOnlySpan<byte> data)
    {
        if (schema == Schema)
        {
            return data.ToArray();
        }

        var json = JsonNode.Parse(data)!.AsObject();
        foreach (var step in upcasts.Skip(schema - 1))
        {
            json = step(json);
        }

        return JsonSerializer.SerializeToUtf8Bytes(json, StoredJson.Default.JsonObject);
    }

    public abstract byte[] Write(object happened);

    protected abstract object ReadNewest(ReadOnlySpan<byte> data);

    private sealed class Typed<T>(string type, JsonTypeInfo<T> json, IReadOnlyList<Upcast> upcasts)
        : EventContract(type, typeof(T), upcasts) where T : class
    {
        public override JsonTypeInfo Shape => json;

        public override byte[] Write(object happened) => JsonSerializer.SerializeToUtf8Bytes((T)happened, json);

        protected override object ReadNewest(ReadOnlySpan<byte> data) =>
            JsonSerializer.Deserialize(data, json) ?? throw new JsonException($"{Type} is null.");
    }
}
