namespace Tempest.Domain.Ordering;

public sealed record UnknownCustomer(CustomerId Customer)
    : Rejection("unknown-customer", $"There is no customer {Customer} to order for.");

public sealed record UnknownProduct(ValueList<Sku> Skus)
    : Rejection("unknown-product", $"Never offered: {string.Join(", ", Skus)}.");

public sealed record ProductWithdrawn(ValueList<Sku> Skus)
    : Rejection("product-withdrawn", $"No longer on offer: {string.Join(", ", Skus)}.");

public sealed record OrderEmpty() : Rejection("order-empty", "An order needs at least one line; cancel it instead.");

public sealed record TooManyLines(int Lines) : Rejection("too-many-lines",
    $"{Lines} lines are too many; an order has at most {OrderLines.Most}: split it.");

public sealed record QuantityBelowOne(ValueList<Sku> Skus)
    : Rejection("quantity-below-one", $"Order at least one of {string.Join(", ", Skus)}, or leave the line out.");

public sealed record QuantityTooLarge(ValueList<Sku> Skus) : Rejection("quantity-too-large",
    $"More than {OrderLines.LargestQuantity} of {string.Join(", ", Skus)} is more than one order takes.");

public sealed record DiscountOutOfRange(ValueList<Sku> Skus) : Rejection("discount-out-of-range",
    $"A discount is 0 to 100 per cent with at most two digits after the point; see {string.Join(", ", Skus)}.");

public sealed record RepeatedSku(ValueList<Sku> Skus)
    : Rejection("repeated-sku", $"One line for each product; add up the quantities of {string.Join(", ", Skus)}.");

public sealed record MixedCurrencies(ValueList<Currency> Currencies)
    : Rejection("mixed-currencies", $"One order, one currency; these lines have {string.Join(" and ", Currencies)}.");

public sealed record CurrencyNotTheBuyers(Currency Lines, Currency Buyer) : Rejection("currency-not-the-buyers",
    $"This customer orders in {Buyer}; these products are sold in {Lines}.");

public sealed record OrderNotPlaced() : Rejection("order-not-placed", "There is no such order.");

public sealed record OrderAlreadyPlaced()
    : Rejection("order-already-placed", "There is already another order of this id; amend that one or choose a new id.");

public sealed record OrderNotOpen(string OrderStatus)
    : Rejection("order-not-open", $"The order is {OrderStatus}; only an open order can be amended or approved.");

public sealed record OrderNotApproved(string OrderStatus)
    : Rejection("order-not-approved", $"The order is {OrderStatus}; only what was approved is shipped.");

public sealed record OrderAlreadyInShipping(ShipmentId Shipment)
    : Rejection("order-in-shipping", $"Shipment {Shipment} carries the order; cancel that shipment first.");

public sealed record OrderAlreadyCompleted(ShipmentId Shipment)
    : Rejection("order-completed", $"The order was delivered with shipment {Shipment}.");

public sealed record OrderAlreadyCancelled(string Reason)
    : Rejection("order-already-cancelled", $"The order was cancelled before, for another reason: {Reason}");
