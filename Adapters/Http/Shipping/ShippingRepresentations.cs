using System.Text.Json.Serialization;
using Tempest.Application.Shipping;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Http.Shipping;

/// <summary>A shipment as the API shows it.</summary>
public sealed record ShipmentRepresentation : IAffords
{
    /// <summary>Chosen by whoever submitted it.</summary>
    public required string Id { get; init; }

    /// <summary>Submitted, Assigned, Shipped, Delivered or Cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>How many things have happened to it; its entity tag.</summary>
    public required long Version { get; init; }

    /// <summary>Where the driver picks it up.</summary>
    public required AddressBody ShipFrom { get; init; }

    /// <summary>Where it goes.</summary>
    public required AddressBody ShipTo { get; init; }

    /// <summary>The id of the account that pays.</summary>
    public required string BillToAccountId { get; init; }

    /// <summary>What it weighs.</summary>
    public required decimal WeightInPounds { get; init; }

    /// <summary>The order whose goods these are, if there is one.</summary>
    public string? OrderId { get; init; }

    /// <summary>What carriage costs, as it was quoted when it was submitted.</summary>
    public required MoneyBody Cost { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The truck that has it, or had it.</summary>
    public string? TruckId { get; init; }

    /// <summary>Since when it is, or was, on the road.</summary>
    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Who signed for it.</summary>
    public string? SignedBy { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? Reason { get; init; }

    /// <summary>Where to go from here; <c>self</c> is this one.</summary>
    [JsonPropertyName("_links")]
    public required IReadOnlyDictionary<string, Link> Links { get; init; }

    /// <summary>What can be done with it now; nothing on a shipment as it was in the past.</summary>
    [JsonPropertyName("_templates")]
    public IReadOnlyDictionary<string, Template>? Templates { get; init; }

    object IAffords.For(Offers offers) => this with { Links = offers.Of(Links), Templates = offers.Of(Templates) };

    public static ShipmentRepresentation Of(string id, KnownShipment shipment, long version, bool now = true) => new()
    {
        Id = id,
        Status = ShipmentDecider.StatusOf(shipment),
        Version = version,
        ShipFrom = AddressBody.Of(shipment.Details.Consignment.ShipFrom),
        ShipTo = AddressBody.Of(shipment.Details.Consignment.ShipTo),
        BillToAccountId = shipment.Details.Consignment.BillTo.Value,
        WeightInPounds = shipment.Details.Consignment.WeightInPounds,
        OrderId = shipment.Details.Consignment.Order?.Value,
        Cost = MoneyBody.Of(shipment.Details.Cost),
        SubmittedAt = shipment.Details.SubmittedAt,
        TruckId = TruckOf(shipment)?.Value,
        ShippedAt = shipment switch { Shipped on => on.ShippedAt, Delivered was => was.ShippedAt, _ => null },
        DeliveredAt = (shipment as Delivered)?.DeliveredAt,
        SignedBy = (shipment as Delivered)?.SignedBy,
        Reason = (shipment as Cancelled)?.Reason,
        Links = ShippingLinks.Of(id, shipment, now),
        Templates = now ? ShippingLinks.Templates(id, shipment) : null,
    };

    private static TruckId? TruckOf(KnownShipment shipment) =>
        shipment is Delivered was ? was.Truck : ShipmentDecider.TruckOf(shipment);
}

/// <summary>A truck as the API shows it.</summary>
public sealed record TruckRepresentation : IAffords
{
    /// <summary>Chosen by whoever added it.</summary>
    public required string Id { get; init; }

    /// <summary>Available, Occupied or OutOfService.</summary>
    public required string Status { get; init; }

    /// <summary>How many things have happened to it; its entity tag.</summary>
    public required long Version { get; init; }

    /// <summary>The shipment that occupies it.</summary>
    public string? ShipmentId { get; init; }

    /// <summary>Why it is out of service, if somebody said so.</summary>
    public string? Reason { get; init; }

    /// <summary>Where to go from here; <c>self</c> is this one.</summary>
    [JsonPropertyName("_links")]
    public required IReadOnlyDictionary<string, Link> Links { get; init; }

    /// <summary>What can be done with it now; nothing on a truck as it was in the past.</summary>
    [JsonPropertyName("_templates")]
    public IReadOnlyDictionary<string, Template>? Templates { get; init; }

    object IAffords.For(Offers offers) => this with { Links = offers.Of(Links), Templates = offers.Of(Templates) };

    public static TruckRepresentation Of(string id, Truck truck, long version, bool now = true) => new()
    {
        Id = id,
        Status = TruckDecider.StatusOf(truck),
        Version = version,
        ShipmentId = (truck as Occupied)?.By.Value,
        Reason = (truck as OutOfService)?.Reason,
        Links = ShippingLinks.Of(id, truck, now),
        Templates = now ? ShippingLinks.Templates(id, truck) : null,
    };
}

/// <summary>What carriage would cost now.</summary>
public sealed record QuoteRepresentation
{
    /// <summary>What it weighs.</summary>
    public required decimal WeightInPounds { get; init; }

    /// <summary>The rate of the moment.</summary>
    public required MoneyBody PerPound { get; init; }

    /// <summary>Weight times rate, rounded to the currency's smallest unit.</summary>
    public required MoneyBody Cost { get; init; }

    /// <summary>Where to go from here.</summary>
    [JsonPropertyName("_links")]
    public required IReadOnlyDictionary<string, Link> Links { get; init; }

    public static QuoteRepresentation Of(decimal pounds, CarriageRate rate) => new()
    {
        WeightInPounds = pounds,
        PerPound = MoneyBody.Of(rate.PerPound),
        Cost = MoneyBody.Of(rate.Quote(pounds)),
        Links = new Dictionary<string, Link> { ["submit"] = new("/api/shipments/{shipmentId}/commands/submit", Templated: true) },
    };
}

/// <summary>What the driver of a truck needs to know: nothing to carry, or what, from where, to whom.</summary>
public sealed record DriversSheetRepresentation
{
    /// <summary>Which truck.</summary>
    public required string TruckId { get; init; }

    /// <summary>Available, Occupied or OutOfService.</summary>
    public required string TruckStatus { get; init; }

    /// <summary>What to carry; absent when there is nothing.</summary>
    public string? ShipmentId { get; init; }

    /// <summary>Assigned: to be picked up. Shipped: on the way.</summary>
    public string? ShipmentStatus { get; init; }

    /// <summary>Where to pick it up.</summary>
    public AddressBody? PickUpAt { get; init; }

    /// <summary>Where to deliver it, and to whom.</summary>
    public AddressBody? DeliverTo { get; init; }

    /// <summary>What it weighs.</summary>
    public decimal? WeightInPounds { get; init; }

    /// <summary>Where to go from here.</summary>
    [JsonPropertyName("_links")]
    public required IReadOnlyDictionary<string, Link> Links { get; init; }

    public static DriversSheetRepresentation Of(DriversSheet sheet) => new()
    {
        TruckId = sheet.Truck.Value,
        TruckStatus = TruckDecider.StatusOf(sheet.State),
        ShipmentId = sheet.Id?.Value,
        ShipmentStatus = sheet.Shipment is { } shipment ? ShipmentDecider.StatusOf(shipment) : null,
        PickUpAt = sheet.Shipment is { } from ? AddressBody.Of(from.Details.Consignment.ShipFrom) : null,
        DeliverTo = sheet.Shipment is { } to ? AddressBody.Of(to.Details.Consignment.ShipTo) : null,
        WeightInPounds = sheet.Shipment?.Details.Consignment.WeightInPounds,
        Links = ShippingLinks.OfSheet(sheet),
    };
}
