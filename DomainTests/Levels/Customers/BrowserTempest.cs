namespace Tempest.DomainTests.Levels;

public sealed partial class BrowserTempest
{
    public async Task<Reply> SaveCustomerAsync(string id, string name, string currency) =>
        await window.OpenAsync($"/staff/customers/{id}/edit")
            ? await SendOpenAsync("Save", ("Name of the customer", name), ("Currency", currency))
            : await SendAsync("/staff/customers/new", "Save", ("Id", id), ("Name of the customer", name), ("Currency", currency));

    public Task<Reply> DeleteCustomerAsync(string id) => SendAsync($"/staff/customers/{id}/delete", "Delete");

    public async Task<string?> CustomerNameAsync(string id) =>
        await window.OpenAsync($"/staff/customers/{id}") ? await window.TitleAsync() : null;
}
