using Tempest.Application.Accounts;
using Tempest.Application.Commands;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Policies;

/// <summary>
/// Whenever an order is completed by a shipment that somebody else pays, let go of the credit that the customer's own account had
/// promised: no invoice will come to take its place.
/// </summary>
public sealed class LetCreditOfOrdersBilledElsewhereGo()
    : Policy<CompletedOrderOnCredit>("let-credit-go", StoredJson.Default.CompletedOrderOnCredit)
{
    protected override IEnumerable<(StreamId Of, CompletedOrderOnCredit What)> Ask(Held held, object happened) =>
        (happened, held.State) is (OrderCompleted { Shipment: var shipment }, CompletedOrder { Details.Customer: var customer })
            ?
            [
                (new(AccountStreams.Accounts.Name, customer.Value),
                    new(OrderId.Of(held.Stream.Id), shipment, AccountId.Of(customer.Value))),
            ]
            : [];

    protected override UseCase UseCase(CompletedOrderOnCredit wish, DateTimeOffset now) => new(
        [AccountStreams.Accounts.Stream(wish.Account.Value), ShippingStreams.Shipments.Stream(wish.Shipment.Value)],
        seen => seen.State(ShippingStreams.Shipments, wish.Shipment.Value) is KnownShipment { Details.Consignment.BillTo: var payer }
            && payer != wish.Account && seen.State(AccountStreams.Accounts, wish.Account.Value) is KeptAccount
            ? seen.Decide(AccountStreams.Accounts, wish.Account.Value, new ReleaseCredit(wish.Order))
            : new Accepted([], []));
}

public sealed record CompletedOrderOnCredit(OrderId Order, ShipmentId Shipment, AccountId Account);
