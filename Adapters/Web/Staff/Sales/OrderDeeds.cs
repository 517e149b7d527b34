using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Web.Staff.Sales;

/// <summary>What can be asked of orders. Whoever asks has seen the order as it is.</summary>
internal static class OrderDeeds
{
    public static DeedPages<OrderId> Pages { get; } = DeedPages<OrderId>.Guarded("/staff/orders", "Order", OrderStreams.Orders);

    public static IReadOnlyList<Deed<OrderId>> All { get; } =
    [
        new("approveOrder", "approve", "Approve", [], (id, _) => OrdersOnCredit.Approve(id)),
        new("cancelOrder", "cancel", "Cancel order", [Blank.Reason], (id, filled) => OrdersOnCredit.Cancel(id, filled.Text("reason"))) { Danger = true },
    ];

    public static IReadOnlyList<Deed> PossibleOn(Order order) =>
        [.. OrderTransitions.PossibleOn(order).SelectMany(transition => All.Where(deed => string.Equals(deed.Name, transition.ToString(), StringComparison.OrdinalIgnoreCase)))];
}
