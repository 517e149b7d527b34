using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Feed;

/// <summary>One event of the feed, as CloudEvents 1.0 has events in JSON.</summary>
/// <param name="Specversion">Of CloudEvents.</param>
/// <param name="Id">The entity and the event's place in its history: <c>order/S-1042/2</c>. The same for ever.</param>
/// <param name="Source">The feed it is from, relative to this server.</param>
/// <param name="Type">What happened, for example <c>order-placed</c>.</param>
/// <param name="Subject">What it happened to: <c>order/S-1042</c>.</param>
/// <param name="Time">When it happened; before it was recorded when history was imported.</param>
/// <param name="Datacontenttype">Of the data: always JSON.</param>
/// <param name="Dataschema">Where the JSON Schema of the data is.</param>
/// <param name="Position">1, 2, 3 … in the feed, without gaps.</param>
/// <param name="Streamversion">1, 2, 3 … in the history of the entity, without gaps.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Commandid">The request that led to it.</param>
/// <param name="Correlationid">The same for all that one request led to.</param>
/// <param name="Causationid">The id of the event that led to the request, if one did.</param>
/// <param name="Recordedtime">When Tempest learned of it.</param>
/// <param name="Data">The particulars, in the newest schema there is.</param>
public sealed record CloudEventRepresentation(
    string Specversion, string Id, string Source, string Type, string Subject, DateTimeOffset Time, string Datacontenttype,
    string Dataschema, string Position, string Streamversion, string Actor, string Commandid, string Correlationid,
    string? Causationid, DateTimeOffset Recordedtime,
    [property: JsonConverter(typeof(StoredAsJson))] ReadOnlyMemory<byte> Data)
{
    /// <param name="happened">As its newest schema has it.</param>
    /// <param name="server">Where this feed is read, without a slash at the end.</param>
    public static CloudEventRepresentation Of(RecordedEvent happened, string server) => new(
        "1.0", $"{happened.Stream}/{InDigits(happened.Version)}", FeedEndpoints.Address, happened.Type, $"{happened.Stream}",
        happened.HappenedAt, "application/json", $"{server}/schemas/{happened.Type}.v{InDigits(happened.Schema)}.json",
        InDigits(happened.Position), InDigits(happened.Version), happened.Actor, happened.CommandId, happened.CorrelationId,
        happened.CausationId, happened.RecordedAt, happened.Data);

    public static string ServerOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";

    /// <summary>As text: CloudEvents has no number as large as a position may be.</summary>
    private static string InDigits(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Data that is JSON already.</summary>
public sealed class StoredAsJson : JsonConverter<ReadOnlyMemory<byte>>
{
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The feed is read only.");

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Span, skipInputValidation: true);
}
