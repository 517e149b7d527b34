using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Http.Timeline;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Http.Shipping;

/// <summary>Shipments: one endpoint for each transition, and their history.</summary>
internal static class ShipmentEndpoints
{
    private const string Missing = "shipment-not-submitted";

    /// <summary>The last part of the address that tells what carriage costs, so no shipment's id.</summary>
    private const string Quote = "quote";

    public static HistoryEndpoints<ShipmentId, ShipmentRepresentation> Shipments { get; } = new(
        ShippingStreams.Shipments, "shipment", Missing)
    {
        Self = ShippingLinks.OfShipment,
        Representation = (held, now) =>
            ShipmentRepresentation.Of(held.Stream.Id, (KnownShipment)held.State, held.Version, now is not null),
        Links = held => ShippingLinks.Of(held.Stream.Id, (Shipment)held.State, now: true),
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var shipments = routes.MapGroup("/api/shipments").WithTags("Shipments");
        shipments.MapGet("", ListAsync).Reads<Collection<ShipmentRepresentation>>("listShipments", "Shipments, the newest first",
            "All filters must hold. Follow the link `next`, in `_links` and in the `Link` header, until there is none.", ShippingExamples.Shipments);
        shipments.MapGet($"/{Quote}", Quoted).Reads<QuoteRepresentation>("quoteShipment", "What carriage would cost now",
            "Before anything is submitted. Once it is, its own cost stays.", ShippingExamples.Quote);
        shipments.MapGet("/{shipmentId}", GetAsync).Reads<ShipmentRepresentation>("getShipment", "One shipment, as it is or as it was",
            "`version` and `at` show it as it was, without `_templates`: nothing can be done with the past.",
            ShippingExamples.Shipment, Missing);
        shipments.MapGet("/{shipmentId}/events", EventsAsync).Reads<Collection<EventRepresentation>>("getShipmentEvents",
            "All that ever happened to a shipment", "The oldest first; nothing is ever taken out.", ShippingExamples.ShipmentEvents, Missing);
        shipments.MapGet("/{shipmentId}/history", HistoryAsync).Reads<Collection<TimelineLineRepresentation>>("getShipmentHistory",
            "What happened to a shipment, in words", "With who and when, the oldest first.", ShippingExamples.ShipmentHistory, Missing);
        shipments.MapGet("/{shipmentId}/difference", DifferenceAsync).Reads<DifferenceRepresentation>("getShipmentDifference",
            "What is different between two moments, and why",
            $"Every value that is another one, and what happened in between. {PointInTime.Words}",
            ShippingExamples.ShipmentDifference, Missing, tagged: false);

        shipments.MapPost("/{shipmentId}/commands/submit", SubmitAsync)
            .Commands<SubmitShipmentBody, ShipmentRepresentation>("submitShipment", "Submit a shipment",
                "You choose the id. What carriage costs is fixed now. Everything wrong with it is told at once.",
                ShippingExamples.SubmitShipment, ShippingExamples.Shipment, null, "shipment-not-acceptable", "shipment-already-submitted");
        shipments.MapPost("/{shipmentId}/commands/assign", AssignAsync)
            .Commands<AssignTruckBody, ShipmentRepresentation>("assignTruck", "Assign a truck",
                "It must be available, and is occupied from now until the shipment leaves it: no truck is ever booked twice.",
                ShippingExamples.AssignTruck, ShippingExamples.AssignedShipment, Missing,
                "shipment-not-waiting", "unknown-truck", "truck-occupied", "truck-out-of-service");
        shipments.MapPost("/{shipmentId}/commands/reassign", ReassignAsync)
            .Commands<ReassignTruckBody, ShipmentRepresentation>("reassignTruck", "Assign another truck",
                "Before it was picked up or on the road, as after a breakdown. The former truck is available again.",
                ShippingExamples.ReassignTruck, ShippingExamples.ReassignedShipment, Missing,
                "shipment-not-assigned", "reason-missing", "unknown-truck", "truck-occupied", "truck-out-of-service");
        shipments.MapPost("/{shipmentId}/commands/ship", ShipAsync)
            .Commands<EmptyBody, ShipmentRepresentation>("shipShipment", "It was picked up and is on the road",
                "The body may be left out.", "{}", ShippingExamples.ShippedShipment, Missing, "shipment-not-assigned");
        shipments.MapPost("/{shipmentId}/commands/deliver", DeliverAsync)
            .Commands<DeliverShipmentBody, ShipmentRepresentation>("deliverShipment", "It was delivered and signed for",
                "The truck is available again. Telling it twice is told once.",
                ShippingExamples.DeliverShipment, ShippingExamples.DeliveredShipment, Missing,
                "shipment-not-shipped", "shipment-already-delivered", "signature-missing");
        shipments.MapPost("/{shipmentId}/commands/cancel", CancelAsync)
            .Commands<CancelShipmentBody, ShipmentRepresentation>("cancelShipment", "Cancel a shipment",
                "While it has not left, for a reason that stays in the history. Its truck is available again.",
                ShippingExamples.CancelShipment, ShippingExamples.CancelledShipment, Missing,
                "reason-missing", "shipment-on-the-road", "shipment-already-delivered", "shipment-already-cancelled");
        shipments.MapPost("/commands", (CommandRequest<IReadOnlyList<ShipmentCommandBody>> request, HttpContext context) =>
            ShipmentCommands.RunAsync(request, context))
            .CommandsMany<IReadOnlyList<ShipmentCommandBody>, ShipmentCommandAnswers>("commandShipments", "Many commands at once",
                "Each is done or refused for itself, in the order of the list, and answered as it would have been alone. At most 500. "
                + "With an `Idempotency-Key` the list can be sent again: what was done is answered and not done twice.",
                ShippingExamples.CommandShipments, ShippingExamples.CommandedShipments);
    }

