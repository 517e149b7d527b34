using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Http.Orders;

/// <summary>Where an order leads, and what can be done with it: what its decider would accept now.</summary>
internal static class OrderLinks
{
    public static Dictionary<string, Link> Of(string id, Order order, bool now)
    {
        var links = Link.ToHistory(Self(id), "/api/orders");
        links["timeline"] = new($"/api/timeline/{id}");
        if (order is PlacedOrder { Details.Customer: var customer })
            links["customer"] = new($"/api/customers/{customer}");
        if (order is OrderInShipping { Shipment: var carrying }) links["shipment"] = new($"/api/shipments/{carrying}");
        if (order is CompletedOrder { Shipment: var delivered }) links["shipment"] = new($"/api/shipments/{delivered}");
        if (!now) return links;

        foreach (var transition in OrderTransitions.PossibleOn(order))
            links[NameOf(transition)] = new(Target(id, transition));
        return links;
    }

    public static Dictionary<string, Template> Templates(string id, Order order) =>
        OrderTransitions.PossibleOn(order).ToDictionary(NameOf, transition => transition switch
        {
            OrderTransition.Amend => Form("Amend the lines", id, transition,
                new TemplateProperty("lines", true, "All lines from now on: sku, quantity, discountPercent")),
            OrderTransition.Approve => Form("Approve", id, transition),
            OrderTransition.Cancel =>
                Form("Cancel", id, transition, new TemplateProperty("reason", true, "Why it is cancelled")),
            _ => throw new InvalidOperationException($"No form for {transition}."),
        });

    public static string Self(string id) => $"/api/orders/{id}";

    private static Template Form(
        string title, string id, OrderTransition transition, params IReadOnlyList<TemplateProperty> properties) =>
        Template.Post(title, Target(id, transition), properties);

    private static string NameOf(OrderTransition transition) => transition.ToString().ToLowerInvariant();

    private static string Target(string id, OrderTransition transition) => $"{Self(id)}/commands/{NameOf(transition)}";
}
