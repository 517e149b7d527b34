using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tempest.Application.Storage;

namespace Tempest.Application.Lake;

/// <summary>What a lake consists of. It ends with the digest of itself, so that no byte of it can be another.</summary>
/// <param name="Format">1.</param>
/// <param name="Tenant">Whose events they are.</param>
/// <param name="EventsPerSegment">All segments but the last have as many.</param>
/// <param name="Segments">In order, without gaps, from position 1.</param>
/// <param name="Digest">SHA-256 of the manifest with this empty.</param>
public sealed record LakeManifest(
    int Format, string Tenant, int EventsPerSegment, IReadOnlyList<LakeSegment> Segments, string Digest)
{
    public const string File = "manifest.json";

    private const int ThisFormat = 1;

    /// <summary>The same bytes on every system.</summary>
    private static readonly LakeJson Shape = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, RespectRequiredConstructorParameters = true,
    });

    /// <summary>The last position in the lake.</summary>
    [JsonIgnore]
    public long Head => Segments is [.., var last] ? last.To : 0;

    /// <summary>The hash of the last event, which stands for all of them.</summary>
    [JsonIgnore]
    public string Hash => Segments is [.., var last] ? last.Hash : LakeLine.Origin;

    public static LakeManifest Empty(TenantId tenant, int eventsPerSegment) =>
        new LakeManifest(ThisFormat, tenant.Value, eventsPerSegment, [], "").Sealed();

    public LakeManifest With(LakeSegment segment) => (this with { Segments = [.. Segments, segment] }).Sealed();

    public LakeManifest WithoutLast() => (this with { Segments = [.. Segments.SkipLast(1)] }).Sealed();

    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Shape.LakeManifest), (byte)'\n'];

    /// <exception cref="LakeFaultException">It is not as it was written.</exception>
    public static LakeManifest Read(byte[] json)
    {
        LakeManifest? read;
        try
        {
            read = JsonSerializer.Deserialize(json, Shape.LakeManifest);
        }
        catch (JsonException)
        {
            read = null;
        }

        return read is { Segments: not null } && read.Sealed().Write().AsSpan().SequenceEqual(json)
            ? read.Format == ThisFormat ? read : throw new LakeFaultException(0, $"{File} is of format {read.Format}, which this version does not know")
            : throw new LakeFaultException(0, $"{File} is not as it was written");
    }

    private LakeManifest Sealed() => this with { Digest = Storage.Digest.Of((this with { Digest = "" }).Write()) };
}

/// <param name="File">Gzip of lines of JSON.</param>
/// <param name="From">The position of its first event.</param>
/// <param name="To">The position of its last.</param>
/// <param name="Sha256">Of the file.</param>
/// <param name="Hash">Of its last event.</param>
public sealed record LakeSegment(string File, long From, long To, string Sha256, string Hash);

/// <summary>A lake that is not as it was written.</summary>
public sealed class LakeFaultException : Exception
{
    /// <param name="position">The first that cannot be trusted; 0: the manifest.</param>
    /// <param name="what">What is the matter, in words.</param>
    public LakeFaultException(long position, string what) : base(position == 0 ? $"{what}." : $"At position {position}: {what}.") =>
        Position = position;

    public LakeFaultException(string message) : base(message) { }

    public LakeFaultException(string message, Exception inner) : base(message, inner) { }

    public LakeFaultException() { }

    public long Position { get; }
}

[JsonSerializable(typeof(LakeManifest))]
internal sealed partial class LakeJson : JsonSerializerContext;
