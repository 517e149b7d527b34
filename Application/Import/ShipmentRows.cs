using Tempest.Application.Commands;
using Tempest.Application.Ordering;
using Tempest.Application.Shipping;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Import;

/// <summary>
/// A row of somebody's list of shipments: one that was picked up, or picked up and delivered, went with a truck of theirs;
/// one that was not waits for a truck of ours.
/// </summary>
internal static class ShipmentRows
{
    private static readonly string[] Place = ["Name", "Line1", "Line2", "City", "State", "Zip", "Country"];

    public static IReadOnlyList<string> Columns { get; } =
    [
        "id", "billTo", "order", "submittedAt", "pickedUpAt", "deliveredAt", "signedBy", "weight", "cost", "currency",
        .. Place.Select(part => $"from{part}"), .. Place.Select(part => $"to{part}"),
    ];

    /// <summary>Of several shipments of an order it is told of the first: of the file's, not of whichever goes in first.</summary>
    public static string About(Item item) => item.First.Values.GetValueOrDefault("order") ?? item.Id;

    public static IReadOnlyList<ImportStep> Ask(Item item, ImportTerms terms, DateTimeOffset now)
    {
        var row = item.First;
        var id = ShipmentId.Of(item.Id);
        var submittedAt = row.RequiredMoment("submittedAt", terms.Zone);
        var (pickedUpAt, deliveredAt) = (row.Moment("pickedUpAt", terms.Zone), row.Moment("deliveredAt", terms.Zone));
        var weight = row.Number("weight") ?? terms.Pounds ?? row.RequiredNumber("weight");
        var consignment = new Consignment(
            AddressOf(row, "from"), AddressOf(row, "to"), AccountId.Of(row.Id("billTo")), weight,
            row.Optional("order") is null ? null : OrderId.Of(row.Id("order")));
        var cost = row.Optional("cost") is null
            ? (terms.Carriage ?? CarriageRate.Usual).Quote(weight)
            : row.Amount("cost", terms.Currency);

        row.FaultIf(pickedUpAt is null && deliveredAt is not null, "deliveredAt is given without pickedUpAt");
        row.FaultIf(pickedUpAt < submittedAt, "pickedUpAt is before submittedAt");
        row.FaultIf(deliveredAt < pickedUpAt, "deliveredAt is before pickedUpAt");
        row.FaultIf(
            new[] { submittedAt, pickedUpAt, deliveredAt }.Max() > now,
            "only what has happened can be imported, not what is to come");
        if (pickedUpAt is null)
            foreach (var fault in consignment.Faults()) row.FaultIf(true, $"it waits for a truck, so {fault}");

        UseCase Told(UseCase useCase, DateTimeOffset? delivered = null) => consignment.Order is { } order
            ? useCase.And(OrderUseCases.RecordPastShipment(order, id, delivered))
            : useCase;

        List<ImportStep> steps = [new(Told(ShippingUseCases.RecordPast(id, consignment, cost, submittedAt)), submittedAt)];
        if (pickedUpAt is { } left) steps.Add(new(ShippingUseCases.RecordPastPickUp(id, left), left, "picked-up"));
        if (deliveredAt is { } there)
            steps.Add(new(Told(ShippingUseCases.RecordPastDelivery(id, row.Optional("signedBy"), there), there), there, "delivered"));
        return steps;
    }

    private static Address AddressOf(Row row, string end) => new(
        row.Optional($"{end}Name") ?? "", row.Optional($"{end}Line1") ?? "", row.Optional($"{end}Line2"),
        row.Optional($"{end}City") ?? "", row.Optional($"{end}State"), row.Optional($"{end}Zip"), row.Country($"{end}Country"));
}
