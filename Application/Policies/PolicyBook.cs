namespace Tempest.Application.Policies;

/// <summary>Everything that Tempest does by itself, because something happened.</summary>
public static class PolicyBook
{
    public static IReadOnlyList<Policy> All(TradeTerms terms) =>
    [
        new RequestShipmentOfApprovedOrders(terms),
        new InvoiceDeliveredShipments(terms),
        new CompleteDeliveredOrders(),
        new TakeBackOrdersOfCancelledShipments(),
        new LetCreditOfOrdersBilledElsewhereGo(),
    ];
}
