using Tempest.Application.Storage;
using Tempest.Domain.Ordering;

namespace Tempest.Application.Ordering;

/// <summary>
/// How Ordering's streams are stored: names, versions and shapes. What stands here was written to disk.
/// </summary>
public static class OrderStreams
{
    public static Category<Order, OrderCommand, OrderEvent> Orders { get; } =
        Category<Order, OrderCommand, OrderEvent>.Of<OrderDecider>(
            "order",
            StoredJson.Phases<Order>(
                ("none", typeof(NotPlaced)), ("open", typeof(OpenOrder)),
                ("approved", typeof(ApprovedOrder)), ("shipping", typeof(OrderInShipping)),
                ("completed", typeof(CompletedOrder)), ("cancelled", typeof(CancelledOrder))),
            EventContract.Of("order-placed", StoredJson.Default.OrderPlaced),
            EventContract.Of("order-amended", StoredJson.Default.OrderAmended),
            EventContract.Of("order-approved", StoredJson.Default.OrderApproved),
            EventContract.Of("order-handed-over", StoredJson.Default.OrderHandedOver),
            EventContract.Of("order-taken-back", StoredJson.Default.OrderTakenBack),
            EventContract.Of("order-completed", StoredJson.Default.OrderCompleted),
            EventContract.Of("order-cancelled", StoredJson.Default.OrderCancelled));

    public static Category<Offer, OfferCommand, OfferEvent> Offers { get; } =
        Category<Offer, OfferCommand, OfferEvent>.Of<OfferDecider>(
            "offer",
            StoredJson.Phases<Offer>(
                ("none", typeof(NeverOffered)), ("on-offer", typeof(OnOffer)), ("withdrawn", typeof(Withdrawn))),
            EventContract.Of("product-offered", StoredJson.Default.ProductOffered),
            EventContract.Of("offer-renamed", StoredJson.Default.OfferRenamed),
            EventContract.Of("offer-repriced", StoredJson.Default.OfferRepriced),
            EventContract.Of("offer-withdrawn", StoredJson.Default.OfferWithdrawn)).SavedEvery(8);

    public static Category<Buyer, BuyerCommand, BuyerEvent> Buyers { get; } =
        Category<Buyer, BuyerCommand, BuyerEvent>.Of<BuyerDecider>(
            "buyer",
            StoredJson.Phases<Buyer>(
                ("none", typeof(UnknownBuyer)), ("known", typeof(KnownBuyer)), ("former", typeof(FormerBuyer))),
            EventContract.Of("buyer-admitted", StoredJson.Default.BuyerAdmitted),
            EventContract.Of("buyer-currency-changed", StoredJson.Default.BuyerCurrencyChanged),
            EventContract.Of("buyer-left", StoredJson.Default.BuyerLeft)).SavedEvery(8);
}
