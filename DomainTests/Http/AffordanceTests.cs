using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>
/// Random walks over what is offered: every template that is shown can be followed, and whatever is not shown is refused
/// or changes nothing.
/// </summary>
public sealed class AffordanceTests(TestServer database, HttpServer server, ITestOutputHelper output)
{
    private static readonly string[] OrderCommands = ["amend", "approve", "cancel"];

    private static readonly string[] ShipmentCommands = ["assign", "reassign", "ship", "deliver", "cancel"];

    private static readonly string[] TruckCommands = ["take-out-of-service", "return-to-service"];

    private static readonly string[] ProductCommands = ["revise", "reprice", "discontinue", "reinstate", "delete"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task An_order_offers_exactly_what_it_takes(int seed)
    {
        var api = await Api.OfAsync(server, database);
        var order = $"/api/orders/{await api.OrderAsync()}";
        var sku = (string)(await api.Get(order)).Json["lines"]![0]!["sku"]!;
        await Walk(api, order, OrderCommands, seed, step => new()
        {
            ["lines"] = new JsonArray(new JsonObject { ["sku"] = sku, ["quantity"] = step + 10 }),
            ["reason"] = $"reason {step.ToString(CultureInfo.InvariantCulture)}",
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_product_offers_exactly_what_it_takes(int seed)
    {
        var api = await Api.OfAsync(server, database);
        await Walk(api, $"/api/products/{await api.ProductAsync()}", ProductCommands, seed, step => new()
        {
            ["name"] = $"Name {step.ToString(CultureInfo.InvariantCulture)}",
            ["price"] = new JsonObject { ["amount"] = $"{step + 20}.00", ["currency"] = "USD" },
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_shipment_offers_exactly_what_it_takes(int seed)
    {
        var api = await Api.OfAsync(server, database);
        var trucks = new List<string>();
        for (var step = 0; step < 8; step++) trucks.Add(await api.TruckAsync());
        await Walk(api, $"/api/shipments/{await api.ShipmentAsync()}", ShipmentCommands, seed, step => new()
        {
            ["truckId"] = trucks[step], ["signedBy"] = $"Ana {step.ToString(CultureInfo.InvariantCulture)}",
            ["reason"] = $"reason {step.ToString(CultureInfo.InvariantCulture)}",
        });
    }

    [Fact]
    public async Task A_truck_offers_exactly_what_it_takes()
    {
        var api = await Api.OfAsync(server, database);
        await Walk(api, $"/api/trucks/{await api.TruckAsync()}", TruckCommands, seed: 1, _ => new() { ["reason"] = "brakes" });
    }

    private async Task Walk(Api api, string path, string[] commands, int seed, Func<int, JsonObject> values)
    {
        var chance = new Random(seed);
        for (var step = 0; step < 8; step++)
        {
            var now = await api.Get(path);
            if (now.Status == 404) break;

            var templates = now.Json["_templates"]!.AsObject();
            foreach (var (name, template) in templates) now.Json["_links"]![name]!["href"]!.ToString().ShouldBe((string?)template!["target"]);
            foreach (var command in commands.Except(templates.Select(template => template.Key)))
                await NotOffered(api, $"{path}/commands/{command}", now, values(step));

            if (templates.Count == 0) break;

            var (chosen, form) = templates.ElementAt(chance.Next(templates.Count));
            output.WriteLine($"{path}: {chosen} of {string.Join(", ", templates.Select(template => template.Key))}");
            var body = new JsonObject(form!["properties"]!.AsArray().Select(property => (string)property!["name"]!)
                .Where(values(step).ContainsKey)
                .Select(name => KeyValuePair.Create(name, values(step)[name]?.DeepClone())));
            form["properties"]!.AsArray().Where(property => (bool)property!["required"]!)
                .ShouldAllBe(property => body.ContainsKey((string)property!["name"]!));
            var done = await api.Send((string)form["method"]!, (string)form["target"]!,
                new StringContent(body.ToJsonString(), null, (string)form["contentType"]!), ("If-Match", now.Tag!));
            done.Status.ShouldBeInRange(200, 204, done.Text);
            if (done.Status == 200) done.Tag.ShouldNotBe(now.Tag, $"{chosen} was offered, so it changes something");
        }
    }

    private static async Task NotOffered(Api api, string target, ApiAnswer now, JsonObject values)
    {
        var body = new JsonObject();
        if (target.EndsWith("amend", StringComparison.Ordinal)) body["lines"] = values["lines"]!.DeepClone();
        if (target.EndsWith("cancel", StringComparison.Ordinal)) body["reason"] = values["reason"]!.DeepClone();
        if (target.EndsWith("assign", StringComparison.Ordinal)) body["truckId"] = values["truckId"]!.DeepClone();
        if (target.EndsWith("reassign", StringComparison.Ordinal)) body["reason"] = values["reason"]!.DeepClone();
        if (target.EndsWith("deliver", StringComparison.Ordinal)) body["signedBy"] = values["signedBy"]!.DeepClone();
        var answer = await api.Post(target, body.ToJsonString(), ("If-Match", now.Tag!));
        if (answer.Status == 409) answer.Links.ShouldContain("self");
        else (answer.Status, answer.Tag).ShouldBe((200, now.Tag));
    }
}
