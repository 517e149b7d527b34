using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Web.Staff.Dispatch;

/// <summary>The board: what waits, which trucks there are, and what is on the road, as it is at this moment.</summary>
internal static class DispatchPages
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff/dispatch", BoardAsync).WithName("staffDispatchPage");
        pages.MapGet("/staff/dispatch/changes", (string? seen, Live live, IStorage storage, HttpContext context) =>
            live.Changes(seen, [ShippingStreams.Shipments, ShippingStreams.Trucks], storage, context)).WithName("staffDispatchChanges");
        pages.MapGet("/staff/on-the-road", OnTheRoadAsync).WithName("staffRoadPage");
        pages.MapGet("/staff/trucks/{id}", TruckAsync).WithName("staffTruckPage");
        Trucks.Pages.MapNew(pages, Trucks.Add);
        Trucks.Pages.Map(pages, Trucks.All);
    }

    private static async Task<IResult> BoardAsync(IStorage storage, CancellationToken cancel)
    {
        var head = await storage.HeadAsync(cancel);
        var waiting = await storage.SelectAsync(ShippingStreams.Shipments, ShippingQueries.Waiting(limit: Most), cancel);
        var trucks = await storage.SelectAsync(ShippingStreams.Trucks, ShippingQueries.Trucks(limit: Most), cancel);
        var assigned = await storage.SelectAsync(ShippingStreams.Shipments, ShippingQueries.Newest("assigned", limit: Most), cancel);
        var road = await storage.SelectAsync(ShippingStreams.Shipments, ShippingQueries.OnTheRoad(limit: Most), cancel);
        return Views.Show<BoardPage>(new BoardModel(head, waiting, trucks.Items, [.. assigned.Items.Reverse()], road));
    }

    private static async Task<IResult> OnTheRoadAsync(string? after, IStorage storage, CancellationToken cancel)
    {
        var road = await storage.SelectAsync(ShippingStreams.Shipments, ShippingQueries.OnTheRoad(Paging.After(after), Most), cancel);
        return Views.Show<RoadPage>(new RoadModel(road.Items, after is null, road.Next));
    }

    private static async Task<IResult> TruckAsync(string id, long? version, string? at, IStorage storage, CancellationToken cancel)
    {
        var (stream, then) = (ShippingStreams.Trucks.Stream(id), Then.Of(version, at));
        return Identifier.IsValid(id) && await Histories.LoadAsync(stream, version, at, storage, cancel) is { } held
            ? Views.Show<TruckPage>(new TruckModel(id, (Truck)held.State, then, await Histories.OfAsync(ShippingStreams.Trucks, id, storage, cancel),
                await Histories.DifferentNowAsync(stream, held, then, storage, cancel)))
            : Views.Missing(then.IsPast ? $"There was no truck {id} then." : $"There is no truck {id}.");
    }
}

/// <param name="Head">All up to here is shown.</param>
/// <param name="Waiting">Who has waited longest comes first.</param>
/// <param name="Assigned">On a truck, not yet picked up; the oldest first.</param>
/// <param name="OnTheRoad">What left first comes first.</param>
public sealed record BoardModel(long Head, Page<Held> Waiting, IReadOnlyList<Held> Trucks, IReadOnlyList<Held> Assigned, Page<Held> OnTheRoad)
{
    public IReadOnlyList<string> Free => [.. Trucks.Where(truck => truck.State is Available).Select(truck => truck.Stream.Id)];
}

public sealed record RoadModel(IReadOnlyList<Held> Shipments, bool IsFirst, Place? Next);

public sealed record TruckModel(string Id, Truck Truck, Then Then, IReadOnlyList<TimelineLine> History, IReadOnlyList<Change> DifferentNow);
