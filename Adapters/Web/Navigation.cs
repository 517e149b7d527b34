using Tempest.Application.Access;

namespace Tempest.Adapters.Web;

/// <summary>What the head of every page leads to, for whom the table of access has it.</summary>
/// <param name="Label">As it is read.</param>
/// <param name="Href">Where it is.</param>
/// <param name="Page">The page's name in the table.</param>
public sealed record Navigation(string Label, string Href, string Page)
{
    private static readonly Navigation[] All =
    [
        new("Shop", "/", "shopPage"),
        new("Orders", "/orders", "ordersPage"),
        new("Shipments", "/shipments", "shipmentsPage"),
        new("Account", "/account", "accountPage"),

        new("Start", "/staff", "staffPage"),
        new("Products", "/staff/products", "staffProductsPage"),
        new("Customers", "/staff/customers", "staffCustomersPage"),
        new("Orders", "/staff/orders", "staffOrdersPage"),
        new("Dispatch", "/staff/dispatch", "staffDispatchPage"),
        new("Shipments", "/staff/shipments", "staffShipmentsPage"),
        new("On the road", "/staff/on-the-road", "staffRoadPage"),
        new("Sheets", "/staff/sheets", "staffSheetsPage"),
        new("Accounts", "/staff/accounts", "staffAccountsPage"),
        new("Reports", "/staff/reports", "staffReportsPage"),
        new("Commands", "/staff/commands", "staffCommandsPage"),
        new("Operations", "/staff/operations", "staffOperationsPage"),
    ];

    public static IEnumerable<Navigation> For(Caller caller) => All.Where(entry => caller.May(entry.Page));
}
