namespace Tempest.DomainTests.Levels;

/// <summary>Tempest as what is given is put in place: also what nobody does by hand, or did before Tempest was there.</summary>
public interface IInside : ITempest
{
    /// <summary>What a delivery is billed with.</summary>
    Task<Reply> InvoiceAsync(
        string account, string entry, decimal goods, decimal carriage, string currency, DateOnly dueOn, string? order = null, DateTimeOffset? at = null);

    /// <summary>An order that was agreed before Tempest was there.</summary>
    Task<Reply> RecordPastAsync(
        string order, string customer, string sku, int quantity, decimal price, string currency, DateTimeOffset placedAt);

    /// <summary>A shipment that was delivered before Tempest was there.</summary>
    Task<Reply> RecordPastShipmentAsync(string shipment, string account, decimal cost, DateTimeOffset pickedUp, DateTimeOffset delivered);

    Task ForgetStatesAsync();

    /// <summary>Until reports count all that has happened by now.</summary>
    Task CountAsync();

    /// <summary>Until all that policies asked of these entities is done or refused.</summary>
    Task SettleAsync(Func<string, bool> of);
}
