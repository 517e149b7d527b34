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
    ];

    public static IEnumerable<Navigation> For(Caller caller) => All.Where(entry => caller.May(entry.Page));
}
