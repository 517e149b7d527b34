using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Web.Accounts;
using Tempest.Adapters.Web.Parts;
using Tempest.Application.Access;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Web.Shipments;

/// <summary>What is carried for a customer: what waits, what is on the road, what was delivered.</summary>
internal static class ShipmentPages
{
    private const int AtOnce = 25;

    private const int MostEvents = 500;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/shipments", ListAsync).WithName("shipmentsPage");
        pages.MapGet("/shipments/{id}", ShowAsync).WithName("shipmentPage");
        pages.MapGet("/shipments/{id}/changes", ChangesAsync).WithName("shipmentChanges");
    }

    private static async Task<IResult> ListAsync(string? status, string? after, IStorage storage, CancellationToken cancel)
    {
        var chosen = ShipmentWords.Statuses.Any(one => one.Value == status) ? status : null;
        var found = await storage.SelectAsync(
            ShippingStreams.Shipments, ShippingQueries.Newest(chosen, after: Paging.After(after), limit: AtOnce), cancel);
        return Views.Show<ShipmentsPage>(new ShipmentsModel(
            chosen, [.. found.Items.Select(held => new ListedShipment(held.Stream.Id, (KnownShipment)held.State))], IsFirst: after is null, found.Next));
    }

    private static async Task<IResult> ShowAsync(
        string id, Caller caller, IStorage storage, InvoiceReader invoices, CancellationToken cancel)
    {
        if (!Identifier.IsValid(id)) return Missing(id);

        var followed = await FollowedAsync(id, storage, invoices, cancel);
        if (followed[0].State is not KnownShipment shipment) return Missing(id);

        var happened = await storage.HistoryAsync(followed[0].Stream, 1, MostEvents, cancel);
        return Views.Show<ShipmentPage>(new ShipmentModel(
            id, shipment, happened, await invoices.ShowAsync(followed, cancel), Live.Stamp(followed), caller.Actor));
    }

    private static IResult ChangesAsync(string id, string? seen, Live live, IStorage storage, InvoiceReader invoices, HttpContext context) =>
        Identifier.IsValid(id)
            ? live.Changes(seen, ShippingStreams.Shipments.Stream(id).Stream, cancel => FollowedAsync(id, storage, invoices, cancel), context)
            : Missing(id);

    private static async Task<IReadOnlyList<Held>> FollowedAsync(string id, IStorage storage, InvoiceReader invoices, CancellationToken cancel)
    {
        var shipment = await storage.LoadAsync(ShippingStreams.Shipments.Stream(id), cancel);
        return shipment.Exists ? [shipment, .. await invoices.FollowedAsync([shipment], cancel)] : [shipment];
    }

    private static IResult Missing(string id) => Views.Missing($"You have no shipment {id}. The address may have a slip in it.");
}

/// <param name="Id">By which it is asked for.</param>
public sealed record ListedShipment(string Id, KnownShipment Shipment);

/// <param name="Status">The only one that is shown; null: all.</param>
/// <param name="IsFirst">Nothing newer stands before them.</param>
/// <param name="Next">Where the next page begins.</param>
public sealed record ShipmentsModel(string? Status, IReadOnlyList<ListedShipment> Shipments, bool IsFirst, Place? Next)
{
    public static string At(string? status, Place? after = null) => Paging.Address(
        "/shipments", ("status", status), ("after", after is null ? null : Paging.Text(after)));
}

/// <param name="Happened">All that ever happened with it.</param>
/// <param name="Invoices">What it was invoiced with, once it was delivered.</param>
/// <param name="Seen">What is shown, for <see cref="Live"/>.</param>
/// <param name="Actor">Whoever looks at it.</param>
public sealed record ShipmentModel(
    string Id, KnownShipment Shipment, IReadOnlyList<RecordedEvent> Happened, IReadOnlyList<ShownInvoice> Invoices, string Seen, string Actor)
{
    public string Self => $"/shipments/{Id}";

    public Consignment Consignment => Shipment.Details.Consignment;

    public IReadOnlyList<Stage> Stages => ShipmentWords.Stages(Shipment, Happened);

    public IReadOnlyList<Occurrence> History => [.. Happened.Select(one => Told.To(Actor, one))];
}
