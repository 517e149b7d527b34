using FsCheck;
using FsCheck.Fluent;
using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.DomainTests.Laws;

/// <summary>
/// Commands to an order as they may come in: most of them sensible, some with goods nobody offers, lines twice, too
/// many or none of a thing, currencies mixed, no reason.
/// </summary>
internal static class AnyOrders
{
    public static Gen<KnownOffers> OffersIn(Currency usual) =>
        (from currency in Gen.Frequency((19, Gen.Constant(usual)), (1, Any.Currency))
         from price in Any.PriceIn(currency)
         from name in Any.Text
         from offer in Gen.Frequency(
             (12, Gen.Constant<Offer>(new OnOffer(name, price))),
             (2, Gen.Constant<Offer>(new Withdrawn(name))),
             (1, Gen.Constant<Offer>(new NeverOffered())))
         select offer)
        .ArrayOf(5)
        .Select(offers => new KnownOffers(offers.Select((offer, at) => (offer, at))
            .ToDictionary(one => Sku.Of($"{(char)('a' + one.at)}"), one => one.offer)));

    public static Gen<ValueList<RequestedLine>> Wanted { get; } =
        from lines in Any.ListOf(
            from sku in Any.Sku
            from quantity in Gen.Frequency((30, Any.Quantity), (1, Gen.Elements(0, -1, OrderLines.LargestQuantity + 1)))
            from discount in Gen.Frequency((30, Any.Discount), (1, Gen.Elements(-1m, 100.01m, 0.125m)))
            select new RequestedLine(sku, quantity, discount), 0, 5)
        from repeats in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select repeats ? lines : lines.DistinctBy(line => line.Sku).ToValueList();

    public static Gen<OrderCommand> Place { get; } =
        from customer in Gen.Elements("ann", "bob").Select(CustomerId.Of)
        from lines in Wanted
        from shipTo in Any.Address
        from channel in Any.Channel
        from at in Any.Instant
        from requiredBy in Any.Day
        from currency in Any.Currency
        from buyer in BuyerIn(currency)
        from offers in OffersIn(currency)
        select (OrderCommand)new PlaceOrder(customer, lines, shipTo, channel, at, requiredBy, buyer, offers);

    public static Gen<OrderCommand> Record { get; } =
        from placed in Place.Select(command => (PlaceOrder)command)
        from currency in Any.Currency
        from prices in Any.PriceIn(currency).ArrayOf(5)
        let lines = placed.Lines.Select((line, at) =>
            new OrderLine(line.Sku, "As sold", prices[at % 5], line.Quantity, line.DiscountPercent)).ToValueList()
        select (OrderCommand)new RecordPastOrder(
            new(placed.Customer, lines, placed.ShipTo, placed.Channel, placed.At, placed.RequiredBy),
            placed.Buyer, placed.Offers);

    public static Gen<OrderCommand> Amend { get; } =
        from lines in Wanted
        from currency in Any.Currency
        from offers in OffersIn(currency)
        select (OrderCommand)new AmendOrder(lines, offers);

    public static Gen<OrderCommand> Approve { get; } = Gen.Fresh(() => (OrderCommand)new ApproveOrder());

    public static Gen<OrderCommand> Cancel { get; } =
        Gen.Elements("too late", " too late ", "too dear", "", " ").Select(reason => (OrderCommand)new CancelOrder(reason));

    /// <summary>What policies tell an order of its shipment.</summary>
    public static Gen<OrderCommand> Told { get; } =
        from shipment in Gen.Elements("G-1", "G-1", "G-1", "G-2").Select(ShipmentId.Of)
        from at in Any.Instant
        from command in Gen.Elements<OrderCommand>(
            new HandOver(shipment), new HandOver(shipment), new TakeBack(shipment, "no truck"), new TakeBack(shipment, "no truck"),
            new CompleteOrder(shipment, at))
        select command;

    public static Gen<OrderCommand> Command { get; } =
        Gen.Frequency((4, Place), (2, Record), (4, Amend), (5, Approve), (1, Cancel), (10, Told));

    /// <summary>What a customer asks who looks at the order: its own lines, more or fewer of each, some left out.</summary>
    public static Gen<OrderCommand> AmendOf(Order order) => order is not PlacedOrder { Details: var details } ? Amend :
        from keep in Any.ListOf(Gen.Choose(0, 3), details.Lines.Count, details.Lines.Count)
        from quantities in Any.Quantity.ArrayOf(details.Lines.Count)
        from discounts in Any.Discount.ArrayOf(details.Lines.Count)
        from offers in OffersIn(details.Total.Currency)
        select (OrderCommand)new AmendOrder(
            [.. details.Lines.Select((line, at) => (line, at)).Where(one => keep[one.at] > 0)
                .Select(one => new RequestedLine(one.line.Sku, quantities[one.at], discounts[one.at]))],
            offers);

    private static Gen<Buyer> BuyerIn(Currency currency) => Gen.Frequency(
        (18, Gen.Constant<Buyer>(new KnownBuyer(currency))), (1, Gen.Constant<Buyer>(new UnknownBuyer())),
        (1, Gen.Constant<Buyer>(new FormerBuyer())));
}
