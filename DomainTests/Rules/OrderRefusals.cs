using Tempest.Domain;
using Tempest.Domain.Ordering;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Rules;

/// <summary>What the sales office says no to, and how.</summary>
public sealed class OrderRefusals : RulesOf<OrderDecider, Order, OrderCommand, OrderEvent>
{
    private static readonly Past New = Given();
    private static readonly Past Open = Given(Placed(Teas(3)));
    private static readonly Past Approved = Given(Placed(Teas(3)), new OrderApproved());
    private static readonly Past Shipping = Given(Placed(Teas(3)), new OrderApproved(), new OrderHandedOver(ShipmentId.Of("G-1")));
    private static readonly Past Completed = Given(Placed(Teas(3)), new OrderCompleted(ShipmentId.Of("G-1"), Noon));
    private static readonly Past Cancelled = Given(Placed(Teas(3)), new OrderCancelled("too late"));

    public static IEnumerable<Refused> All =>
    [
        Rule("nobody unknown orders", New, Place(Ask(Tea)) with { Buyer = new UnknownBuyer() },
            new UnknownCustomer(Ann)),
        Rule("nobody who left orders", New, Place(Ask(Tea)) with { Buyer = new FormerBuyer() },
            new UnknownCustomer(Ann)),
        Rule("a past order needs a known customer too", New, Record(Teas(1)) with { Buyer = new UnknownBuyer() },
            new UnknownCustomer(Ann)),
        Rule("goods go to an address", New, Place(Ask(Tea)) with { ShipTo = Home with { Zip = "9730" } },
            new AddressNotDeliverable([new("zip", "must be five digits in the US")])),
        Rule("what was never offered cannot be ordered", New, Place(Ask(Unicorn)), new UnknownProduct([Unicorn])),
        Rule("nor can it have been", New, Record(Teas(1) with { Sku = Unicorn }), new UnknownProduct([Unicorn])),
        Rule("what is withdrawn cannot be ordered", New, Place(Ask(Tea), Ask(Wine)), new ProductWithdrawn([Wine])),
        Rule("what is withdrawn cannot become more", Given(Placed(Wines(2))), Amend(Ask(Wine, 3)),
            new ProductWithdrawn([Wine])),
        Rule("nor be added", Open, Amend(Ask(Tea), Ask(Wine)), new ProductWithdrawn([Wine])),
        Rule("an order has lines", New, Place(), new OrderEmpty()),
        Rule("and keeps at least one", Open, Amend(), new OrderEmpty()),
        Rule("but not more than a thousand", New,
            Place([.. Enumerable.Range(0, 1001).Select(n => Ask(Sku.Of($"tea-{n}")))]),
            new TooManyLines(1001)),
        Rule("none of something is no line", New, Place(Ask(Tea, 0), Ask(Cup, -1)), new QuantityBelowOne([Tea, Cup])),
        Rule("a million is the most", New, Place(Ask(Tea, 1_000_001)), new QuantityTooLarge([Tea])),
        Rule("a discount is not below zero", New, Place(Ask(Tea, 1, -0.01m)), new DiscountOutOfRange([Tea])),
        Rule("a discount is not above a hundred", New, Place(Ask(Tea, 1, 100.01m)), new DiscountOutOfRange([Tea])),
        Rule("a discount has two digits", New, Place(Ask(Tea, 1, 0.125m)), new DiscountOutOfRange([Tea])),
        Rule("one line for each product", New, Place(Ask(Tea), Ask(Cup), Ask(Tea, 2)), new RepeatedSku([Tea])),
        Rule("one order, one currency", New, Place(Ask(Tea), Ask(Sake)), new MixedCurrencies([Usd, Jpy])),
        Rule("which stays", Open, Amend(Ask(Sake)), new MixedCurrencies([Usd, Jpy])),
        Rule("one past order, one currency", New, Record(Teas(1), new(Sake, "Sake", new(900, Jpy), 1, 0)),
            new MixedCurrencies([Usd, Jpy])),
        Rule("it is the buyer's", New, Place(Ask(Sake)), new CurrencyNotTheBuyers(Jpy, Usd)),
        Rule("nothing was sold for half a cent", New, Record(Teas(1, price: 0.005m)), new PriceNotPayable(0.005m, Usd)),
        Rule("nothing was sold for less than nothing", New, Record(Teas(1, price: -1)), new PriceNotPayable(-1, Usd)),
        Rule("an id belongs to one order", Open, Place(Ask(Tea, 4)), new OrderAlreadyPlaced()),
        Rule("also among past orders", Open, Record(Teas(4)), new OrderAlreadyPlaced()),
        Rule("only a placed order is amended", New, Amend(Ask(Tea)), new OrderNotPlaced()),
        Rule("only a placed order is approved", New, new ApproveOrder(), new OrderNotPlaced()),
        Rule("only a placed order is cancelled", New, new CancelOrder("no"), new OrderNotPlaced()),
        Rule("an approved order stays as it is", Approved, Amend(Ask(Tea, 4)), new OrderNotOpen("approved")),
        Rule("a cancelled order stays as it is", Cancelled, Amend(Ask(Tea, 4)), new OrderNotOpen("cancelled")),
        Rule("a cancelled order is not approved", Cancelled, new ApproveOrder(), new OrderNotOpen("cancelled")),
        Rule("only an approved order is shipped", Open, new HandOver(ShipmentId.Of("G-1")), new OrderNotApproved("open")),
        Rule("not one that was cancelled", Cancelled, new HandOver(ShipmentId.Of("G-1")), new OrderNotApproved("cancelled")),
        Rule("nor is that one delivered", Cancelled, new CompleteOrder(ShipmentId.Of("G-1"), Noon), new OrderNotApproved("cancelled")),
        Rule("what is in shipping stays as it is", Shipping, new CancelOrder("no"), new OrderAlreadyInShipping(ShipmentId.Of("G-1"))),
        Rule("it has one shipment", Shipping, new HandOver(ShipmentId.Of("G-2")), new OrderAlreadyInShipping(ShipmentId.Of("G-1"))),
        Rule("what was delivered stays as it is", Completed, new CancelOrder("no"), new OrderAlreadyCompleted(ShipmentId.Of("G-1"))),
        Rule("and is delivered once", Completed, new CompleteOrder(ShipmentId.Of("G-2"), Noon), new OrderAlreadyCompleted(ShipmentId.Of("G-1"))),
        Rule("cancelling needs a reason", Open, new CancelOrder(" "), new ReasonMissing()),
        Rule("also once approved", Approved, new CancelOrder(""), new ReasonMissing()),
        Rule("the first reason stands", Cancelled, new CancelOrder("too dear"), new OrderAlreadyCancelled("too late")),
    ];

    private static Refused Rule(string sentence, Past given, OrderCommand when, Rejection then) =>
        new(sentence, given.When(when).Rejection, then);
}
