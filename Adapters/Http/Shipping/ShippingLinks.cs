using Tempest.Application.Shipping;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Http.Shipping;

/// <summary>Where shipments and trucks lead, and what can be done with them: what their deciders would accept now.</summary>
internal static class ShippingLinks
{
    private static readonly TemplateProperty Truck = new("truckId", true, "The id of a truck that is available");

    private static readonly TemplateProperty Reason = new("reason", true, "Why; it stays in the history");

    public static Dictionary<string, Link> Of(string id, Shipment shipment, bool now)
    {
        var links = Link.ToHistory(OfShipment(id), "/api/shipments");
        if (ShipmentDecider.TruckOf(shipment) is { } truck) links["truck"] = new(OfTruck(truck.Value));
        if (shipment is KnownShipment { Details.Consignment: var carried })
        {
            links["account"] = new($"/api/accounts/{carried.BillTo}");
            if (carried.Order is { } order) links["order"] = new($"/api/orders/{order}");
        }

        if (!now) return links;

        foreach (var transition in ShipmentTransitions.PossibleOn(shipment))
            links[NameOf(transition)] = new($"{OfShipment(id)}/commands/{NameOf(transition)}");
        return links;
    }

    public static Dictionary<string, Link> Of(string id, Truck truck, bool now)
    {
        var links = Link.ToHistory(OfTruck(id), "/api/trucks");
        if (truck is Occupied { By: var shipment }) links["shipment"] = new(OfShipment(shipment.Value));
        if (!now) return links;

        links["sheet"] = new($"{OfTruck(id)}/sheet");
        foreach (var transition in TruckDecider.PossibleOn(truck))
            links[NameOf(transition)] = new($"{OfTruck(id)}/commands/{NameOf(transition)}");
        return links;
    }

    public static Dictionary<string, Link> OfSheet(DriversSheet sheet)
    {
        var links = new Dictionary<string, Link>
        {
            ["self"] = new($"{OfTruck(sheet.Truck.Value)}/sheet"), ["truck"] = new(OfTruck(sheet.Truck.Value)),
        };
        if (sheet.Id is { } shipment) links["shipment"] = new(OfShipment(shipment.Value));
        return links;
    }

    public static Dictionary<string, Template> Templates(string id, Shipment shipment) =>
        ShipmentTransitions.PossibleOn(shipment).ToDictionary(NameOf, transition => transition switch
        {
            ShipmentTransition.Assign => Form("Assign a truck", id, transition, Truck),
            ShipmentTransition.Reassign => Form("Assign another truck", id, transition, Truck, Reason),
            ShipmentTransition.Ship => Form("Picked up and on the road", id, transition),
            ShipmentTransition.Deliver =>
                Form("Delivered", id, transition, new TemplateProperty("signedBy", true, "Who signed for it")),
            ShipmentTransition.Cancel => Form("Cancel", id, transition, Reason),
            _ => throw new InvalidOperationException($"No form for {transition}."),
        });

    public static Dictionary<string, Template> Templates(string id, Truck truck) =>
        TruckDecider.PossibleOn(truck).ToDictionary(NameOf, transition => Template.Post(
            transition == TruckTransition.TakeOutOfService ? "Take out of service" : "Return to service",
            $"{OfTruck(id)}/commands/{NameOf(transition)}",
            transition == TruckTransition.TakeOutOfService ? [Reason with { Required = false }] : []));

    public static string OfShipment(string id) => $"/api/shipments/{id}";

    public static string OfTruck(string id) => $"/api/trucks/{id}";

    private static Template Form(
        string title, string id, ShipmentTransition transition, params IReadOnlyList<TemplateProperty> properties) =>
        Template.Post(title, $"{OfShipment(id)}/commands/{NameOf(transition)}", properties);

    private static string NameOf(ShipmentTransition transition) => transition.ToString().ToLowerInvariant();

    private static string NameOf(TruckTransition transition) => transition switch
    {
        TruckTransition.TakeOutOfService => "take-out-of-service",
        TruckTransition.ReturnToService => "return-to-service",
        _ => throw new InvalidOperationException($"No name for {transition}."),
    };
}
