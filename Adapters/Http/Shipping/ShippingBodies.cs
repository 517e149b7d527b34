using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Http.Shipping;

/// <summary>What is to be carried.</summary>
public sealed record SubmitShipmentBody
{
    /// <summary>Where the driver picks it up.</summary>
    public required AddressBody ShipFrom { get; init; }

    /// <summary>Where it goes.</summary>
    public required AddressBody ShipTo { get; init; }

    /// <summary>The id of the account that pays.</summary>
    [IdText]
    public required string BillToAccountId { get; init; }

    /// <summary>1 to a million.</summary>
    public required decimal WeightInPounds { get; init; }

    /// <summary>The order whose goods these are, if there is one.</summary>
    [IdText]
    public string? OrderId { get; init; }

    public Consignment ToConsignment() => new(
        ShipFrom.ToAddress(), ShipTo.ToAddress(), AccountId.Of(BillToAccountId), WeightInPounds,
        OrderId is null ? null : Domain.OrderId.Of(OrderId));
}

/// <summary>Which truck shall carry it.</summary>
public sealed record AssignTruckBody
{
    /// <summary>One that is available.</summary>
    [IdText]
    public required string TruckId { get; init; }
}

/// <summary>Which truck shall carry it from now on.</summary>
public sealed record ReassignTruckBody
{
    /// <summary>One that is available.</summary>
    [IdText]
    public required string TruckId { get; init; }

    /// <summary>For people; it stays in the history.</summary>
    [StringLength(500)]
    public required string Reason { get; init; }
}

/// <summary>That it has arrived.</summary>
public sealed record DeliverShipmentBody
{
    /// <summary>Who signed for it.</summary>
    [StringLength(100)]
    public required string SignedBy { get; init; }
}

/// <summary>Why a shipment is cancelled.</summary>
public sealed record CancelShipmentBody
{
    /// <summary>For people; it stays in the history.</summary>
    [StringLength(500)]
    public required string Reason { get; init; }
}

/// <summary>Why a truck cannot be used.</summary>
public sealed record TakeTruckOutOfServiceBody
{
    /// <summary>For people; it stays in the history.</summary>
    [StringLength(500)]
    public string? Reason { get; init; }
}

/// <summary>One of many commands that are sent together.</summary>
public sealed record ShipmentCommandBody
{
    /// <summary>Which shipment.</summary>
    public required string Id { get; init; }

    /// <summary>submit, assign, reassign, ship, deliver or cancel.</summary>
    public required string Command { get; init; }

    /// <summary>What that command takes; it may be left out where that is nothing.</summary>
    public JsonElement? Body { get; init; }
}

/// <summary>What became of each of many commands.</summary>
public sealed record ShipmentCommandAnswers
{
    /// <summary>In the order they were sent.</summary>
    public required IReadOnlyList<ShipmentCommandAnswer> Items { get; init; }
}

/// <summary>What one command would have been answered by itself.</summary>
public sealed record ShipmentCommandAnswer
{
    /// <summary>Which shipment.</summary>
    public required string Id { get; init; }

    /// <summary>As it was sent.</summary>
    public required string Command { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The shipment's entity tag, for <c>If-Match</c>, when it was done.</summary>
    public string? Tag { get; init; }

    /// <summary>The shipment as it now is, or the problem.</summary>
    public required JsonElement Body { get; init; }
}
