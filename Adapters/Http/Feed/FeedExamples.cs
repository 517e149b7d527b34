using System.Text.Json;

namespace Tempest.Adapters.Http.Feed;

/// <summary>Example answers, shown by the very code that shows the real ones.</summary>
internal static class FeedExamples
{
    private static readonly CloudEventRepresentation[] Some =
    [
        Event(17, 2, "order", "order-approved", "{}", null),
        Event(18, 1, "shipment", "truck-assigned", """{"truck":"T-7"}""", "order/S-1042/2"),
    ];

    public static string Page => JsonSerializer.Serialize(Some, WireJson.Shown.CloudEventRepresentationArray);

    public static string Lines => string.Concat(Some.Select(one => $"{Json(one)}\n"));

    public static string Stream => string.Concat(Some.Select(one => $"id: {one.Position}\ndata: {Json(one)}\n\n"));

    private static string Json(CloudEventRepresentation one) => JsonSerializer.Serialize(one, WireJson.Shown.CloudEventRepresentation);

    private static CloudEventRepresentation Event(long position, long version, string category, string type, string data, string? cause) =>
        CloudEventRepresentation.Of(new(
            new(category, Examples.OrderId), version, position, type, 1, System.Text.Encoding.UTF8.GetBytes(data), "staff/sally",
            $"http/staff/sally/{position}", $"http/staff/sally/{position}", cause, Examples.PlacedAt, Examples.PlacedAt), "https://tempest.example");
}
