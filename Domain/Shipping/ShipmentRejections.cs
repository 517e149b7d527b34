namespace Tempest.Domain.Shipping;

public sealed record ShipmentNotSubmitted() : Rejection("shipment-not-submitted", "There is no such shipment.");

public sealed record ShipmentAlreadySubmitted() : Rejection("shipment-already-submitted",
    "There is already another shipment of this id; choose a new id.");

public sealed record ShipmentNotAcceptable(ValueList<PartFault> Faults)
    : Rejection("shipment-not-acceptable", $"That cannot be carried: {string.Join("; ", Faults)}.");

public sealed record ShipmentNotWaiting(string ShipmentStatus) : Rejection("shipment-not-waiting",
    $"The shipment is {ShipmentStatus}; only a submitted one waits for a truck.");

public sealed record ShipmentNotAssigned(string ShipmentStatus)
    : Rejection("shipment-not-assigned", $"The shipment is {ShipmentStatus} and no truck of ours is assigned to it.");

public sealed record ShipmentNotShipped(string ShipmentStatus)
    : Rejection("shipment-not-shipped", $"The shipment is {ShipmentStatus}; only what was shipped can be delivered.");

public sealed record ShipmentOnTheRoad()
    : Rejection("shipment-on-the-road", "The shipment is on the road; it can be given another truck or be delivered.");

public sealed record ShipmentAlreadyDelivered(string? SignedBy) : Rejection("shipment-already-delivered",
    $"The shipment was delivered{(SignedBy is null ? "" : $" and {SignedBy} signed for it")}.");

public sealed record ShipmentAlreadyCancelled(string Reason)
    : Rejection("shipment-already-cancelled", $"The shipment was cancelled before, for another reason: {Reason}");

public sealed record SignatureMissing() : Rejection("signature-missing", "Say who signed for it.");
