using Tempest.Application.Accounts;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Access;

/// <summary>Whose something is. That never changes.</summary>
public static class Ownership
{
    /// <summary>A customer has one account, under the same id.</summary>
    public static AccountId AccountOf(CustomerId customer) => AccountId.Of(customer.Value);

    /// <param name="customer">Null: somebody who has not signed in, to whom nothing belongs.</param>
    /// <param name="entity">As it is.</param>
    /// <returns>Whether the entity is the customer's, or nobody's yet, or everybody's, as what is on offer is.</returns>
    public static bool IsTheirs(CustomerId? customer, Held entity) => (entity.Stream.Category, entity.State) switch
    {
        (_, PlacedOrder order) => order.Details.Customer == customer,
        (_, KnownShipment shipment) => customer is { } payer && shipment.Details.Consignment.BillTo == AccountOf(payer),
        (_, NotPlaced or NotSubmitted) => true,
        (var category, _) when category == OrderStreams.Offers.Name || category == ShippingStreams.Goods.Name => true,
        (var category, _) when category == OrderStreams.Buyers.Name => entity.Stream.Id == customer?.Value,
        (var category, _) when category == AccountStreams.Accounts.Name || category == AccountStreams.Balances.Name =>
            entity.Stream.Id == customer?.Value,
        (var category, _) when category == AccountStreams.Entries.Name =>
            customer is { } holder && entity.Stream.Id.StartsWith($"{AccountOf(holder)}/", StringComparison.Ordinal),
        _ => false,
    };

    public static bool IsTheirs(CustomerId? customer, RecordId record) =>
        record.Kind != CustomerUseCases.Customers.Name || record.Id == customer?.Value;

    /// <summary>By which property the customer's entities are found among all; null: none of them are.</summary>
    public static Criterion? Theirs(CustomerId? of, Category category) => of is not { } customer ? null : category.Name switch
    {
        var name when name == OrderStreams.Orders.Name => new Is("details.customer", customer.Value),
        var name when name == ShippingStreams.Shipments.Name => new Is("details.consignment.billTo", AccountOf(customer).Value),
        var name when name == AccountStreams.Accounts.Name => new Is("book.account", AccountOf(customer).Value),
        var name when name == AccountStreams.Entries.Name => new Is("entry.account", AccountOf(customer).Value),
        _ => null,
    };
}
