using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;
using Tempest.DomainTests.Contracts;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Samples;

/// <summary>What the samples say, as values: what each file reads as, to be checked by hand.</summary>
public static class Examples
{
    private static readonly OrderDetails Details = new(
        Ann,
        [
            new(Sku.Of("tea-250"), "Ceylon tea", Dollars(4.50m), 3, 12.5m),
            new(Sku.Of("cup.1"), "Cup", Dollars(12), 1, 0),
        ],
        Home, Channel.Web, Noon.AddMicroseconds(1), new DateOnly(2026, 3, 9));

    private static readonly Entry Payment = new(
        AccountId.Of("ann"), EntryId.Of("P-1"), EntryKind.Payment, Dollars(20), Noon, "by cheque");

    private static readonly Entry Invoice = Payment with
    {
        Id = EntryId.Of("shipment-S-7"), Kind = EntryKind.Invoice, Amount = Dollars(27.20m), Reason = "delivered",
        Bill = new(new(2026, 4, 1), Dollars(20), Dollars(7.20m), OrderId.Of("O-1"), ShipmentId.Of("S-7")),
    };

    private static readonly Entry Refund = Payment with
    {
        Id = EntryId.Of("R-1"), Kind = EntryKind.Refund, Undoes = new(Payment.Id, EntryKind.Payment), Reason = "paid twice",
    };

    private static readonly Entry Reversal = Invoice with
    {
        Id = EntryId.Of("R-2"), Kind = EntryKind.Reversal, Bill = null, Reason = "billed to the wrong account",
        Undoes = new(Invoice.Id, EntryKind.Invoice, new(2026, 4, 1)),
    };

    private static readonly Dictionary<string, object> Newest = new(StringComparer.Ordinal)
    {
        ["order-placed"] = new OrderPlaced(Details),
        ["order-amended"] = new OrderAmended([new(Sake, "Sake", new(900, Jpy), 2, 0)]),
        ["order-approved"] = new OrderApproved(),
        ["order-handed-over"] = new OrderHandedOver(ShipmentId.Of("S-1")),
        ["order-taken-back"] = new OrderTakenBack(ShipmentId.Of("S-1"), "no truck"),
        ["order-completed"] = new OrderCompleted(ShipmentId.Of("S-1"), Noon),
        ["order-cancelled"] = new OrderCancelled("too late"),

        ["product-offered"] = new ProductOffered("Ceylon tea", Dollars(4.50m)),
        ["offer-renamed"] = new OfferRenamed("Earl Grey"),
        ["offer-repriced"] = new OfferRepriced(new(1.005m, Currency.Of("KWD"))),
        ["offer-withdrawn"] = new OfferWithdrawn(),

        ["buyer-admitted"] = new BuyerAdmitted(Usd),
        ["buyer-currency-changed"] = new BuyerCurrencyChanged(Currency.Of("EUR")),
        ["buyer-left"] = new BuyerLeft(),

        ["account-opened"] = new AccountOpened(AccountId.Of("ann"), "Ann", Usd, Noon),
        ["credit-limit-set"] = new CreditLimitSet(Dollars(500)),
        ["credit-held"] = new CreditHeld(OrderId.Of("O-1"), Dollars(27.20m)),
        ["credit-released"] = new CreditReleased(OrderId.Of("O-1")),
        ["invoice-issued"] = new InvoiceIssued(Invoice),
        ["payment-received"] = new PaymentReceived(Payment),
        ["deposit-received"] = new DepositReceived(Payment with { Id = EntryId.Of("D-1"), Kind = EntryKind.Deposit }),
        ["money-withdrawn"] = new MoneyWithdrawn(Payment with { Id = EntryId.Of("W-1"), Kind = EntryKind.Withdrawal }),
        ["payment-refunded"] = new PaymentRefunded(Refund),
        ["entry-reversed"] = new EntryReversed(Reversal),

        ["entry-booked"] = new EntryBooked(Invoice, 7),
        ["entry-undone"] = new EntryUndone(new(Reversal.Id, Reversal.Kind, Reversal.Amount, Noon, 8)),
        ["balance-updated"] = new BalanceUpdated(Payment.Account, Dollars(-7.20m), 3, Payment),
        ["shipment-submitted"] = new ShipmentSubmitted(new(
            new(new("Tempest", "1 Quay", "Gate 3", "Omaha", "NE", "68102"), Home, AccountId.Of("ann"), 12.5m, OrderId.Of("o-1")),
            Dollars(3.50m), Noon)),
        ["goods-weighed"] = new GoodsWeighed(12.5m),
        ["truck-assigned"] = new TruckAssigned(TruckId.Of("red")),
        ["truck-reassigned"] = new TruckReassigned(TruckId.Of("red"), TruckId.Of("blue"), "breakdown"),
        ["shipment-shipped"] = new ShipmentShipped(Noon),
        ["shipment-delivered"] = new ShipmentDelivered("Ann", Noon.AddHours(8)),
        ["shipment-cancelled"] = new ShipmentCancelled("too late"),

        ["truck-added"] = new TruckAdded(),
        ["truck-occupied"] = new TruckOccupied(ShipmentId.Of("S-1042")),
        ["truck-released"] = new TruckReleased(ShipmentId.Of("S-1042")),
        ["truck-taken-out-of-service"] = new TruckTakenOutOfService("brakes"),
        ["truck-returned-to-service"] = new TruckReturnedToService(),

        ["coins-put"] = new CoinsPut(5, "ann"),
        ["coins-taken"] = new CoinsTaken(2),
    };

    /// <summary>What a sample of an older schema reads as today.</summary>
    private static readonly Dictionary<(string Type, int Schema), object> Older = new()
    {
        [("coins-put", 1)] = new CoinsPut(5, "unknown"),
        [("coins-put", 2)] = new CoinsPut(5, "unknown"),
    };

    public static object Of(string type) => Newest.TryGetValue(type, out var example)
        ? example
        : throw new InvalidOperationException($"Give an example of {type} in {nameof(Examples)}.");

    public static object Of(string type, int schema) => Older.TryGetValue((type, schema), out var example)
        ? example
        : throw new InvalidOperationException($"Say in {nameof(Examples)} what {type} of schema {schema} reads as.");
}
