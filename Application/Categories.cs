using Tempest.Application.Accounts;
using Tempest.Application.Ordering;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;

namespace Tempest.Application;

/// <summary>Every category there is, for what works on all of them.</summary>
public static class Categories
{
    public static IReadOnlyList<Category> All { get; } =
    [
        OrderStreams.Orders, OrderStreams.Offers, OrderStreams.Buyers,
        ShippingStreams.Shipments, ShippingStreams.Trucks, ShippingStreams.Goods,
        AccountStreams.Accounts, AccountStreams.Entries, AccountStreams.Balances,
    ];

    private static readonly Dictionary<string, Category> Named = All.ToDictionary(category => category.Name, StringComparer.Ordinal);

    public static Category? Find(string name) => Named.GetValueOrDefault(name);
}
