using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Http.Timeline;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain.Shipping;
using static Tempest.Adapters.Http.Shipping.ShipmentEndpoints;

namespace Tempest.Adapters.Http.Shipping;

/// <summary>Trucks, the sheet of each one's driver, and the lists that dispatch works from.</summary>
internal static class TruckEndpoints
{
    private const string Missing = "truck-not-added";

    private static readonly HistoryEndpoints<TruckId, TruckRepresentation> Trucks = new(
        ShippingStreams.Trucks, "truck", Missing)
    {
        Self = ShippingLinks.OfTruck,
        Representation = (held, now) =>
            TruckRepresentation.Of(held.Stream.Id, (Truck)held.State, held.Version, now is not null),
        Links = held => ShippingLinks.Of(held.Stream.Id, (Truck)held.State, now: true),
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var trucks = routes.MapGroup("/api/trucks").WithTags("Trucks");
        trucks.MapGet("", ListAsync).Reads<Collection<TruckRepresentation>>("listTrucks", "Trucks, those of a status together",
            "Follow the link `next`, in `_links` and in the `Link` header, until there is none.", ShippingExamples.Trucks);
        trucks.MapGet("/{truckId}", GetAsync).Reads<TruckRepresentation>("getTruck", "One truck, as it is or as it was",
            "`version` and `at` show it as it was, without `_templates`: nothing can be done with the past.", ShippingExamples.Truck, Missing);
        trucks.MapGet("/{truckId}/events", EventsAsync).Reads<Collection<EventRepresentation>>("getTruckEvents",
            "All that ever happened to a truck", "The oldest first; nothing is ever taken out.", ShippingExamples.TruckEvents, Missing);
        trucks.MapGet("/{truckId}/history", HistoryAsync).Reads<Collection<TimelineLineRepresentation>>("getTruckHistory",
            "What happened to a truck, in words", "With who and when, the oldest first.", ShippingExamples.TruckHistory, Missing);
        trucks.MapGet("/{truckId}/difference", DifferenceAsync).Reads<DifferenceRepresentation>("getTruckDifference",
            "What is different between two moments, and why",
            $"Every value that is another one, and what happened in between. {PointInTime.Words}",
            ShippingExamples.TruckDifference, Missing, tagged: false);
        trucks.MapGet("/{truckId}/sheet", SheetAsync).Reads<DriversSheetRepresentation>("getDriversSheet",
            "What the driver needs to know now", "Where to pick up, where to deliver and to whom; or that there is nothing to carry.",
            ShippingExamples.DriversSheet, Missing, tagged: false);

        trucks.MapPost("/{truckId}/commands/add",
            (string truckId, CommandRequest<EmptyBody> request, IStorage storage, CancellationToken cancel) =>
            Trucks.RunAsync(truckId, request, id => ShippingUseCases.AddTruck(id), storage, cancel, creates: true))
            .Commands<EmptyBody, TruckRepresentation>("addTruck", "Add a truck",
                "You choose the id. One that is there already stays as it is. The body may be left out.", "{}", ShippingExamples.Truck, null);
        trucks.MapPost("/{truckId}/commands/take-out-of-service",
            (string truckId, CommandRequest<TakeTruckOutOfServiceBody> request, IStorage storage, CancellationToken cancel) =>
            Trucks.RunAsync(
                truckId, request, id => ShippingUseCases.TakeOutOfService(id, request.Body.Reason), storage, cancel))
            .Commands<TakeTruckOutOfServiceBody, TruckRepresentation>("takeTruckOutOfService", "Take a truck out of service",
                "It takes no shipment until it returns. Give its shipment to another truck first, if it has one.",
                ShippingExamples.TakeTruckOutOfService, ShippingExamples.TruckOutOfService, Missing, "truck-occupied");
        trucks.MapPost("/{truckId}/commands/return-to-service",
            (string truckId, CommandRequest<EmptyBody> request, IStorage storage, CancellationToken cancel) =>
            Trucks.RunAsync(truckId, request, id => ShippingUseCases.ReturnToService(id), storage, cancel))
            .Commands<EmptyBody, TruckRepresentation>("returnTruckToService", "Return a truck to service",
                "One that is in service stays as it is. The body may be left out.", "{}", ShippingExamples.ReturnedTruck, Missing);

        var dispatch = routes.MapGroup("/api/dispatch").WithTags("Dispatch");
        dispatch.MapGet("/waiting", WaitingAsync).Reads<Collection<ShipmentRepresentation>>("listWaitingShipments",
            "Shipments that wait for a truck", "Who has waited longest comes first.", ShippingExamples.Waiting);
        dispatch.MapGet("/available-trucks", AvailableAsync).Reads<Collection<TruckRepresentation>>("listAvailableTrucks",
            "Trucks that can be assigned", "By id.", ShippingExamples.AvailableTrucks);
        dispatch.MapGet("/on-the-road", OnTheRoadAsync).Reads<Collection<ShipmentRepresentation>>("listShipmentsOnTheRoad",
            "What is on the road, and since when", "What left first comes first; `shippedAt` says when.", ShippingExamples.OnTheRoad);
    }

    private static Task<IResult> GetAsync(
        [Description("The truck's id.")] string truckId, long? version, DateTimeOffset? at,
        IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Trucks.GetAsync(truckId, version, at, storage, clock, cancel);

    private static Task<IResult> EventsAsync(
        [Description("The truck's id.")] string truckId, int? limit, string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel) =>
        Trucks.EventsAsync(truckId, limit, cursor, context, storage, cancel);

    private static Task<IResult> HistoryAsync(
        [Description("The truck's id.")] string truckId, int? limit, string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel) =>
        Trucks.HistoryAsync(truckId, limit, cursor, context, storage, cancel);

    private static Task<IResult> DifferenceAsync(
        [Description("The truck's id.")] string truckId, string? from, string? to,
        IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Trucks.DifferenceAsync(truckId, from, to, storage, clock, cancel);

    private static async Task<IResult> SheetAsync(
        [Description("The truck's id.")] string truckId, IStorage storage, CancellationToken cancel) =>
        await ShippingQueries.SheetAsync(storage, Trucks.Id(truckId), cancel) is { } sheet
            ? Answers.Show(DriversSheetRepresentation.Of(sheet), tag: null)
            : Trucks.NotFound(truckId);

    private static Task<IResult> ListAsync(
        [Description("Only these: Available, Occupied or OutOfService.")] string? status,
        int? limit, string? cursor,
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var phase = status switch
        {
            null => null,
            "Available" => "available",
            "Occupied" => "occupied",
            "OutOfService" => "out-of-service",
            _ => throw new MalformedRequestException("status", "must be Available, Occupied or OutOfService"),
        };
        return Trucks.ListAsync(
            (after, most) => ShippingQueries.Trucks(phase, after, most), "trucks",
            limit, cursor, context, storage, clock, cancel);
    }

    private static Task<IResult> WaitingAsync(
        int? limit, string? cursor,
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Shipments.ListAsync(ShippingQueries.Waiting, "waiting", limit, cursor, context, storage, clock, cancel);

    private static Task<IResult> AvailableAsync(
        int? limit, string? cursor,
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Trucks.ListAsync(
            (after, most) => ShippingQueries.Trucks("available", after, most), "available trucks",
            limit, cursor, context, storage, clock, cancel);

    private static Task<IResult> OnTheRoadAsync(
        int? limit, string? cursor,
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Shipments.ListAsync(ShippingQueries.OnTheRoad, "on the road", limit, cursor, context, storage, clock, cancel);
}
