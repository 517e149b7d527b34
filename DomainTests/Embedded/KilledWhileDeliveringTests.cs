using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Tempest.Application.Access;
using Tempest.Adapters.Postgres;
using Tempest.Application.Accounts;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Application.Shipping;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;
using Tempest.DomainTests.Postgres;
using Tempest.DomainTests.Http;
using Xunit;

namespace Tempest.DomainTests.Embedded;

/// <summary>
/// A host is killed again and again while orders are placed, approved, carried and delivered, at any statement. <c>KILLS=50</c>
/// kills it so often; three times unless set.
/// </summary>
public sealed class KilledWhileDeliveringTests(TestServer server, ITestOutputHelper output)
{
    private const int Dispatchers = 16;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "3", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_delivery_is_invoiced_once_and_trucks_and_shipments_agree()
    {
        var database = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(database) { Policies = PolicyBook.All(TradeTerms.Usual) });
        var load = new Load(await SignedIn.TokenAsync(storage, Roles.Staff));
        using var stopping = new CancellationTokenSource();
        var host = await HostProcess.StartAsync(("ConnectionStrings__Tempest", database));
        load.Host = host.Url;
        await load.PrepareAsync();
        var dispatchers = Enumerable.Range(0, Dispatchers).Select(n => Task.Run(() => load.DeliverAsync(n, stopping.Token))).ToArray();
        var chance = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(chance.Next(100, 1500));
            await host.DisposeAsync();
            host = await HostProcess.StartAsync(("ConnectionStrings__Tempest", database));
            load.Host = host.Url;
        }

        await stopping.CancelAsync();
        await Task.WhenAll(dispatchers);
        while ((await storage.ListAsync(AskedBy.Policies, QueueState.Waiting, 0, 1)).Count > 0) await Task.Delay(50);
        await host.DisposeAsync();

        output.WriteLine($"{Kills} kills, {load.Delivered.Count} orders delivered.");
        load.Delivered.Count.ShouldBeGreaterThan(Kills);
        (await storage.ListAsync(AskedBy.Policies, QueueState.Refused, 0, 10)).ShouldBeEmpty();
        await AgreeAsync(storage, load.Delivered);
    }

    private static async Task AgreeAsync(PostgresStorage storage, ConcurrentBag<string> delivered)
    {
        var owed = 0m;
        foreach (var order in delivered)
        {
            var shipment = (Delivered)(await storage.LoadAsync(ShippingStreams.Shipments.Stream(order))).State;
            var completed = (CompletedOrder)(await storage.LoadAsync(OrderStreams.Orders.Stream(order))).State;
            completed.Shipment.ShouldBe(ShipmentId.Of(order));
            owed += completed.Details.Total.Amount + shipment.Details.Cost.Amount;
        }

        var account = (KeptAccount)(await storage.LoadAsync(AccountStreams.Accounts.Stream(Load.Customer))).State;
        account.Book.Balance.Amount.ShouldBe(-owed);
        account.Book.Entries.ShouldBe(delivered.Count);
        var invoiced = (await storage.HistoryAsync(AccountStreams.Accounts.Stream(Load.Customer).Stream, 1, int.MaxValue))
            .Select(e => ((InvoiceIssued)AccountStreams.Accounts.Decode(e.Type, e.Schema, e.Data.Span)).Entry.Bill!.Shipment!.Value.Value);
        invoiced.ShouldBe(delivered, ignoreOrder: true);
        for (var n = 0; n < Dispatchers; n++)
            (await storage.LoadAsync(ShippingStreams.Trucks.Stream($"T-{n}"))).State.ShouldBe(new Available());
    }

    /// <summary>Dispatchers with a truck each, who repeat what got no answer, by the same key.</summary>
    private sealed class Load(string token)
    {
        public const string Customer = "polar";

        private readonly HttpClient http = SignedIn.With(token, new("http://127.0.0.1"));

        public Uri Host { get; set; } = new("http://127.0.0.1");

        public ConcurrentBag<string> Delivered { get; } = [];

        public async Task PrepareAsync()
        {
            await Ask(HttpMethod.Put, $"api/customers/{Customer}", new { name = "Polar Foods", currency = "USD" });
            await Ask(HttpMethod.Post, "api/products/VL-TX1/commands/add",
                new { name = "Valve", category = "Controls", price = new { amount = "64.30", currency = "USD" }, weightInPounds = 2.5 });
            for (var n = 0; n < Dispatchers; n++) await Ask(HttpMethod.Post, $"api/trucks/T-{n}/commands/add", new { });
        }

        /// <summary>Whole deliveries only: one that was begun is brought to its end.</summary>
        public async Task DeliverAsync(int dispatcher, CancellationToken stop)
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                var order = $"S-{dispatcher}-{n}";
                await Ask(HttpMethod.Post, $"api/orders/{order}/commands/place", new
                {
                    customer = Customer, channel = "phone", lines = new[] { new { sku = "VL-TX1", quantity = 1 + (n % 5) } },
                    shipTo = new { name = "Polar Foods", line1 = "12 Dock Street", city = "Omaha", state = "NE", zip = "68102" },
                });
                await Ask(HttpMethod.Post, $"api/orders/{order}/commands/approve", new { });

                // A policy asks for the shipment: it is there in a moment.
                while (await StatusAsync(HttpMethod.Get, $"api/shipments/{order}", null) != HttpStatusCode.OK) await Task.Delay(5, CancellationToken.None);
                await Ask(HttpMethod.Post, $"api/shipments/{order}/commands/assign", new { truckId = $"T-{dispatcher}" });
                await Ask(HttpMethod.Post, $"api/shipments/{order}/commands/ship", new { });
                await Ask(HttpMethod.Post, $"api/shipments/{order}/commands/deliver", new { signedBy = "Ana Ruiz" });
                Delivered.Add(order);
            }
        }

        private async Task Ask(HttpMethod method, string path, object body)
        {
            while ((int)await StatusAsync(method, path, body) is var status && status is not (>= 200 and < 300))
            {
                if (status is not 503) throw new InvalidOperationException($"{path} was answered {status}.");
                await Task.Delay(10);
            }
        }

        /// <returns>Unavailable also when there is no answer.</returns>
        private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, object? body)
        {
            using var request = new HttpRequestMessage(method, new Uri(Host, path)) { Content = body is null ? null : JsonContent.Create(body) };
            if (body is not null) request.Headers.Add("Idempotency-Key", path.Replace('/', '-'));
            try
            {
                using var answer = await http.SendAsync(request);
                return answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                return HttpStatusCode.ServiceUnavailable;
            }
        }
    }
}
