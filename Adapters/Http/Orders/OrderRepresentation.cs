using System.Text.Json.Serialization;
using Tempest.Application.Storage;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Http.Orders;

/// <summary>An order as the API shows it.</summary>
public sealed record OrderRepresentation : IAffords
{
    /// <summary>Chosen by whoever placed it.</summary>
    public required string Id { get; init; }

    /// <summary>open, approved, shipping, completed or cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>How many things have happened to it; its entity tag.</summary>
    public required long Version { get; init; }

    /// <summary>The id of who ordered.</summary>
    public required string Customer { get; init; }

    /// <summary>web or phone.</summary>
    public required string Channel { get; init; }

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>The day the customer wants it by, if one was named.</summary>
    public DateOnly? RequiredBy { get; init; }

    /// <summary>Where the goods go.</summary>
    public required AddressBody ShipTo { get; init; }

    /// <summary>What was ordered, in the order it was named.</summary>
    public required IReadOnlyList<OrderLineRepresentation> Lines { get; init; }

    /// <summary>The sum of the lines' totals.</summary>
    public required MoneyBody Total { get; init; }

    /// <summary>The shipment that carries its goods, or has delivered them.</summary>
    public string? Shipment { get; init; }

    /// <summary>When its goods were delivered.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? Reason { get; init; }

    /// <summary>Where to go from here; <c>self</c> is this one.</summary>
    [JsonPropertyName("_links")]
    public required IReadOnlyDictionary<string, Link> Links { get; init; }

    /// <summary>What can be done with it now; nothing on an order as it was in the past.</summary>
    [JsonPropertyName("_templates")]
    public IReadOnlyDictionary<string, Template>? Templates { get; init; }

    object IAffords.For(Offers offers) => this with { Links = offers.Of(Links), Templates = offers.Of(Templates) };

    public static OrderRepresentation Of(string id, PlacedOrder order, long version, bool now = true) => new()
    {
        Id = id,
        Status = OrderDecider.StatusOf(order),
        Version = version,
        Customer = order.Details.Customer.Value,
        Channel = Word.Of(order.Details.Channel),
        PlacedAt = order.Details.PlacedAt,
        RequiredBy = order.Details.RequiredBy,
        ShipTo = AddressBody.Of(order.Details.ShipTo),
        Lines = [.. order.Details.Lines.Select(OrderLineRepresentation.Of)],
        Total = MoneyBody.Of(order.Details.Total),
        Shipment = (order as OrderInShipping)?.Shipment.Value ?? (order as CompletedOrder)?.Shipment.Value,
        DeliveredAt = (order as CompletedOrder)?.DeliveredAt,
        Reason = (order as CancelledOrder)?.Reason,
        Links = OrderLinks.Of(id, order, now),
        Templates = now ? OrderLinks.Templates(id, order) : null,
    };
}

/// <summary>A line with the name and price of the moment it was ordered.</summary>
/// <param name="Sku">Which product.</param>
/// <param name="Name">What it was called then.</param>
/// <param name="UnitPrice">What one piece cost then.</param>
/// <param name="Quantity">How many.</param>
/// <param name="DiscountPercent">0 to 100.</param>
/// <param name="Total">Quantity times price less the discount, rounded to the currency's smallest unit.</param>
public sealed record OrderLineRepresentation(
    string Sku, string Name, MoneyBody UnitPrice, int Quantity, decimal DiscountPercent, MoneyBody Total)
{
    public static OrderLineRepresentation Of(OrderLine line) => new(
        line.Sku.Value, line.Name, MoneyBody.Of(line.UnitPrice), line.Quantity, line.DiscountPercent, MoneyBody.Of(line.Total));
}
