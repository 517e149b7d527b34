using Tempest.Application.Storage;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Shipping;

/// <summary>
/// How Shipping's streams are stored: names, versions and shapes. What stands here was written to disk.
/// </summary>
public static class ShippingStreams
{
    public static Category<Shipment, ShipmentCommand, ShipmentEvent> Shipments { get; } =
        Category<Shipment, ShipmentCommand, ShipmentEvent>.Of<ShipmentDecider>(
            "shipment",
            StoredJson.Phases<Shipment>(
                ("none", typeof(NotSubmitted)), ("submitted", typeof(Submitted)), ("assigned", typeof(Assigned)),
                ("shipped", typeof(Shipped)), ("delivered", typeof(Delivered)), ("cancelled", typeof(Cancelled))),
            EventContract.Of("shipment-submitted", StoredJson.Default.ShipmentSubmitted),
            EventContract.Of("truck-assigned", StoredJson.Default.TruckAssigned),
            EventContract.Of("truck-reassigned", StoredJson.Default.TruckReassigned),
            EventContract.Of("shipment-shipped", StoredJson.Default.ShipmentShipped),
            EventContract.Of("shipment-delivered", StoredJson.Default.ShipmentDelivered),
            EventContract.Of("shipment-cancelled", StoredJson.Default.ShipmentCancelled));

    /// <summary>What the catalogue told of products' weights, by SKU.</summary>
    public static Category<Goods, WeighGoods, GoodsWeighed> Goods { get; } =
        Category<Goods, WeighGoods, GoodsWeighed>.Of<GoodsDecider>(
            "goods", StoredJson.Default.Goods, EventContract.Of("goods-weighed", StoredJson.Default.GoodsWeighed)).SavedEvery(8);

    public static Category<Truck, TruckCommand, TruckEvent> Trucks { get; } =
        Category<Truck, TruckCommand, TruckEvent>.Of<TruckDecider>(
            "truck",
            StoredJson.Phases<Truck>(
                ("none", typeof(NotAdded)), ("available", typeof(Available)), ("occupied", typeof(Occupied)),
                ("out-of-service", typeof(OutOfService))),
            EventContract.Of("truck-added", StoredJson.Default.TruckAdded),
            EventContract.Of("truck-occupied", StoredJson.Default.TruckOccupied),
            EventContract.Of("truck-released", StoredJson.Default.TruckReleased),
            EventContract.Of("truck-taken-out-of-service", StoredJson.Default.TruckTakenOutOfService),
            EventContract.Of("truck-returned-to-service", StoredJson.Default.TruckReturnedToService));
}
