using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tempest.Adapters.Identity;
using Tempest.Adapters.Postgres;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Ordering;
using Tempest.Benchmarks.Machinery;
using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>
/// Orders placed by JSON over HTTP at a host in a process of its own, beside the same use case asked of the executor
/// directly. The load generator, which is this process, takes its share of the same cores.
/// </summary>
internal static class Http
{
    private const double Reach = 0.5;

    /// <summary>The pieces of an order that was placed, in SQL.</summary>
    private const string Pieces =
        "(select sum((line ->> 'quantity')::bigint) from jsonb_array_elements(data #> '{details,lines}') line)";

    private static readonly Address ShipTo = new("Polar Foods", "12 Dock Street", null, "Omaha", "NE", "68102");

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database));
        await Shop.FillAsync(storage);
        await using var host = await HostProcess.StartAsync(database);
        await using var tools = new SignInTools(storage);
        var (token, _) = await tools.Tokens.CreateAsync("bench", Roles.Sales, customer: null, TimeSpan.FromDays(1));
        using var client = new HttpClient { BaseAddress = host.Url, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        CpuTime OfHost() => new(Cpu.Of(host.Id), session.Server.CpuOfServer());

        var trial = new Trial("http", session, database) { Amount = Pieces };
        await trial.RunAsync(async () =>
        {
            foreach (var clients in (int[])[32, 64])
            {
                var control = await trial.MeasureAsync(
                    "the executor alone", new(clients, (id, chance) => PlaceAsync(storage, id, chance)));
                var generator = Cpu.OfThis();
                var load = new Load(clients, (id, chance) => PostAsync(client, id, chance), Prefix: "http/staff/bench/");
                var run = await load.MeasureAsync(trial.Pace, OfHost);
                var figures = run.Figures with { Allocated = double.NaN };
                trial.Add($"over HTTP, {clients} clients", [run.Receipt], figures, control, Reach,
                    ("the load generator's CPU µs", (Cpu.OfThis() - generator) / run.Receipt.Commands.Sum()));
            }
        });
    }

    private static async Task<long> PlaceAsync(PostgresStorage storage, string id, int chance)
    {
        var now = DateTimeOffset.UtcNow;
        var lines = Lines(chance).Select(line => new RequestedLine(Sku.Of(line.Product), line.Quantity)).ToValueList();
        var answer = await storage.ExecuteAsync(new(id, "", "benchmark", now), OrderUseCases.Place(
            OrderId.Of(id), CustomerId.Of(Shop.Customer(chance)), lines, ShipTo, Channel.Web, now, requiredBy: null));
        return answer is Done { Changed: true } ? lines.Sum(line => line.Quantity) : throw Unexpected(id, answer);
    }

    private static async Task<long> PostAsync(HttpClient client, string id, int chance)
    {
        var lines = Lines(chance).ToArray();
        var asked = lines.Select(line => $$"""{ "sku": "{{line.Product}}", "quantity": {{line.Quantity}} }""");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/orders/{id}/commands/place")
        {
            Headers = { { "Idempotency-Key", id } },
            Content = new StringContent($$"""
                {
                  "customer": "{{Shop.Customer(chance)}}", "channel": "web", "lines": [{{string.Join(", ", asked)}}],
                  "shipTo": {
                    "name": "{{ShipTo.Name}}", "line1": "{{ShipTo.Line1}}",
                    "city": "{{ShipTo.City}}", "state": "{{ShipTo.State}}", "zip": "{{ShipTo.Zip}}"
                  }
                }
                """, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
        };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode switch
        {
            HttpStatusCode.Created => lines.Sum(line => line.Quantity),
            HttpStatusCode.ServiceUnavailable => throw new TooBusyException("The host says so."),
            _ => throw Unexpected(id, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"),
        };
    }

    private static IEnumerable<(string Product, int Quantity)> Lines(int chance) =>
        Enumerable.Range(0, 3).Select(line => (Shop.Product((chance % 50) + (line * 7)), 1 + (chance % 9) + line));

    private static InvalidOperationException Unexpected(string id, object answer) =>
        new($"Order {id} was answered {answer}.");
}
