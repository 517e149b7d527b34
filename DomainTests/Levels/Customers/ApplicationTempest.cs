using Tempest.Application.Customers;
using Tempest.Domain;
using Tempest.Domain.Customers;

namespace Tempest.DomainTests.Levels;

public sealed partial class ApplicationTempest
{
    public Task<Reply> SaveCustomerAsync(string id, string name, string currency) => Ask(CustomerUseCases.Save(
        new(CustomerId.Of(id), name, new(null, null, null), [], Currency.Of(currency))));

    public Task<Reply> DeleteCustomerAsync(string id) => Ask(CustomerUseCases.Delete(CustomerId.Of(id)));

    public async Task<string?> CustomerNameAsync(string id) =>
        ((Customer?)await storage.FindAsync(CustomerUseCases.Customers.Record(id)))?.Name;
}
