using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Tempest.Adapters.Http;
using Tempest.Adapters.Http.Accounts;
using Tempest.Adapters.Http.Shipping;
using Tempest.Adapters.Memory;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>The examples of the document, sent as they stand, are answered as they promise.</summary>
public sealed partial class ExampleTests
{
    [Fact]
    public async Task Every_example_request_is_accepted_as_it_stands_and_answered_like_its_example()
    {
        await using var storage = new MemoryStorage();
        await using var app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = await SignedIn.StaffAsync(app, storage);
        var api = new Api(http);
        var (product, customer) = ($"/api/products/{Examples.Sku}", $"/api/customers/{Examples.CustomerId}");
        var any = ("If-Match", "*");

        Like(await api.Put(customer, Examples.SaveCustomer), 201, Examples.Customer);
        Like(await api.Post($"{product}/commands/add", Examples.AddProduct), 201, Examples.Product);
        Like(await api.Get(product), 200, Examples.Product);
        Like(await api.Post($"{product}/commands/discontinue", "{}", any), 200, Examples.DiscontinuedProduct);
        Like(await api.Post($"{product}/commands/reinstate", "{}", any), 200, Examples.Product);

        var order = $"/api/orders/{Examples.OrderId}";
        Like(await api.Post($"{order}/commands/place", Examples.PlaceOrder), 201, Examples.Order);
        Like(await api.Get($"{order}/events"), 200, Examples.Events);
        Like(await api.Get($"/api/orders?customer={Examples.CustomerId}"), 200, Examples.Orders, "self");
        Like(await api.Get($"/api/products?words={Examples.Sku}"), 200, Examples.Products, "self");
        Like(await api.Get($"/api/customers?words={Examples.CustomerId}"), 200, Examples.Customers, "self");
        Like(await api.Post($"{order}/commands/amend", Examples.AmendOrder), 200, Examples.AmendedOrder);
        Like(await Other(api, "cancel", Examples.CancelOrder), 200, Examples.CancelledOrder);
        Like(await Other(api, "approve", "{}"), 200, Examples.ApprovedOrder);
        Like(await api.Get("/api"), 200, Examples.Root);

        Like(await api.Post($"{product}/commands/revise", Examples.ReviseProduct, any), 200, Examples.RevisedProduct);
        await api.Post($"{product}/commands/revise", Examples.AddProduct.Replace(
            "\"price\": { \"amount\": \"412.50\", \"currency\": \"USD\" },", "", StringComparison.Ordinal), any);
        Like(await api.Post($"{product}/commands/reprice", Examples.RepriceProduct, any), 200, Examples.RepricedProduct);
        (await api.Post($"{product}/commands/delete", "{}", any)).Status.ShouldBe(204);
        (await api.Send("DELETE", customer, null, any)).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Every_example_of_an_account_is_accepted_as_it_stands_and_answered_like_its_example()
    {
        await using var storage = new MemoryStorage();
        await using var app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = await SignedIn.StaffAsync(app, storage);
        var api = new Api(http);
        var account = $"/api/accounts/{AccountExamples.AccountId}";

        Like(await api.Post($"{account}/commands/pay", AccountExamples.Pay), 201, AccountExamples.Account);
        Like(await api.Get(account), 200, AccountExamples.Account);
        Like(await api.Get("/api/accounts"), 200, AccountExamples.Accounts);
        Like(await api.Get($"{account}/events"), 200, AccountExamples.AccountEvents);
        Like(await api.Get($"{account}/history"), 200, AccountExamples.AccountHistory);
        var statement = $"{account}/statement?from=2026-03-01&to=2026-03-31";
        Like(await api.Get(statement), 200, AccountExamples.Statement);
        (await api.Get(statement, ("Accept", "text/csv"))).Text.ShouldBe(AccountExamples.StatementCsv);
        (await api.Get(statement, ("Accept", "text/html"))).Text.ShouldBe(AccountExamples.StatementPage);

        Like(await OnAccount(api, "open", AccountExamples.OpenAccount, 201), 201, AccountExamples.OpenedAccount);
        Like(await OnAccount(api, "deposit", AccountExamples.Deposit, 201), 201, AccountExamples.AccountWithDeposit);
        Like(await OnAccount(api, "withdraw", AccountExamples.Withdraw), 200, AccountExamples.AccountAfterWithdrawal);
        Like(await OnAccount(api, "refund", AccountExamples.Refund), 200, AccountExamples.AccountAfterRefund);
        Like(await OnAccount(api, "reverse", AccountExamples.Reverse), 200, AccountExamples.AccountAfterRefund);
        Like(await OnAccount(api, "set-credit-limit", AccountExamples.SetCreditLimit), 200, AccountExamples.AccountWithLimit);
        Like(await OnAccount(api, "release-credit", AccountExamples.ReleaseCredit, 200, AccountExamples.SetCreditLimit), 200, AccountExamples.AccountWithLimit);
        Like(await OnAccount(api, "hold-credit", AccountExamples.HoldCredit, 200, AccountExamples.SetCreditLimit), 200, AccountExamples.AccountWithHold);

        var told = await api.Send("POST", "/api/accounts/entries",
            new StringContent(AccountExamples.EntryLines.Replace("polar", "nordic", StringComparison.Ordinal), null, "application/x-ndjson"));
        told.Status.ShouldBe(200, told.Text);
        Varying().Replace(told.Text.Replace("nordic", "polar", StringComparison.Ordinal), "…").ShouldBe(Varying().Replace(AccountExamples.EntryAnswers, "…"));
    }

    /// <summary>On an account of its own, which was paid into before unless the command creates it.</summary>
    private static async Task<ApiAnswer> OnAccount(Api api, string command, string body, int status = 200, string? limit = null)
    {
        var account = Api.Fresh("A");
        if (status == 200) await api.Post($"/api/accounts/{account}/commands/pay", AccountExamples.Pay);
        if (limit is not null) await api.Post($"/api/accounts/{account}/commands/set-credit-limit", limit);
        var answer = await api.Post($"/api/accounts/{account}/commands/{command}", body);
        return answer with { Text = answer.Text.Replace(account, AccountExamples.AccountId, StringComparison.Ordinal) };
    }

    [Fact]
    public async Task Every_example_of_shipping_is_answered_like_its_example()
    {
        await using var storage = new MemoryStorage();
        await using var app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = await SignedIn.StaffAsync(app, storage);
        var api = new Api(http);
        var (truck, shipment) = ($"/api/trucks/{ShippingExamples.TruckId}", $"/api/shipments/{ShippingExamples.ShipmentId}");

        Like(await api.Get("/api/shipments/quote?weightInPounds=123"), 200, ShippingExamples.Quote);
        Like(await api.Post($"{truck}/commands/add"), 201, ShippingExamples.Truck);
        Like(await api.Get($"{truck}/events"), 200, ShippingExamples.TruckEvents);
        Like(await api.Get($"{truck}/history"), 200, ShippingExamples.TruckHistory);
        Like(await api.Get("/api/dispatch/available-trucks"), 200, ShippingExamples.AvailableTrucks);
        Like(await api.Post($"{truck}/commands/take-out-of-service", ShippingExamples.TakeTruckOutOfService), 200, ShippingExamples.TruckOutOfService);
        Like(await api.Post($"{truck}/commands/return-to-service", "{}"), 200, ShippingExamples.ReturnedTruck);

        Like(await api.Post($"{shipment}/commands/submit", ShippingExamples.SubmitShipment), 201, ShippingExamples.Shipment);
        Like(await api.Get(shipment), 200, ShippingExamples.Shipment);
        Like(await api.Get($"{shipment}/events"), 200, ShippingExamples.ShipmentEvents);
        Like(await api.Get($"{shipment}/history"), 200, ShippingExamples.ShipmentHistory);
        Like(await api.Get("/api/shipments?status=Submitted"), 200, ShippingExamples.Shipments);
        Like(await api.Get("/api/dispatch/waiting"), 200, ShippingExamples.Waiting);
        await api.Post("/api/shipments/G-2002/commands/submit", ShippingExamples.SubmitShipment);
        await api.Post("/api/trucks/T-8/commands/add");
        var together = await api.Post("/api/shipments/commands", ShippingExamples.CommandShipments);
        JsonNode.DeepEquals(Refused(together.Json), Refused(JsonNode.Parse(ShippingExamples.CommandedShipments)!)).ShouldBeTrue(together.Text);
        Plain(together.Json["items"]![0]!.ToJsonString(), null).ShouldBe(
            Plain(JsonNode.Parse(ShippingExamples.CommandedShipments)!["items"]![0]!.ToJsonString(), null));
        Like(await api.Get($"{truck}/sheet"), 200, ShippingExamples.DriversSheet);
        Like(await api.Post($"{shipment}/commands/ship"), 200, ShippingExamples.ShippedShipment);
        Like(await api.Get("/api/dispatch/on-the-road"), 200, ShippingExamples.OnTheRoad);
        Like(await api.Post($"{shipment}/commands/deliver", ShippingExamples.DeliverShipment), 200, ShippingExamples.DeliveredShipment);
        (await api.Post("/api/shipments/G-2002/commands/assign", ShippingExamples.AssignTruck)).Status.ShouldBe(200);
        Like(As(await api.Post("/api/shipments/G-2002/commands/reassign", ShippingExamples.ReassignTruck), "G-2002"), 200, ShippingExamples.ReassignedShipment);
        await api.Post("/api/shipments/G-2003/commands/submit", ShippingExamples.SubmitShipment);
        Like(As(await api.Post("/api/shipments/G-2003/commands/cancel", ShippingExamples.CancelShipment), "G-2003"), 200, ShippingExamples.CancelledShipment);
    }

    private static JsonNode Refused(JsonNode answers)
    {
        var refused = answers["items"]![1]!.DeepClone();
        refused["body"]!.AsObject().Remove("_links");
        return refused;
    }

    private static ApiAnswer As(ApiAnswer answer, string id) =>
        answer with { Text = answer.Text.Replace(id, ShippingExamples.ShipmentId, StringComparison.Ordinal) };

    private static async Task<ApiAnswer> Other(Api api, string command, string body)
    {
        var order = Api.Fresh("S");
        await api.Post($"/api/orders/{order}/commands/place", Examples.PlaceOrder);
        var answer = await api.Post($"/api/orders/{order}/commands/{command}", body);
        return answer with { Text = answer.Text.Replace(order, Examples.OrderId, StringComparison.Ordinal) };
    }

    private static void Like(ApiAnswer answer, int status, string example, string? besides = null)
    {
        answer.Status.ShouldBe(status, answer.Text);
        Plain(answer.Text, besides).ShouldBe(Plain(example, besides));
    }

    /// <summary>Without what differs each time: times, positions, request ids.</summary>
    private static string Plain(string json, string? besides)
    {
        var node = JsonNode.Parse(json)!;
        if (besides is not null) node["_links"]!.AsObject().Remove(besides);
        return Varying().Replace(node.ToJsonString(), "…");
    }

    [GeneratedRegex("""\d{4}-\d\d-\d\dT[\d:.]+Z|"http/[^"]+"|"position":\d+""", RegexOptions.None, 1000)]
    private static partial Regex Varying();
}
