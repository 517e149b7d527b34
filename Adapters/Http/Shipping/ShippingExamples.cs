using System.Text.Json;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Adapters.Http.Shipping;

/// <summary>What to send to Shipping and what it answers, shown by the very code that shows the real ones.</summary>
public static class ShippingExamples
{
    public const string ShipmentId = "G-2001";

    public const string TruckId = "T-7";

    public const string SubmitShipment = """
        {
          "shipFrom": { "name": "Tempest", "line1": "1 Quay", "city": "Omaha", "state": "NE", "zip": "68110" },
          "shipTo": { "name": "Polar Foods", "line1": "12 Dock Street", "city": "Omaha", "state": "NE", "zip": "68102" },
          "billToAccountId": "polar",
          "weightInPounds": 123,
          "orderId": "S-1042"
        }
        """;

    public const string AssignTruck = """{ "truckId": "T-7" }""";

    public const string ReassignTruck = """{ "truckId": "T-8", "reason": "T-7 broke down" }""";

    public const string DeliverShipment = """{ "signedBy": "Ana Ruiz" }""";

    public const string CancelShipment = """{ "reason": "The customer fetches it" }""";

    public const string TakeTruckOutOfService = """{ "reason": "Brakes" }""";

    public const string CommandShipments = """
        [
          { "id": "G-2001", "command": "assign", "body": { "truckId": "T-7" } },
          { "id": "G-2002", "command": "assign", "body": { "truckId": "T-7" } }
        ]
        """;

    private static readonly ShipmentDetails Carriage = new(
        new(new("Tempest", "1 Quay", null, "Omaha", "NE", "68110"), Examples.Dock, AccountId.Of(Examples.CustomerId), 123,
            Domain.OrderId.Of(Examples.OrderId)),
        CarriageRate.Usual.Quote(123), Examples.PlacedAt);

    private static readonly TruckId Seven = Domain.Shipping.TruckId.Of(TruckId);

    private static readonly Shipped Gone = new(Carriage, Seven, Examples.PlacedAt.AddHours(2));

    public static string Shipment { get; } = Of(new Submitted(Carriage), 1);

    public static string AssignedShipment { get; } = Of(new Assigned(Carriage, Seven), 2);

    public static string ReassignedShipment { get; } = Of(new Assigned(Carriage, Domain.Shipping.TruckId.Of("T-8")), 3);

    public static string ShippedShipment { get; } = Of(Gone, 3);

    public static string DeliveredShipment { get; } = Of(
        new Delivered(Carriage, Seven, Gone.ShippedAt, Examples.PlacedAt.AddHours(5), "Ana Ruiz"), 4);

    public static string CancelledShipment { get; } = Of(new Cancelled(Carriage, "The customer fetches it"), 2);

    public static string Shipments { get; } = PageOf(new Submitted(Carriage), 1, "/api/shipments?status=Submitted");

    public static string Waiting { get; } = PageOf(new Submitted(Carriage), 1, "/api/dispatch/waiting");

    public static string OnTheRoad { get; } = PageOf(Gone, 3, "/api/dispatch/on-the-road");

    public static string ShipmentEvents { get; } = Examples.Page(
        Happened(ShippingStreams.Shipments, ShipmentId, new ShipmentSubmitted(Carriage)), $"/api/shipments/{ShipmentId}/events",
        WireJson.Shown.CollectionEventRepresentation);

    public static string ShipmentHistory { get; } = Examples.HistoryOf(
        ShippingStreams.Shipments, ShipmentId, new ShipmentSubmitted(Carriage), $"/api/shipments/{ShipmentId}/history");

    public static string ShipmentDifference { get; } = Examples.DifferenceOf(
        ShippingStreams.Shipments, ShipmentId, new TruckAssigned(Seven), $"/api/shipments/{ShipmentId}", Shipment, AssignedShipment);

    public static string Quote { get; } = Examples.Json(QuoteRepresentation.Of(123, CarriageRate.Usual), WireJson.Shown.QuoteRepresentation);

    public static string Truck { get; } = Of(new Available(), 1);

    public static string TruckOutOfService { get; } = Of(new OutOfService("Brakes"), 2);

    public static string ReturnedTruck { get; } = Of(new Available(), 3);

    public static string TruckDifference { get; } = Examples.DifferenceOf(
        ShippingStreams.Trucks, TruckId, new TruckTakenOutOfService("Brakes"), $"/api/trucks/{TruckId}", Truck, TruckOutOfService);

    public static string Trucks { get; } = PageOf(new Occupied(Domain.ShipmentId.Of(ShipmentId)), 2, "/api/trucks?status=Occupied");

    public static string AvailableTrucks { get; } = PageOf(new Available(), 1, "/api/dispatch/available-trucks");

    public static string TruckEvents { get; } = Examples.Page(
        Happened(ShippingStreams.Trucks, TruckId, new TruckAdded()), $"/api/trucks/{TruckId}/events",
        WireJson.Shown.CollectionEventRepresentation);

    public static string TruckHistory { get; } = Examples.HistoryOf(
        ShippingStreams.Trucks, TruckId, new TruckAdded(), $"/api/trucks/{TruckId}/history");

    public static string DriversSheet { get; } = Examples.Json(
        DriversSheetRepresentation.Of(new(Seven, new Occupied(Domain.ShipmentId.Of(ShipmentId)), Domain.ShipmentId.Of(ShipmentId),
            new Assigned(Carriage, Seven))), WireJson.Shown.DriversSheetRepresentation);

    public static string CommandedShipments { get; } = Examples.Json(
        new ShipmentCommandAnswers
        {
            Items =
            [
                new() { Id = ShipmentId, Command = "assign", Status = 200, Tag = "2", Body = Parsed(AssignedShipment) },
                new()
                {
                    Id = "G-2002", Command = "assign", Status = 409,
                    Body = Parsed(ExampleProblems.Of("truck-occupied", "/api/shipments/G-2002/commands/assign").ToJsonString()),
                },
            ],
        }, WireJson.Shown.ShipmentCommandAnswers);

    private static JsonElement Parsed(string json) => JsonDocument.Parse(json).RootElement;

    private static string Of(KnownShipment shipment, long version) =>
        Examples.Json(ShipmentRepresentation.Of(ShipmentId, shipment, version), WireJson.Shown.ShipmentRepresentation);

    private static string Of(Truck truck, long version) =>
        Examples.Json(TruckRepresentation.Of(TruckId, truck, version), WireJson.Shown.TruckRepresentation);

    private static string PageOf(KnownShipment shipment, long version, string self) =>
        Examples.Page(ShipmentRepresentation.Of(ShipmentId, shipment, version), self, WireJson.Shown.CollectionShipmentRepresentation);

    private static string PageOf(Truck truck, long version, string self) =>
        Examples.Page(TruckRepresentation.Of(TruckId, truck, version), self, WireJson.Shown.CollectionTruckRepresentation);

    private static EventRepresentation Happened(Category category, string id, object happened)
    {
        var (type, schema, data) = category.Encode(happened);
        return EventRepresentation.Of(category, new(
            new(category.Name, id), 1, 42, type, schema, data, "staff/sally", "http/staff/sally/4d1c", "http/staff/sally/4d1c", null, Examples.PlacedAt, Examples.PlacedAt.AddMilliseconds(8)));
    }
}
