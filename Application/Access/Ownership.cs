using Tempest.Application.Ordering;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Access;

/// <summary>Whose something is. That never changes, so it may be asked before anything is decided.</summary>
public static class Ownership
{
    /// <param name="entities">Where things are read.</param>
    /// <param name="customer">Who asks.</param>
    /// <param name="thing">What it is, as addresses name its id: <c>orderId</c>.</param>
    /// <param name="id">Its id, whether there is one or not.</param>
    /// <param name="cancel">When whoever asks has gone.</param>
    /// <returns>False when it is somebody else's; true when it is theirs or nobody's yet.</returns>
    public static async Task<bool> IsTheirsAsync(
        IEntities entities, CustomerId customer, string thing, string id, CancellationToken cancel = default) => thing switch
    {
        "orderId" => IsTheirs((Order)(await entities.LoadAsync(OrderStreams.Orders.Stream(id), cancel)).State, customer),
        "shipmentId" => IsTheirs((Shipment)(await entities.LoadAsync(ShippingStreams.Shipments.Stream(id), cancel)).State, customer),
        "accountId" => AccountOf(customer).Value == id,
        "customerId" => customer.Value == id,
        _ => throw new InvalidOperationException($"No way to know whose a {thing} is."),
    };

    /// <summary>A customer has one account, under the same id.</summary>
    public static AccountId AccountOf(CustomerId customer) => AccountId.Of(customer.Value);

    private static bool IsTheirs(Order order, CustomerId customer) => order is not PlacedOrder placed || placed.Details.Customer == customer;

    private static bool IsTheirs(Shipment shipment, CustomerId customer) =>
        shipment is not KnownShipment known || known.Details.Consignment.BillTo == AccountOf(customer);
}
