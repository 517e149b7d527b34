namespace Tempest.Domain.Ordering;

public abstract record OrderCommand;

/// <param name="Buyer">What Ordering knew of the customer when it decided; <c>Offers</c>: of the products.</param>
public sealed record PlaceOrder(
    CustomerId Customer, ValueList<RequestedLine> Lines, Address ShipTo, Channel Channel,
    DateTimeOffset At, DateOnly? RequiredBy, Buyer Buyer, KnownOffers Offers) : OrderCommand;

/// <summary>An order that was agreed before Tempest knew of it: it carries the prices it was sold at.</summary>
public sealed record RecordPastOrder(OrderDetails Details, Buyer Buyer, KnownOffers Offers) : OrderCommand;

/// <summary>The lines the order shall have from now on. What was ordered before keeps its price.</summary>
public sealed record AmendOrder(ValueList<RequestedLine> Lines, KnownOffers Offers) : OrderCommand;

public sealed record ApproveOrder : OrderCommand;

/// <summary>A shipment carries its goods from now on.</summary>
public sealed record HandOver(ShipmentId Shipment) : OrderCommand;

/// <summary>The shipment that carried its goods was cancelled.</summary>
public sealed record TakeBack(ShipmentId Shipment, string Reason) : OrderCommand;

/// <summary>Its goods were delivered, which is a fact, also where nobody had approved it.</summary>
public sealed record CompleteOrder(ShipmentId Shipment, DateTimeOffset DeliveredAt) : OrderCommand;

public sealed record CancelOrder(string Reason) : OrderCommand;

public sealed record RequestedLine(Sku Sku, int Quantity, decimal DiscountPercent = 0);

/// <summary>What Ordering was told of the products that a command names.</summary>
public sealed class KnownOffers(IReadOnlyDictionary<Sku, Offer> known)
{
    public static KnownOffers None { get; } = new(new Dictionary<Sku, Offer>());

    public Offer this[Sku sku] => known.GetValueOrDefault(sku, OfferDecider.Initial);
}
