using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Customers;

namespace Tempest.Application.Customers;

/// <summary>What can be asked of Customers.</summary>
public static class CustomerUseCases
{
    public static RecordKind<Customer> Customers { get; } = new(
        "customer", StoredJson.Default.Customer,
        customer =>
            [customer.Id.Value, customer.Name, customer.Contact.Name, .. customer.Addresses.Select(a => a.City)]);

    public static UseCase Save(Customer wanted) => Context.Change(wanted.Id.Value, _ => CustomerRules.Save(wanted));

    /// <summary>Adds a customer; one that is there already stays as it is, unless it is this very one.</summary>
    public static UseCase Add(Customer wanted) => Context.Change(wanted.Id.Value, already =>
        already is null || already == wanted ? CustomerRules.Save(wanted) : new CustomerExists(wanted.Id));

    public static UseCase Delete(CustomerId id) => Context.Change(id.Value, _ => Revision<Customer>.Gone);

    internal static PlainContext<Customer, CustomerNotice> Context { get; } = new(
        Customers, (id, now) => new(CustomerId.Of(id), now), Listeners.OfTheCustomers);
}

public sealed record CustomerExists(CustomerId Customer)
    : Rejection("customer-exists", $"There is already another customer {Customer}; revise that one or choose another id.");
