namespace Tempest.DomainTests.Levels;

public partial interface ITempest
{
    Task<Reply> SaveCustomerAsync(string id, string name, string currency);

    Task<Reply> DeleteCustomerAsync(string id);

    Task<string?> CustomerNameAsync(string id);
}
