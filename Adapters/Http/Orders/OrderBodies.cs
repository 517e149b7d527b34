using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Http.Orders;

/// <summary>What to send to place an order.</summary>
public sealed record PlaceOrderBody
{
    /// <summary>Who orders.</summary>
    [IdText]
    public required string Customer { get; init; }

    /// <summary>What is ordered; one line for each product.</summary>
    public required IReadOnlyList<LineBody> Lines { get; init; }

    /// <summary>Where the goods go.</summary>
    public required AddressBody ShipTo { get; init; }

    /// <summary>How the order came in; phone unless given.</summary>
    public ChannelWord? Channel { get; init; }

    /// <summary>The day the customer wants it by.</summary>
    public DateOnly? RequiredBy { get; init; }
}

/// <summary>The lines the order shall have from now on.</summary>
public sealed record AmendOrderBody
{
    /// <summary>All lines. What was ordered before keeps its price.</summary>
    public required IReadOnlyList<LineBody> Lines { get; init; }
}

/// <summary>Why an order is cancelled.</summary>
public sealed record CancelOrderBody
{
    /// <summary>For people; it stays in the history.</summary>
    [StringLength(500)]
    public required string Reason { get; init; }
}

/// <summary>One product on an order.</summary>
public sealed record LineBody
{
    /// <summary>Which product.</summary>
    [IdText]
    public required string Sku { get; init; }

    /// <summary>How many, 1 to a million.</summary>
    public required int Quantity { get; init; }

    /// <summary>0 to 100, at most two digits after the point; 0 unless given.</summary>
    public decimal? DiscountPercent { get; init; }

    public RequestedLine ToLine() => new(Domain.Sku.Of(Sku), Quantity, DiscountPercent ?? 0);
}

/// <summary>How an order comes in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChannelWord>))]
public enum ChannelWord
{
    [JsonStringEnumMemberName("web")]
    Web,

    [JsonStringEnumMemberName("phone")]
    Phone,
}
