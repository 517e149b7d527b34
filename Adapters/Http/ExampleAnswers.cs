using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tempest.Adapters.Http.Catalogue;
using Tempest.Adapters.Http.Customers;
using Tempest.Adapters.Http.Orders;
using Tempest.Adapters.Http.Timeline;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Customers;
using Tempest.Domain.Ordering;
using AnOrder = Tempest.Domain.Ordering.PlacedOrder;

namespace Tempest.Adapters.Http;

/// <summary>Example answers, shown by the very code that shows the real ones.</summary>
public static partial class Examples
{
    public const string OrderId = "S-1042";

    public const string Sku = "CU-050";

    public const string CustomerId = "polar";

    internal static readonly DateTimeOffset PlacedAt = new(2026, 3, 31, 14, 5, 0, TimeSpan.Zero);

    internal static readonly Money Price = new(412.50m, Currency.Of("USD"));

    private static readonly ProductText Text = new("Condensing unit 1/2 HP", "Air cooled, R-290", "Condensing units", 61.5m);

    private static readonly Product Unit = new(
        Domain.Sku.Of(Sku), Text.Name, Text.Description, Text.Category, Price, Text.WeightInPounds, ProductStatus.Active);

    internal static readonly Address Dock = new("Polar Foods", "12 Dock Street", null, "Omaha", "NE", "68102");

    private static readonly Customer Polar = new(
        Domain.CustomerId.Of(CustomerId), "Polar Foods", new("Ana Ruiz", "ana@polarfoods.example", "402 555 0134"),
        [Dock], Price.Currency);

    private static readonly OrderDetails Details = new(
        Polar.Id, [new(Unit.Sku, Unit.Name, Price, 2, 5)], Dock, Channel.Phone, PlacedAt, new(2026, 4, 15));

    public static string Product { get; } = Of(Unit);

    public static string RevisedProduct { get; } = Of(Unit with { Description = "Air cooled, R-290, 115 V" });

    public static string RepricedProduct { get; } = Of(Unit with { Price = Price with { Amount = 399 } });

    public static string DiscontinuedProduct { get; } = Of(Unit with { Status = ProductStatus.Discontinued });

    public static string Products { get; } = Page(
        ProductRepresentation.Of(Unit), "/api/products?words=condensing", WireJson.Shown.CollectionProductRepresentation);

    public static string Customer { get; } = Json(CustomerRepresentation.Of(Polar), WireJson.Shown.CustomerRepresentation);

    public static string Customers { get; } = Page(
        CustomerRepresentation.Of(Polar), "/api/customers?words=polar", WireJson.Shown.CollectionCustomerRepresentation);

    public static string Order { get; } = Of(new OpenOrder(Details), 1);

    public static string AmendedOrder { get; } = Of(
        new OpenOrder(Details with { Lines = [Details.Lines[0] with { Quantity = 3 }] }), 2);

    public static string ApprovedOrder { get; } = Of(new ApprovedOrder(Details), 2);

    public static string CancelledOrder { get; } = Of(new CancelledOrder(Details, "The customer bought elsewhere"), 2);

    public static string Orders { get; } = Page(
        OrderRepresentation.Of(OrderId, new OpenOrder(Details), 1), "/api/orders?status=open",
        WireJson.Shown.CollectionOrderRepresentation);

    public static string Events { get; } = Page(
        EventRepresentation.Of(OrderStreams.Orders, Happened(OrderStreams.Orders, OrderId, new OrderPlaced(Details))), $"/api/orders/{OrderId}/events",
        WireJson.Shown.CollectionEventRepresentation);

    public static string Root { get; } = Json(Http.Root.Here, WireJson.Shown.Root);

    public static string History { get; } = HistoryOf(OrderStreams.Orders, OrderId, new OrderPlaced(Details), $"/api/orders/{OrderId}/history");

    internal static string HistoryOf(Category category, string id, object happened, string self) => Page(
        TimelineLineRepresentation.Showing(TimelineLine.Of(category, Happened(category, id, happened))), self,
        WireJson.Shown.CollectionTimelineLineRepresentation);

    public static string Difference { get; } = DifferenceOf(
        OrderStreams.Orders, OrderId, new OrderApproved(), $"/api/orders/{OrderId}", Order, ApprovedOrder);

    /// <summary>Between the first version and the second.</summary>
    internal static string DifferenceOf(Category category, string id, object happened, string self, string before, string after) => Json(
        DifferenceRepresentation.Showing(category.Stream(id).Stream, self, new(1, null), new(2, null), JsonNode.Parse(before), JsonNode.Parse(after),
            [TimelineLine.Of(category, Happened(category, id, happened))]),
        WireJson.Shown.DifferenceRepresentation);

    internal static RecordedEvent Happened(Category category, string id, object happened)
    {
        var (type, schema, data) = category.Encode(happened);
        return new(category.Stream(id).Stream, 1, 42, type, schema, data, "staff/sally", "http/staff/sally/4d1c", "http/staff/sally/4d1c", null,
            PlacedAt, PlacedAt.AddMilliseconds(8));
    }

    private static string Of(Product product) => Json(ProductRepresentation.Of(product), WireJson.Shown.ProductRepresentation);

    private static string Of(AnOrder order, long version) =>
        Json(OrderRepresentation.Of(OrderId, order, version), WireJson.Shown.OrderRepresentation);

    internal static string Page<T>(T item, string self, JsonTypeInfo<Collection<T>> shape) =>
        Json(new Collection<T>([item], new Dictionary<string, Link> { ["self"] = new(self) }), shape);

    internal static string Json<T>(T value, JsonTypeInfo<T> shape) => JsonSerializer.Serialize(value, shape);
}
