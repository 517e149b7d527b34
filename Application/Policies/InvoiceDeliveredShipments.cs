using Tempest.Application.Accounts;
using Tempest.Application.Commands;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Policies;

/// <summary>
/// Whenever a shipment is delivered, invoice the account it bills: for the carriage, and for the goods if it carries an
/// order. The entry's id is derived from the shipment's, so that it is never invoiced twice.
/// </summary>
public sealed class InvoiceDeliveredShipments(TradeTerms terms)
    : Policy<DeliveryToInvoice>("invoice-delivery", StoredJson.Default.DeliveryToInvoice)
{
    /// <summary>What the entry is called in the account.</summary>
    public static EntryId EntryOf(ShipmentId shipment)
    {
        var plain = $"shipment-{shipment}";
        return EntryId.Of(Identifier.IsValid(plain) ? plain : $"shipment-{Digest.Of(shipment.Value)[..32]}");
    }

    protected override IEnumerable<(StreamId Of, DeliveryToInvoice What)> Ask(Held held, object happened) =>
        (happened, held.State) is (ShipmentDelivered, Delivered { Details: { Consignment: var carried, Cost: var cost } } delivered)
        ?
        [
            (new(AccountStreams.Accounts.Name, carried.BillTo.Value),
                new(ShipmentId.Of(held.Stream.Id), carried.BillTo, carried.Order, cost, delivered.DeliveredAt)),
        ]
        : [];

    protected override UseCase UseCase(DeliveryToInvoice wish, DateTimeOffset now)
    {
        var dueOn = DateOnly.FromDateTime(wish.DeliveredAt.UtcDateTime).AddDays(terms.DaysToPay);
        UseCase Invoice(Money goods) => AccountUseCases.Invoice(
            wish.Account, EntryOf(wish.Shipment), new(dueOn, goods, wish.Carriage, wish.Order, wish.Shipment),
            wish.Order is null ? "Carriage" : $"Goods {goods} and carriage {wish.Carriage}", now, wish.DeliveredAt);

        var nothing = Invoice(Money.Zero(wish.Carriage.Currency));
        if (wish.Order is not { Value: var order }) return nothing;

        return nothing with
        {
            Streams = [OrderStreams.Orders.Stream(order), .. nothing.Streams],
            Decide = seen => seen.State(OrderStreams.Orders, order) is not PlacedOrder { Details.Total: var goods }
                ? new Refused(new OrderNotPlaced())
                : goods.Currency != wish.Carriage.Currency
                    ? new Refused(new MixedCurrencies([goods.Currency, wish.Carriage.Currency]))
                    : Invoice(goods).Decide(seen),
        };
    }
}

public sealed record DeliveryToInvoice(
    ShipmentId Shipment, AccountId Account, OrderId? Order, Money Carriage, DateTimeOffset DeliveredAt);
