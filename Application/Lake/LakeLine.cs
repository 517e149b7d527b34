using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tempest.Application.Storage;

namespace Tempest.Application.Lake;

/// <summary>
/// An event as a line of JSON whose bytes are the same wherever it was stored: members in one order, those of its data by their
/// code points, times in UTC to the microsecond. Last stands the hash, which binds it to every line before it.
/// </summary>
public static class LakeLine
{
    /// <summary>What the first line is bound to.</summary>
    public static readonly string Origin = new('0', 64);

    private const string BeforeHash = ",\"hash\":\"", AfterHash = "\"}";

    private static readonly int HashPart = BeforeHash.Length + Origin.Length + AfterHash.Length;

    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event without its hash.</summary>
    public static byte[] Write(RecordedEvent happened)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plainly))
        {
            json.WriteStartObject();
            json.WriteNumber("position", happened.Position);
            json.WriteString("category", happened.Stream.Category);
            json.WriteString("id", happened.Stream.Id);
            json.WriteNumber("version", happened.Version);
            json.WriteString("type", happened.Type);
            json.WriteNumber("schema", happened.Schema);
            json.WriteString("happenedAt", Instant.Text(happened.HappenedAt));
            json.WriteString("recordedAt", Instant.Text(happened.RecordedAt));
            json.WriteString("actor", happened.Actor);
            json.WriteString("commandId", happened.CommandId);
            json.WriteString("correlationId", happened.CorrelationId);
            json.WriteString("causationId", happened.CausationId);
            json.WritePropertyName("data");
            using var data = JsonDocument.Parse(happened.Data);
            InOrder(data.RootElement, json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>The hash of an event after one that has the hash before: SHA-256 of that hash, as text, and the line without its own.</summary>
    public static string Hash(string before, ReadOnlySpan<byte> written)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(before));
        hash.AppendData(written);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static byte[] WithHash(ReadOnlySpan<byte> written, string hash) =>
        [.. written[..^1], .. Encoding.ASCII.GetBytes($"{BeforeHash}{hash}{AfterHash}")];

    /// <returns>The line's hash; null when it does not follow the one before, or is not of this position.</returns>
    public static string? Follows(string before, long position, ReadOnlySpan<byte> line)
    {
        if (line.Length <= HashPart || !line.StartsWith(Encoding.ASCII.GetBytes($"{{\"position\":{position},"))) return null;

        byte[] written = [.. line[..^HashPart], (byte)'}'];
        var hash = Hash(before, written);
        return line.SequenceEqual(WithHash(written, hash)) ? hash : null;
    }

    public static RecordedEvent Read(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        var of = json.RootElement;
        string Text(string name) => of.GetProperty(name).GetString()!;
        return new(
            new(Text("category"), Text("id")), of.GetProperty("version").GetInt64(), of.GetProperty("position").GetInt64(),
            Text("type"), of.GetProperty("schema").GetInt32(), Encoding.UTF8.GetBytes(of.GetProperty("data").GetRawText()),
            Text("actor"), Text("commandId"), Text("correlationId"), of.GetProperty("causationId").GetString(),
            of.GetProperty("happenedAt").GetDateTimeOffset(), of.GetProperty("recordedAt").GetDateTimeOffset());
    }

    /// <summary>Databases keep the members of an object in orders of their own; numbers stay as they are written.</summary>
    private static void InOrder(JsonElement value, Utf8JsonWriter json)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    InOrder(member.Value, json);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) InOrder(item, json);
                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
