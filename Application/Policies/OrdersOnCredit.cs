using Tempest.Application.Accounts;
using Tempest.Application.Commands;
using Tempest.Application.Ordering;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Ordering;

namespace Tempest.Application.Policies;

/// <summary>
/// Credit follows orders: one that is approved is promised its total by its customer's account, one that is cancelled lets it go,
/// both or neither, in one transaction. Its invoice takes the promise's place. An account to which no limit was ever set is not asked.
/// </summary>
public static class OrdersOnCredit
{
    public static Lookup Approve(OrderId id) => WithItsAccount(id, OrderUseCases.Approve(id));

    public static Lookup Cancel(OrderId id, string reason) => WithItsAccount(id, OrderUseCases.Cancel(id, reason));

    /// <summary>Only the order knows whose it is, once it is placed.</summary>
    private static Lookup WithItsAccount(OrderId id, UseCase asked) => new(
        OrderStreams.Orders.Stream(id.Value),
        seen => seen is PlacedOrder { Details: var details }
            ? asked with
            {
                Streams = [.. asked.Streams, AccountStreams.Accounts.Stream(details.Customer.Value)],
                Decide = now => asked.Decide(now) is var outcome && outcome is Accepted done
                    ? done.With(Follow(now, id, details.Customer, done))
                    : outcome,
            }
            : asked.Provided(now => now.State(OrderStreams.Orders, id.Value) is NotPlaced));

    private static Outcome Follow(Situation now, OrderId id, CustomerId customer, Accepted done)
    {
        var order = (PlacedOrder)now.State(OrderStreams.Orders, id.Value);
        var account = now.State(AccountStreams.Accounts, customer.Value);
        return (done.Streams.SelectMany(change => change.Events).SingleOrDefault(), account) switch
        {
            (OrderApproved, KeptAccount { Book.CreditLimit: not null }) when order.Details.Total is { Amount: > 0 } total =>
                now.Decide(AccountStreams.Accounts, customer.Value, new HoldCredit(id, total)),
            (OrderCancelled, KeptAccount) => now.Decide(AccountStreams.Accounts, customer.Value, new ReleaseCredit(id)),
            _ => new Accepted([], []),
        };
    }
}
