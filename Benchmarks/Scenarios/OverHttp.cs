using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tempest.Adapters.Postgres;
using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Benchmarks.Machinery;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Ordering;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>
/// Orders placed over HTTP by a load generator in another process, on a host in a third. The limit is the executor's own
/// rate at the same orders, asked in this process.
/// </summary>
internal static partial class OverHttp
{
    private const int Names = 20;

    private static readonly Address Dock = new("Polar Foods", "12 Dock Street", null, "Omaha", "NE", "68102");

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database));
        await FillAsync(storage);
        using var host = await StartHostAsync(database);
        var rounds = new Rounds("http", session.Report);
        var runs = new List<Measured>();
        try
        {
            for (var round = 0; round < session.Pace.Rounds; round++)
            {
                foreach (var clients in (int[])[32, 64])
                {
                    runs.Add(await new Load(clients, Order).RunAsync(storage, session.Server, session.Pace));
                    var own = ("the executor", runs[^1].Figures);
                    rounds.Add($"the executor, {clients} clients", own.Figures);
                    var over = await Worker(host.Url, clients, session.Pace);
                    rounds.Add($"over HTTP, {clients} clients", over.Figures, own, 0.5);
                    runs.Add(new(over.Run, over.Acknowledged, default, [], 0, CpuTime.None, 0));
                }
            }
        }
        finally
        {
            host.Process.Kill();
            await host.Process.WaitForExitAsync();
        }

        rounds.Report();
        foreach (var run in runs)
        {
            if (await BenchmarkServer.AskAsync<long>(database, $"select count(*) from commands where id like '%{run.Run}-%'") != run.Acknowledged)
                throw new InvalidOperationException($"Not all of the {run.Acknowledged} commands of {run.Run} are stored.");
        }

        await Check.RunsAsync(database);
    }

    /// <summary>The load generator's process.</summary>
    public static System.CommandLine.Command LoadGenerator()
    {
        var url = new Option<string>("--url") { Required = true };
        var clients = new Option<int>("--clients");
        var measured = new Option<double>("--measured");
        var worker = new System.CommandLine.Command("http-worker", "Clients over HTTP.") { url, clients, measured };
        worker.Hidden = true;
        worker.SetAction(async parsed =>
        {
            var time = TimeSpan.FromSeconds(parsed.GetValue(measured));
            using var http = new HttpClient { BaseAddress = new(parsed.GetValue(url)!), DefaultRequestVersion = HttpVersion.Version11 };
            var run = await Load.RunAsync(parsed.GetValue(clients), (id, random, _) => PlaceAsync(http, id, random), null, new(time / 2, time, 1));
            Console.WriteLine(JsonSerializer.Serialize(new WorkerResult(run.Run, run.Acknowledged, run.Figures), WorkerJson.Default.WorkerResult));
        });
        return worker;
    }

    private static async Task<WorkerResult> Worker(Uri url, int clients, Pace pace) => await TwoHosts.StartAsync(
        "http-worker", "--url", url.ToString(), "--clients", clients.ToString(CultureInfo.InvariantCulture),
        "--measured", pace.Measured.TotalSeconds.ToString(CultureInfo.InvariantCulture));

    private static async Task PlaceAsync(HttpClient http, string id, Random random)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/orders/{id}/commands/place");
        request.Content = JsonContent.Create(new
        {
            customer = Name(random), channel = "web", lines = new[] { new { sku = Name(random), quantity = 2 } },
            shipTo = new { name = Dock.Name, line1 = Dock.Line1, city = Dock.City, state = Dock.State, zip = Dock.Zip },
        });
        request.Headers.Add("Idempotency-Key", id);
        using var answer = await http.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        answer.EnsureSuccessStatusCode();
    }

    private static UseCase Order(Random random) => OrderUseCases.Place(
        OrderId.Of(Guid.NewGuid().ToString("n")), CustomerId.Of(Name(random)), ValueList.Of([new RequestedLine(Sku.Of(Name(random)), 2)]),
        Dock, Channel.Web, DateTimeOffset.UtcNow, null);

    private static async Task FillAsync(PostgresStorage storage)
    {
        var usd = Currency.Of("USD");
        foreach (var name in Enumerable.Range(0, Names).Select(n => $"n{n}"))
        {
            await Do(CatalogueUseCases.Change(Sku.Of(name), new AddProduct(new("Valve", "", "valves", null), new(9.5m, usd))));
            await Do(CustomerUseCases.Add(new(CustomerId.Of(name), "Polar Foods", new(null, null, null), ValueList.Of([Dock]), usd)));
        }

        Task Do(UseCase useCase) => storage.ExecuteAsync(new($"{Guid.NewGuid()}", "", "benchmark", DateTimeOffset.UtcNow), useCase);
    }

    private static async Task<Host> StartHostAsync(string database)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tempest.dll"), "run", "--empty", "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        };
        start.Environment["ConnectionStrings__Tempest"] = database;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } found) return new(process, new(found.Value));
        }

        throw new InvalidOperationException("The host does not start; it says why above.");
    }

    private static string Name(Random random) => $"n{random.Next(Names)}";

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    private sealed record Host(Process Process, Uri Url) : IDisposable
    {
        public void Dispose() => Process.Dispose();
    }
}
