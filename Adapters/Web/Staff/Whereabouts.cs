using Tempest.Application.Access;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Web.Staff;

/// <summary>Where staff look at something, if it is theirs to look at.</summary>
internal static class Whereabouts
{
    public static string? Of(StreamId stream, Caller caller) => Of(stream.ToString(), caller);

    /// <param name="of"><c>shipment/S-1042</c>.</param>
    /// <param name="caller">Who would look.</param>
    public static string? Of(string of, Caller caller) => of.Split('/') switch
    {
        ["order", var id] when caller.May("staffOrderPage") => $"/staff/orders/{id}",
        ["shipment", var id] when caller.May("staffShipmentPage") => $"/staff/shipments/{id}",
        ["truck", var id] when caller.May("staffTruckPage") => $"/staff/trucks/{id}",
        ["account" or "balance" or "entry", var id, ..] when caller.May("staffAccountPage") => $"/staff/accounts/{id}",
        _ => null,
    };
}
