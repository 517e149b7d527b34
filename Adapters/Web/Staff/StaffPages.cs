using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Web.Staff.Catalogue;
using Tempest.Adapters.Web.Staff.Commands;
using Tempest.Adapters.Web.Staff.Customers;
using Tempest.Adapters.Web.Staff.Dispatch;
using Tempest.Adapters.Web.Staff.Drivers;
using Tempest.Adapters.Web.Staff.Finance;
using Tempest.Adapters.Web.Staff.Operations;
using Tempest.Adapters.Web.Staff.Reports;
using Tempest.Adapters.Web.Staff.Sales;
using Tempest.Adapters.Web.Staff.Why;
using Tempest.Application.Access;
using Tempest.Application.Catalogue;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Web.Staff;

/// <summary>The back office, and its first page: what waits for whoever opens it.</summary>
internal static class StaffPages
{
    /// <summary>Beyond this nobody counts.</summary>
    private const int Most = 100;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff", StartAsync).WithName("staffPage");
        ProductPages.Map(pages);
        CustomerPages.Map(pages);
        OrderPages.Map(pages);
        DispatchPages.Map(pages);
        ShipmentPages.Map(pages);
        SheetPages.Map(pages);
        AccountPages.Map(pages);
        ReportPages.Map(pages);
        CommandPages.Map(pages);
        OperationsPages.Map(pages);
        WhyPages.Map(pages);
    }

    private static async Task<IResult> StartAsync(Caller caller, IStorage storage, CancellationToken cancel)
    {
        var waiting = new List<Waits>();
        await Entities("staffOrdersPage", "Open orders", "to be approved", "/staff/orders?status=open", OrderStreams.Orders, OrderQueries.Newest("open", limit: Most));
        await Entities("staffDispatchPage", "Shipments without a truck", "waiting", "/staff/dispatch", ShippingStreams.Shipments, ShippingQueries.Waiting(limit: Most));
        await Entities("staffDispatchPage", "Trucks available", "free to assign", "/staff/dispatch", ShippingStreams.Trucks, ShippingQueries.Trucks("available", limit: Most));
        await Entities("staffSheetsPage", "Trucks with a shipment", "to pick up or deliver", "/staff/sheets", ShippingStreams.Trucks, ShippingQueries.Trucks("occupied", limit: Most));
        await Entities("staffRoadPage", "On the road", "to be delivered", "/staff/on-the-road", ShippingStreams.Shipments, ShippingQueries.OnTheRoad(limit: Most));
        if (caller.May("staffProductsPage"))
        {
            var counts = await storage.CountAsync(CatalogueUseCases.Products, "status", [], cancel);
            waiting.Add(new("Products", "active", "/staff/products?status=active", counts.FirstOrDefault(count => count.Value == "active")?.Count ?? 0, false));
        }

        if (caller.May("staffCommandsPage"))
        {
            var refused = await storage.ListAsync(AskedBy.Policies, QueueState.Refused, 0, Most, cancel);
            waiting.Add(new("Refused commands", "somebody has to look", "/staff/commands", refused.Count, refused.Count == Most));
        }

        return Views.Show<StartPage>(waiting);

        async Task Entities(string page, string name, string note, string href, Category category, Selection wanted)
        {
            if (!caller.May(page)) return;

            var found = await storage.SelectAsync(category, wanted, cancel);
            waiting.Add(new(name, note, href, found.Items.Count, found.Next is not null));
        }
    }
}

/// <summary>How much of something waits.</summary>
/// <param name="OrMore">It was not counted to the end.</param>
public sealed record Waits(string Name, string Note, string Href, long Count, bool OrMore);
