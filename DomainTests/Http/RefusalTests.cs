using System.Reflection;
using Shouldly;
using Tempest.Adapters.Http;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Tempest.Host;
using Tempest.Adapters.Memory;
using Tempest.Application.Access;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>The business says no in one form, and says what is possible instead.</summary>
public sealed class RefusalTests(TestServer database, HttpServer server)
{
    private static IEnumerable<Type> Rejections => new[] { typeof(Rejection).Assembly, typeof(CustomerExists).Assembly }
        .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsSubclassOf(typeof(Rejection)));

    [Fact]
    public async Task A_refusal_carries_its_data_and_the_links_that_are_possible_instead()
    {
        var api = await Api.OfAsync(server, database);
        var path = $"/api/orders/{await api.OrderAsync()}";
        await api.Post($"{path}/commands/approve");
        var no = (await api.Post($"{path}/commands/amend", """{ "lines": [] }""")).ShouldBeProblem(409, "order-not-open");
        ((string?)no.Json["orderStatus"]).ShouldBe("approved");
        no.Links.ShouldContain("cancel");
        no.Links.ShouldNotContain("amend");
        no.Json["_links"]!["at"]!["templated"]!.GetValue<bool>().ShouldBeTrue();
        (await api.Get((string)no.Json["_links"]!["self"]!["href"]!)).Status.ShouldBe(200);
        (await api.Get((string)no.Json["type"]!)).Status.ShouldBe(200, "the type leads to its meaning");
    }

    [Fact]
    public async Task Data_names_what_it_is_about()
    {
        var api = await Api.OfAsync(server, database);
        var no = await api.Post($"/api/orders/{Api.Fresh("o")}/commands/place", Api.Order(await api.CustomerAsync(), "never-sold"));
        no.ShouldBeProblem(409, "unknown-product").Json["skus"]!.AsArray().Select(sku => (string?)sku).ShouldBe(["never-sold"]);
    }

    [Theory]
    [InlineData("GET", "/api/orders/none", "order-not-placed")]
    [InlineData("GET", "/api/orders/none/events", "order-not-placed")]
    [InlineData("GET", "/api/orders/none?version=1", "order-not-placed")]
    [InlineData("POST", "/api/orders/none/commands/approve", "order-not-placed")]
    [InlineData("GET", "/api/products/none", "product-not-found")]
    [InlineData("POST", "/api/products/none/commands/discontinue", "product-not-found")]
    [InlineData("GET", "/api/customers/none", "customer-not-found")]
    [InlineData("GET", "/api/shipments/none", "shipment-not-submitted")]
    [InlineData("GET", "/api/shipments/none/events", "shipment-not-submitted")]
    [InlineData("POST", "/api/shipments/none/commands/ship", "shipment-not-submitted")]
    [InlineData("GET", "/api/trucks/none?version=1", "truck-not-added")]
    [InlineData("GET", "/api/trucks/none/sheet", "truck-not-added")]
    [InlineData("POST", "/api/trucks/none/commands/return-to-service", "truck-not-added")]
    [InlineData("GET", "/problems/none", "not-found")]
    public async Task What_is_not_there_is_not_found(string method, string path, string code) =>
        (await (await Api.OfAsync(server, database)).Send(method, path, null, ("If-Match", "*"))).ShouldBeProblem(404, code);

    [Fact]
    public void No_rejection_has_data_that_would_hide_a_member_of_problem_details() =>
        Rejections.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(member => $"{type.Name}.{member.Name}"))
            .Where(name => name.Split('.')[1] is "Type" or "Title" or "Status" or "Detail" or "Instance" or "Errors")
            .ShouldBeEmpty();

    [Fact]
    public void Every_rejection_of_the_business_has_an_example_and_a_meaning()
    {
        ExampleProblems.Rejected.Except(ProblemTypes.All.Select(type => type.Code)).ShouldBeEmpty();
        var elsewhere = new[]
        {
            typeof(CustomerExists), typeof(EmailTaken), typeof(PasswordTooShort), typeof(PasswordTooLong), typeof(PasswordWrong), typeof(LinkWorthNothing),
        };
        Rejections.Except(elsewhere).Count().ShouldBe(ExampleProblems.Rejected.Count);
    }

    [Fact]
    public async Task Too_busy_is_503_and_says_when_to_come_back()
    {
        await using var busy = DispatchProxy.Create<IStorage, Busy>();
        await using var app = WebHost.Build(busy, _ => Task.FromResult(true), "http://127.0.0.1:0");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = await SignedIn.StaffAsync(app, new MemoryStorage(Busy.Data, TimeProvider.System));
        var api = new Api(http);
        foreach (var answer in new[] { await api.Post("/api/orders/o/commands/approve"), await api.Get("/api/orders/o") })
            answer.ShouldBeProblem(503, "busy").Headers["Retry-After"].ShouldBe("1");
    }

    /// <summary>A storage that never gets anywhere.</summary>
    public class Busy : DispatchProxy
    {
        /// <summary>Who asks it still knows.</summary>
        public static MemoryData Data { get; } = new();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name switch
            {
                nameof(IAsyncDisposable.DisposeAsync) => ValueTask.CompletedTask,
                $"get_{nameof(IStorage.People)}" => new MemoryStorage(Data, TimeProvider.System).People,
                $"get_{nameof(IStorage.Projections)}" => new MemoryStorage(Data, TimeProvider.System).Projections,
                _ => throw new TooBusyException("Others were faster."),
            };
    }
}
