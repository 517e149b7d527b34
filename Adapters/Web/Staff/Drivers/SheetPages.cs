using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Web.Staff.Drivers;

/// <summary>What a driver has in hand on the way: one truck, one shipment, one thing to do next.</summary>
internal static class SheetPages
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff/sheets", ListAsync).WithName("staffSheetsPage");
        pages.MapGet("/staff/trucks/{id}/sheet", ShowAsync).WithName("staffSheetPage");
    }

    private static async Task<IResult> ListAsync(IStorage storage, CancellationToken cancel) =>
        Views.Show<SheetsPage>((await storage.SelectAsync(ShippingStreams.Trucks, ShippingQueries.Trucks("occupied", limit: 500), cancel)).Items);

    private static async Task<IResult> ShowAsync(string id, IStorage storage, CancellationToken cancel) =>
        Identifier.IsValid(id) && await ShippingQueries.SheetAsync(storage, TruckId.Of(id), cancel) is { } sheet
            ? Views.Show<SheetPage>(sheet)
            : Views.Missing($"There is no truck {id}.");
}
