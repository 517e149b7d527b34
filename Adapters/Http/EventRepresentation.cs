using System.Text.Json;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http;

/// <summary>One thing that happened.</summary>
/// <param name="Version">1, 2, 3 … in this history.</param>
/// <param name="Position">Its place among all that happened in the company.</param>
/// <param name="Type">What happened, for example <c>order-placed</c>.</param>
/// <param name="HappenedAt">When it happened; before it was recorded when history was imported.</param>
/// <param name="RecordedAt">When Tempest learned of it.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="CommandId">The request that led to it.</param>
/// <param name="CorrelationId">The same for all that one request led to.</param>
/// <param name="CausationId">The event that led to the request, if one did.</param>
/// <param name="Data">The particulars.</param>
public sealed record EventRepresentation(
    long Version, long Position, string Type, DateTimeOffset HappenedAt, DateTimeOffset RecordedAt,
    string Actor, string CommandId, string CorrelationId, string? CausationId, JsonElement Data)
{
    public static EventRepresentation Of(Category category, RecordedEvent e) => new(
        e.Version, e.Position, e.Type, e.HappenedAt, e.RecordedAt, e.Actor, e.CommandId, e.CorrelationId, e.CausationId,
        JsonDocument.Parse(category.Newest(e).Data).RootElement);
}
