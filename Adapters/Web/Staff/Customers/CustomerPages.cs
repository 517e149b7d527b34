using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Application.Customers;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Customers;
using Kind = Tempest.Application.Customers.CustomerUseCases;

namespace Tempest.Adapters.Web.Staff.Customers;

/// <summary>Whom we sell to: found by words, each with a profile that is written whole.</summary>
internal static class CustomerPages
{
    public const string At = "/staff/customers";

    private const int AtOnce = 50;

    private static readonly DeedPages<CustomerId> Pages = new(At, "Customer")
    {
        SeenNow = SeenNowAsync,
        SeenThen = (id, now) => now.Record(Kind.Customers, id.Value) is { } customer ? Kind.Customers.Tag(customer) : null,
    };

    public static Deed<CustomerId> Delete { get; } = new("deleteCustomer", "delete", "Delete", [], (id, _) => Kind.Delete(id))
    {
        Danger = true, Hint = "What was ordered stays ordered.",
    };

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(At, ListAsync).WithName("staffCustomersPage");
        pages.MapGet($"{At}/new", (HttpRequest request) => Show(null, Form.Fresh(request.Query, ("currency", "USD")))).WithName("staffAddCustomerPage");
        pages.MapPost($"{At}/new", (HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel) =>
            SaveAsync(null, request, caller, storage, clock, cancel)).WithName("staffAddCustomer");
        pages.MapGet($"{At}/{{id}}", ShowAsync).WithName("staffCustomerPage");
        pages.MapGet($"{At}/{{id}}/edit", OpenAsync).WithName("staffSaveCustomerPage");
        pages.MapPost($"{At}/{{id}}/edit", (string id, HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel) =>
            SaveAsync(id, request, caller, storage, clock, cancel)).WithName("staffSaveCustomer");
        Pages.Map(pages, Delete);
    }

    public static async Task<Customer?> FindAsync(string id, IStorage storage, CancellationToken cancel) =>
        Identifier.IsValid(id) ? (Customer?)await storage.FindAsync(Kind.Customers.Record(id), cancel) : null;

    private static async Task<IResult> ListAsync(string? words, string? after, IStorage storage, CancellationToken cancel)
    {
        var found = await storage.SelectAsync(Kind.Customers, CustomerQueries.ByName(words, Paging.After(after), AtOnce), cancel);
        return Views.Show<CustomersPage>(new CustomersModel(words?.Trim() ?? "", [.. found.Items.Cast<Customer>()], after is null, found.Next));
    }

    private static async Task<IResult> ShowAsync(string id, IStorage storage, CancellationToken cancel) =>
        await FindAsync(id, storage, cancel) is { } customer ? Views.Show<CustomerPage>(customer) : Missing(id);

    private static async Task<IResult> OpenAsync(string id, HttpRequest request, IStorage storage, CancellationToken cancel) =>
        await FindAsync(id, storage, cancel) is { } customer
            ? Show(id, Form.Fresh(request.Query, CustomerForm.Of(customer, Kind.Customers.Tag(customer))))
            : Missing(id);

    /// <summary>An addition never writes over somebody; a change is of somebody who is there, as they were seen.</summary>
    private static async Task<IResult> SaveAsync(
        string? id, HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (id is not null && !Identifier.IsValid(id)) return Missing(id);

        var filled = new Filled(await Form.ReadAsync(request, cancel), clock.GetUtcNow());
        var customer = CustomerForm.Read(id is null ? filled.Id<CustomerId>("id") : CustomerId.Of(id), filled);
        var (form, seen) = (filled.Form, filled.Form[Form.SeenField]);
        if (form.IsFaulty) return Show(id, form);

        var save = id is null ? Kind.Add(customer) : Kind.Save(customer)
            .Provided(now => now.Record(Kind.Customers, id) is { } present && Kind.Customers.Tag(present) == seen);
        return await Desk.AnswerAsync(await storage.ExecuteAsync(form.Command(caller, $"saveCustomer {customer.Id}", clock), save, cancel), form,
            _ => Task.FromResult(Results.LocalRedirect(Desk.To(form, $"{At}/{customer.Id}"))),
            again => Task.FromResult<IResult>(Show(id, again)), () => SeenNowAsync(customer.Id, storage, cancel));
    }

    private static async Task<string?> SeenNowAsync(CustomerId id, IStorage storage, CancellationToken cancel) =>
        await FindAsync(id.Value, storage, cancel) is { } customer ? Kind.Customers.Tag(customer) : null;

    private static RazorComponentResult<CustomerEditPage> Show(string? id, Form form) => Views.Show<CustomerEditPage>(new CustomerEditModel(id, form), Desk.StatusOf(form));

    private static IResult Missing(string id) => Views.Missing($"There is no customer {id}.");
}

/// <summary>The fields of a profile and what they mean.</summary>
public static class CustomerForm
{
    private static readonly string[] Parts = ["name", "line1", "line2", "city", "state", "zip", "country"];

    public static IEnumerable<(string Name, string? Value)> Of(Customer customer, string seen) =>
    [
        (Form.SeenField, seen), ("name", customer.Name), ("contact", customer.Contact.Name), ("email", customer.Contact.Email),
        ("phone", customer.Contact.Phone), ("currency", customer.Currency.Code),
        .. customer.Addresses.SelectMany((address, at) => Parts.Zip(
            [address.Name, address.Line1, address.Line2, address.City, address.State, address.Zip, address.Country],
            (part, value) => ($"address-{at + 1}.{part}", value))),
    ];

    /// <summary>As many as there are, and one to add.</summary>
    public static int AddressesOf(Form form) =>
        Enumerable.Range(1, 50).TakeWhile(at => Parts.Any(part => form.Text($"address-{at}.{part}") is not null)).Count() + 1;

    internal static Customer Read(CustomerId id, Filled filled) => new(
        id, filled.Text("name", 200), new(filled.OptionalText("contact", 100), filled.OptionalText("email", 200), filled.OptionalText("phone", 50)),
        Enumerable.Range(1, AddressesOf(filled.Form))
            .Where(at => Parts.Any(part => filled.Form.Text($"address-{at}.{part}") is not null))
            .Select(at => filled.Address($"address-{at}.")).ToValueList(),
        filled.Currency());
}

public sealed record CustomersModel(string Words, IReadOnlyList<Customer> Customers, bool IsFirst, Place? Next)
{
    public static string AtWords(string words, Place? after = null) =>
        Paging.Address(CustomerPages.At, ("words", words), ("after", after is null ? null : Paging.Text(after)));
}

/// <param name="Id">Null: somebody new.</param>
public sealed record CustomerEditModel(string? Id, Form Form);
