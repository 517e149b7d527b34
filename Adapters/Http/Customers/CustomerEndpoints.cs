using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Customers;

namespace Tempest.Adapters.Http.Customers;

/// <summary>Customers: plain profiles, written whole.</summary>
internal static class CustomerEndpoints
{
    private const string Missing = "customer-not-found";

    private static RecordKind<Customer> Kind => CustomerUseCases.Customers;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var customers = routes.MapGroup("/api/customers").WithTags("Customers");
        customers.MapGet("", ListAsync).Reads<Collection<CustomerRepresentation>>("listCustomers",
            "Customers by words of their id, name, contact or cities",
            "By name. Follow the link `next`, in `_links` and in the `Link` header, until there is none.", Examples.Customers);
        customers.MapGet("/{customerId}", GetAsync).Reads<CustomerRepresentation>("getCustomer", "One customer",
            "Its `ETag` goes into `If-Match` of whatever changes it.", Examples.Customer, Missing);
        customers.MapPut("/{customerId}",
            (string customerId, CommandRequest<CustomerBody> request, IStorage storage, CancellationToken cancel) =>
            SaveAsync(Id(customerId), request, storage, cancel))
            .Commands<CustomerBody, CustomerRepresentation>("saveCustomer", "Add a customer, or write its profile anew",
                "Without `If-Match` it adds (201) and never overwrites; with it, it writes the whole profile anew (200).",
                Examples.SaveCustomer, Examples.Customer, null, "customer-name-missing", "email-not-usable", "address-not-deliverable")
            .NeedsIfMatch();
        customers.MapDelete("/{customerId}",
            (string customerId, CommandRequest<EmptyBody> request, IStorage storage, CancellationToken cancel) =>
            request.IfMatch is null
                ? Task.FromResult(Preconditions.Required())
                : RunAsync(Id(customerId), request, CustomerUseCases.Delete(Id(customerId)), storage, cancel))
            .Deletes("deleteCustomer", "Delete a customer", "What was ordered stays ordered. One that is not there is no error.")
            .NeedsIfMatch();
    }

    private static Task<IResult> SaveAsync(
        CustomerId id, CommandRequest<CustomerBody> request, IStorage storage, CancellationToken cancel)
    {
        var wanted = request.Body.ToCustomer(id);
        var save = CustomerUseCases.Save(wanted);

        // Without If-Match it is an addition, and stays one when somebody else is quicker.
        return request.IfMatch is null
            ? RunAsync(id, request.Command, save.Provided(now => now.Record(Kind, id.Value) is not { } other || other == wanted),
                created: true, () => Task.FromResult(Preconditions.Required()), storage, cancel)
            : RunAsync(id, request, save.Provided(now => now.Record(Kind, id.Value) is not null), storage, cancel);
    }

    private static Task<IResult> RunAsync<TBody>(
        CustomerId id, CommandRequest<TBody> request, UseCase useCase, IStorage storage, CancellationToken cancel) =>
        RunAsync(id, request.Command, useCase.If(request.IfMatch, now => now.Record(Kind, id.Value) is { } seen ? Tag(seen) : null),
            created: false,
            async () => await storage.FindAsync(Kind.Record(id.Value), cancel) is Customer present
                ? Problems.Stale(Tag(present))
                : Problems.NotFound(Missing, $"There is no customer {id}; leave If-Match out to add one."),
            storage, cancel);

    private static Task<IResult> RunAsync(
        CustomerId id, Command command, UseCase useCase, bool created, Func<Task<IResult>> stale, IStorage storage,
        CancellationToken cancel) =>
        Answers.RunAsync(
            storage, command, useCase,
            done => done.Records.Single().Value is Customer customer
                ? Answers.Show(CustomerRepresentation.Of(customer), Tag(customer), created && done.Changed ? $"/api/customers/{id}" : null)
                : Results.NoContent(),
            stale,
            () => Task.FromResult<IReadOnlyDictionary<string, Link>>(new Dictionary<string, Link>()),
            cancel);

    private static string Tag(Customer customer) => Kind.Tag(customer);

    private static CustomerId Id(string text) => CustomerId.Of(RouteIds.Checked(text, "customerId"));

    private static async Task<IResult> GetAsync(
        [Description("The customer's id.")] string customerId, IStorage storage, CancellationToken cancel) =>
        await storage.FindAsync(Kind.Record(Id(customerId).Value), cancel) is Customer customer
            ? Answers.Show(CustomerRepresentation.Of(customer), Tag(customer))
            : Problems.NotFound("customer-not-found", $"There is no customer {customerId}.");

    private static async Task<IResult> ListAsync(
        [Description("Words that the id, the name, the contact or a city begin with.")] string? words,
        int? limit, string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel)
    {
        var page = await storage.SelectAsync(
            Kind, CustomerQueries.ByName(words, Paging.After(cursor, "customers"), Paging.Limit(limit)), cancel);
        return Paging.Answer(context, [.. page.Items.Cast<Customer>().Select(CustomerRepresentation.Of)], page.Next, "customers");
    }
}
