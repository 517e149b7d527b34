using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Import;

/// <summary>How the tables to import say things.</summary>
/// <param name="Currency">Of amounts that name none.</param>
/// <param name="Zone">Of times that name no offset.</param>
/// <param name="DiscountIsFraction">0.15 is meant, not 15, for fifteen per cent.</param>
/// <param name="Pounds">Of shipments that name no weight; null: they must.</param>
/// <param name="Carriage">Of shipments that name no cost; null: the usual rate.</param>
public sealed record ImportTerms(
    Currency Currency, TimeZoneInfo Zone, bool DiscountIsFraction = false, decimal? Pounds = null, CarriageRate? Carriage = null);

/// <summary>A part of what an item tells, each with its own day.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Name">Tells an item's later steps apart; null for the first.</param>
public sealed record ImportStep(UseCase UseCase, DateTimeOffset At, string? Name = null);

/// <summary>One kind of thing that can be imported: its columns, and what a row of them asks for.</summary>
/// <param name="Name">In the plural, as people say it.</param>
/// <param name="Columns">All columns it knows.</param>
/// <param name="Required">Those that it cannot do without.</param>
/// <param name="Ask">From an item to what is asked, step by step; faults are left in the rows.</param>
public sealed record ImportKind(
    string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Required,
    Func<Item, ImportTerms, DateTimeOffset, IReadOnlyList<ImportStep>> Ask)
{
    /// <summary>Items that are about the same go in one after the other, as they stand in the file; others at the same time.</summary>
    public Func<Item, string> About { get; init; } = item => item.Id;

    private static readonly string[] AddressColumns = ["line1", "line2", "city", "state", "zip", "country"];

    public static ImportKind Products { get; } = new(
        "products",
        ["sku", "name", "description", "category", "price", "currency", "weight", "discontinued"], ["sku", "name", "price"], AskProduct);

    public static ImportKind Customers { get; } = new(
        "customers", ["id", "name", "contact", "email", "phone", "currency", .. AddressColumns], ["id", "name"], AskCustomer);

    /// <summary>One row for each line; what stands once for an order is read from its first row.</summary>
    public static ImportKind Orders { get; } = new(
        "orders",
        ["id", "customer", "placedAt", "requiredBy", "channel", "shipTo", "currency", "sku", "quantity", "price", "discount", .. AddressColumns],
        ["id", "customer", "placedAt", "sku", "quantity", "price"], AskOrder);

    public static ImportKind Shipments { get; } = new(
        "shipments", ShipmentRows.Columns, ["id", "billTo", "submittedAt"], ShipmentRows.Ask) { About = ShipmentRows.About };

    public static IReadOnlyList<ImportKind> All { get; } = [Products, Customers, Orders, Shipments];

    public string IdColumn => Columns[0];

    private static IReadOnlyList<ImportStep> AskProduct(Item item, ImportTerms terms, DateTimeOffset now)
    {
        var row = item.First;
        var text = new ProductText(
            row.Text("name"), row.Optional("description") ?? "", row.Optional("category") ?? "", row.Number("weight"));
        var add = new AddProduct(text, row.Amount("price", terms.Currency), row.YesOrNo("discontinued"));
        return [new(CatalogueUseCases.Change(Sku.Of(item.Id), add), now)];
    }

    private static IReadOnlyList<ImportStep> AskCustomer(Item item, ImportTerms terms, DateTimeOffset now)
    {
        var row = item.First;
        var name = row.Text("name");
        var currency = row.Optional("currency") is { } code && Currency.IsValid(code)
            ? Currency.Of(code)
            : terms.Currency;
        ValueList<Address> addresses = row.Optional("line1") is null ? [] : [AddressOf(row, name)];
        return [new(CustomerUseCases.Add(new(
            CustomerId.Of(item.Id), name, new(row.Optional("contact"), row.Optional("email"), row.Optional("phone")),
            addresses, currency)), now)];
    }

    private static IReadOnlyList<ImportStep> AskOrder(Item item, ImportTerms terms, DateTimeOffset now)
    {
        var row = item.First;
        var placedAt = row.RequiredMoment("placedAt", terms.Zone);
        var customer = row.Id("customer");
        var lines = item.Rows.Select(line => new PastLine(
            Sku.Of(line.Id("sku")), line.Amount("price", terms.Currency), line.WholeNumber("quantity"),
            (line.Number("discount") ?? 0) * (terms.DiscountIsFraction ? 100 : 1))).ToValueList();
        var channel = row.Optional("channel")?.ToUpperInvariant() == "WEB" ? Channel.Web : Channel.Phone;
        var requiredBy = row.Moment("requiredBy", TimeZoneInfo.Utc) is { } day
            ? DateOnly.FromDateTime(day.UtcDateTime)
            : default(DateOnly?);
        return [new(OrderUseCases.RecordPast(
            OrderId.Of(item.Id), CustomerId.Of(customer), lines, AddressOf(row, row.Optional("shipTo") ?? customer),
            channel, placedAt, requiredBy), placedAt)];
    }

    private static Address AddressOf(Row row, string name) => new(
        name, row.Optional("line1") ?? "", row.Optional("line2"), row.Optional("city") ?? "", row.Optional("state"),
        row.Optional("zip"), row.Country("country"));
}
