namespace Tempest.DomainTests.Levels;

public partial class HttpTempest
{
    public async Task<Reply> SaveCustomerAsync(string id, string name, string currency) => await Send(
        HttpMethod.Put, $"api/customers/{id}", new { name, currency }, seen: await CustomerNameAsync(id) is null ? null : "*");

    public Task<Reply> DeleteCustomerAsync(string id) => Send(HttpMethod.Delete, $"api/customers/{id}", null, seen: "*");

    public async Task<string?> CustomerNameAsync(string id) => (string?)(await Get($"api/customers/{id}"))?["name"];
}
