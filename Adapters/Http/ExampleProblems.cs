using System.Text.Json.Nodes;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Customers;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Http;

/// <summary>One example of every problem: of the business's own ones, the rejection itself with its data.</summary>
public static class ExampleProblems
{
    private static readonly Sku Unit = Sku.Of(Examples.Sku);

    private static readonly EntryId Payment = EntryId.Of("cheque-4711");

    private static readonly Currency Dollars = Currency.Of("USD");

    private static readonly Currency Euros = Currency.Of("EUR");

    private static readonly Dictionary<string, Refusal> Rejections = new Rejection[]
    {
        new OrderNotPlaced(), new ProductNotFound(Unit), new UnknownCustomer(CustomerId.Of(Examples.CustomerId)),
        new UnknownProduct([Unit]), new ProductWithdrawn([Unit]), new OrderEmpty(), new TooManyLines(1_001),
        new QuantityBelowOne([Unit]), new QuantityTooLarge([Unit]), new DiscountOutOfRange([Unit]), new RepeatedSku([Unit]),
        new MixedCurrencies([Dollars, Euros]), new CurrencyNotTheBuyers(Euros, Dollars),
        new AddressNotDeliverable([new("zip", "must be five digits in the US")]), new PriceNotPayable(1.005m, Dollars),
        new OrderAlreadyPlaced(), new OrderNotOpen("cancelled"), new OrderAlreadyCancelled("Ordered twice"), new OrderNotApproved("open"),
        new OrderAlreadyInShipping(ShipmentId.Of("S-1042")), new OrderAlreadyCompleted(ShipmentId.Of("S-1042")), new ReasonMissing(),
        new ProductExists(Unit), new ProductNameMissing(Unit), new CurrencyFixed(Unit, Dollars), new WeightNotAboveZero(0),
        new AccountNotFound(), new AccountAlreadyOpen("Polar Foods"), new HolderMissing(), new CreditLimitNotUsable(new(-1, Dollars)),
        new CurrencyNotTheAccounts(Euros, Dollars), new AmountNotPayable(new(0, Dollars)),
        new BillDoesNotAddUp(new(30, Dollars), new(20, Dollars), new(5, Dollars)), new EntryReasonMissing(), new EntryInTheFuture(),
        new EntryDiffers(Payment), new EntryNotKnown(Payment), new EntryNotRefundable(Payment), new EntryNotReversible(Payment),
        new EntryAlreadyUndone(Payment), new RefundTooLarge(new(30, Dollars), new(20, Dollars)),
        new CreditLimitExceeded(new(800, Dollars), new(500, Dollars)),
        new CreditHeldOtherwise(OrderId.Of(Examples.OrderId), new(783.75m, Dollars)),
        new ShipmentNotSubmitted(), new ShipmentAlreadySubmitted(),
        new ShipmentNotAcceptable([new("shipTo.zip", "must be five digits in the US"), new("weightInPounds", "must be 1 to 1000000")]),
        new ShipmentNotWaiting("Shipped"), new ShipmentNotAssigned("Submitted"), new ShipmentNotShipped("Assigned"),
        new ShipmentOnTheRoad(), new ShipmentAlreadyDelivered("Ana Ruiz"), new ShipmentAlreadyCancelled("Ordered twice"),
        new SignatureMissing(), new TruckNotAdded(), new UnknownTruck(TruckId.Of("T-7")),
        new TruckAlreadyOccupied(ShipmentId.Of("G-2001")), new TruckOutOfService("Brakes"),
        new NotYours(), new CustomerNameMissing(), new EmailNotUsable("ana.polarfoods.example"),
    }.ToDictionary(rejection => rejection.Code, Refusal.Of);

    /// <summary>The codes of which the business itself gives the example.</summary>
    public static IReadOnlyCollection<string> Rejected => Rejections.Keys;

    public static JsonObject Of(string code, string instance)
    {
        var problem = new JsonObject
        {
            ["type"] = $"/problems/{code}", ["title"] = ProblemTypes.TitleOf(code), ["status"] = ProblemTypes.StatusOf(code),
            ["detail"] = Rejections.TryGetValue(code, out var refusal) ? refusal.Sentence : ProblemTypes.MeaningOf(code),
            ["instance"] = instance,
        };
        foreach (var (name, value) in refusal?.Data ?? Data(code)) problem[name] = value?.DeepClone();
        return problem;
    }

    private static JsonObject Data(string code) => code switch
    {
        "malformed-request" => new()
        {
            ["errors"] = new JsonArray(
                new JsonObject { ["pointer"] = "/lines/0/quantity", ["detail"] = "must be a whole number of at most 2147483647" },
                new JsonObject { ["pointer"] = "/shipTo/city", ["detail"] = "is required" }),
        },
        "stale" => new() { ["currentETag"] = "\"3\"" },
        _ => [],
    };
}
