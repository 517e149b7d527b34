using Tempest.Domain.Accounts;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Timeline;

/// <summary>Events as somebody in the company would tell them.</summary>
public static class InWords
{
    public static string Of(object happened) => happened switch
    {
        OrderPlaced { Details: var order } => $"Ordered by {order.Customer}: {Lines(order.Lines.Count)}, {order.Total}",
        OrderAmended amended => $"Changed to {Lines(amended.Lines.Count)}, {amended.Lines.Select(line => line.Total).Aggregate(Domain.Money.Add)}",
        OrderApproved => "Approved",
        OrderHandedOver over => $"Handed to shipping as shipment {over.Shipment}",
        OrderTakenBack back => $"Back from shipping, shipment {back.Shipment} was cancelled: {back.Reason}",
        OrderCompleted done => $"Completed with shipment {done.Shipment}",
        OrderCancelled cancelled => $"Cancelled: {cancelled.Reason}",

        ShipmentSubmitted { Details: var details } =>
            $"Carriage of {Pounds(details.Consignment.WeightInPounds)} to {details.Consignment.ShipTo.City} asked for, at {details.Cost}",
        TruckAssigned assigned => $"Assigned to truck {assigned.Truck}",
        TruckReassigned again => $"Moved from truck {again.From} to truck {again.To}: {again.Reason}",
        ShipmentShipped => "On the road",
        ShipmentDelivered { SignedBy: { } signature } => $"Delivered, signed for by {signature}",
        ShipmentDelivered => "Delivered",
        ShipmentCancelled cancelled => $"Carriage cancelled: {cancelled.Reason}",

        TruckAdded => "Added",
        TruckOccupied { By: var shipment } => $"Occupied by shipment {shipment}",
        TruckReleased { By: var shipment } => $"Released by shipment {shipment}",
        TruckTakenOutOfService { Reason: { } reason } => $"Taken out of service: {reason}",
        TruckTakenOutOfService => "Taken out of service",
        TruckReturnedToService => "Returned to service",

        AccountOpened opened => $"Opened for {opened.Holder}, in {opened.Currency}",
        CreditLimitSet set => $"Credit limit set to {set.Limit}",
        CreditHeld held => $"{held.Amount} of credit promised to order {held.Order}",
        CreditReleased released => $"The credit of order {released.Order} let go",
        BalanceMoved { Entry: var entry } => Booked(entry),
        EntryBooked { Entry: var entry } => Booked(entry),
        EntryUndone { Undoing: var undoing } => $"{undoing.Kind} of {undoing.Amount}",
        BalanceUpdated updated => $"Balance is now {updated.Balance}",

        ProductOffered offered => $"Offered as {offered.Name} at {offered.Price}",
        OfferRenamed renamed => $"Offered as {renamed.Name}",
        OfferRepriced repriced => $"Offered at {repriced.Price}",
        OfferWithdrawn => "No longer offered",
        BuyerAdmitted admitted => $"May order, in {admitted.Currency}",
        BuyerCurrencyChanged changed => $"Orders in {changed.Currency}",
        BuyerLeft => "Orders no more",
        GoodsWeighed { WeightInPounds: { } pounds } => $"Weighs {Pounds(pounds)}",
        GoodsWeighed => "Weight not known",
        _ => throw new InvalidOperationException($"Say {happened.GetType().Name} in words."),
    };

    private static string Booked(Entry entry) => entry switch
    {
        { Bill: { } bill } =>
            $"Invoiced to {entry.Account}: {entry.Amount}, goods {bill.Goods} and carriage {bill.Carriage}, to be paid by {bill.DueOn:yyyy-MM-dd}",
        { Undoes: { } undone } => $"{entry.Kind} of {undone.Entry}, {entry.Amount}: {entry.Reason}",
        _ => $"{entry.Kind} of {entry.Amount}: {entry.Reason}",
    };

    private static string Lines(int count) => count == 1 ? "1 line" : $"{count} lines";

    private static string Pounds(decimal weight) => weight == 1 ? "1 pound" : $"{weight} pounds";
}