    public static Task<IResult> SubmitAsync(
        string shipmentId, CommandRequest<SubmitShipmentBody> request, CarriageRate rate, IStorage storage, CancellationToken cancel)
    {
        if (shipmentId == Quote) throw new MalformedRequestException("shipmentId", $"must be another one than {Quote}");
        return Shipments.RunAsync(shipmentId, request,
            id => ShippingUseCases.Submit(id, request.Body.ToConsignment(), rate, request.Command.At), storage, cancel, creates: true);
    }

    public static Task<IResult> AssignAsync(
        string shipmentId, CommandRequest<AssignTruckBody> request, IStorage storage, CancellationToken cancel) =>
        Shipments.RunAsync(
            shipmentId, request, id => ShippingUseCases.Assign(id, TruckId.Of(request.Body.TruckId)), storage, cancel);

    public static Task<IResult> ReassignAsync(
        string shipmentId, CommandRequest<ReassignTruckBody> request, IStorage storage, CancellationToken cancel) =>
        Shipments.RunAsync(shipmentId, request,
            id => ShippingUseCases.Reassign(id, TruckId.Of(request.Body.TruckId), request.Body.Reason), storage, cancel);

    public static Task<IResult> ShipAsync(
        string shipmentId, CommandRequest<EmptyBody> request, IStorage storage, CancellationToken cancel) =>
        Shipments.RunAsync(shipmentId, request, id => ShippingUseCases.Ship(id, request.Command.At), storage, cancel);

    public static Task<IResult> DeliverAsync(
        string shipmentId, CommandRequest<DeliverShipmentBody> request, IStorage storage, CancellationToken cancel) =>
        Shipments.RunAsync(shipmentId, request,
            id => ShippingUseCases.Deliver(id, request.Body.SignedBy, request.Command.At), storage, cancel);

    public static Task<IResult> CancelAsync(
        string shipmentId, CommandRequest<CancelShipmentBody> request, IStorage storage, CancellationToken cancel) =>
        Shipments.RunAsync(
            shipmentId, request, id => ShippingUseCases.Cancel(id, request.Body.Reason), storage, cancel);

    private static Task<IResult> GetAsync(
        [Description("The shipment's id.")] string shipmentId, long? version, DateTimeOffset? at,
        IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Shipments.GetAsync(shipmentId, version, at, storage, clock, cancel);

    private static Task<IResult> EventsAsync(
        [Description("The shipment's id.")] string shipmentId, int? limit, string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel) =>
        Shipments.EventsAsync(shipmentId, limit, cursor, context, storage, cancel);

    private static Task<IResult> HistoryAsync(
        [Description("The shipment's id.")] string shipmentId, int? limit, string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel) =>
        Shipments.HistoryAsync(shipmentId, limit, cursor, context, storage, cancel);

    private static Task<IResult> DifferenceAsync(
        [Description("The shipment's id.")] string shipmentId, string? from, string? to,
        IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Shipments.DifferenceAsync(shipmentId, from, to, storage, clock, cancel);

    private static Task<IResult> ListAsync(
        [Description("Only these: Submitted, Assigned, Shipped, Delivered or Cancelled.")] string? status,
        [Description("Only those that this account pays.")] string? billToAccountId,
        [Description("Only those of this order.")] string? orderId,
        int? limit, string? cursor,
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        status is not (null or "Submitted" or "Assigned" or "Shipped" or "Delivered" or "Cancelled")
            ? throw new MalformedRequestException("status", "must be Submitted, Assigned, Shipped, Delivered or Cancelled")
            : Shipments.ListAsync(
                (after, most) => ShippingQueries.Newest(status?.ToLowerInvariant(), billToAccountId, orderId, after, most),
                "shipments", limit, cursor, context, storage, clock, cancel);

    private static IResult Quoted(
        [Description("What it weighs, 1 to a million; 1 unless given.")] decimal? weightInPounds, CarriageRate rate)
    {
        var pounds = weightInPounds ?? Consignment.LeastPounds;
        return Consignment.IsWeight(pounds)
            ? Answers.Show(QuoteRepresentation.Of(pounds, rate), tag: null)
            : throw new MalformedRequestException("weightInPounds", $"must be {Consignment.LeastPounds} to {Consignment.MostPounds}");
    }
}
