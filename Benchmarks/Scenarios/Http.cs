using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tempest.Adapters.Identity;
using Tempest.Adapters.Postgres;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>
/// Orders placed by JSON over HTTP at a host in a process of its own, beside the same use case asked of the executor
/// directly. The load generator, which is this process, takes its share of the same cores.
/// </summary>
internal static class Http
{
    private const double Reach = 0.5;

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

        await WarmUp.OfAsync(new(32, (id, chance) => PostAsync(client, id, chance)));
        var trial = new Trial("http", session, database) { Amount = Shop.Pieces };
        await trial.RunAsync(async () =>
        {
            foreach (var clients in (int[])[32, 64])
            {
                var control = await trial.MeasureAsync(
                    "the executor alone", new(clients, (id, chance) => Shop.PlaceAsync(storage, id, chance)));
                var generator = Cpu.OfThis();
                var load = new Load(clients, (id, chance) => PostAsync(client, id, chance), Prefix: "http/staff/bench/");
                var run = await load.MeasureAsync(trial.Pace, OfHost);
                var figures = run.Figures with { Allocated = double.NaN };
                trial.Add($"over HTTP, {clients} clients", [run.Receipt], figures, control, Reach,
                    ("the load generator's CPU µs", (Cpu.OfThis() - generator) / run.Receipt.Commands.Sum()));
            }
        });
    }

    private static async Task<long> PostAsync(HttpClient client, string id, int chance)
    {
        var lines = Shop.Lines(chance).ToArray();
        var asked = lines.Select(line => $$"""{ "sku": "{{line.Product}}", "quantity": {{line.Quantity}} }""");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/orders/{id}/commands/place")
        {
            Headers = { { "Idempotency-Key", id } },
            Content = new StringContent($$"""
                {
                  "customer": "{{Shop.Customer(chance)}}", "channel": "web", "lines": [{{string.Join(", ", asked)}}],
                  "shipTo": {
                    "name": "{{Shop.ShipTo.Name}}", "line1": "{{Shop.ShipTo.Line1}}",
                    "city": "{{Shop.ShipTo.City}}", "state": "{{Shop.ShipTo.State}}", "zip": "{{Shop.ShipTo.Zip}}"
                  }
                }
                """, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
        };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode switch
        {
            HttpStatusCode.Created => lines.Sum(line => line.Quantity),
            HttpStatusCode.ServiceUnavailable => throw new TooBusyException("The host says so."),
            _ => throw Shop.Unexpected(id, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"),
        };
    }
}
