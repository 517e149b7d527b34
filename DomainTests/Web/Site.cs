using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Access;
using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Application.Shipping;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;
using Tempest.DomainTests.Http;
using Tempest.DomainTests.Web;
using Tempest.Host;
using Xunit;

[assembly: AssemblyFixture(typeof(Site))]

namespace Tempest.DomainTests.Web;

/// <summary>A whole Tempest with everything in memory, for people with browsers.</summary>
public sealed class Site : IAsyncLifetime
{
    private WebApplication app = null!;

    public MemoryStorage Storage { get; } = new(new MemoryData(), TimeProvider.System, policies: PolicyBook.All(TradeTerms.Usual));

    public async ValueTask InitializeAsync()
    {
        app = WebHost.Build(Storage, _ => Task.FromResult(true), "http://127.0.0.1:0",
            settings: new Dictionary<string, string?>(SignedIn.Unhurried) { ["Queue:Works"] = "false", ["Payments:Provider"] = "sandbox" });
        app.MapGet("/come-in/{person}", async (string person, ISessions sessions) =>
            await sessions.BeginAsync((await Storage.People.FindPersonAsync(person))!, stays: false));
        app.MapGet("/fails", string () => throw new InvalidOperationException("It was meant to."));
        app.MapGet("/forbidden", () => Results.StatusCode(403));
        app.MapGet("/too-often", () => Results.StatusCode(429));
        await app.StartAsync();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>A browser of nobody's.</summary>
    public Visitor Visitor() => new(new(app.Urls.Single()));

    /// <summary>A browser in which a customer has signed in.</summary>
    public async Task<Visitor> VisitorAsync(string customer)
    {
        var visitor = Visitor();
        (await visitor.Get($"/come-in/{customer}")).Status.ShouldBe(200);
        return visitor;
    }

    public async Task<string> ProductAsync(string name = "Unit", decimal price = 10m, string category = "Units", string description = "")
    {
        var sku = $"p-{Guid.NewGuid():n}"[..14];
        await DoAsync(CatalogueUseCases.Change(Sku.Of(sku), new AddProduct(new(name, description, category, 12.5m), Usd(price))));
        return sku;
    }

    public Task ChangeAsync(string sku, CatalogueCommand command) => DoAsync(CatalogueUseCases.Change(Sku.Of(sku), command));

    public Task RepriceAsync(string sku, decimal price) => ChangeAsync(sku, new RepriceProduct(Usd(price)));

    public async Task<string> CustomerAsync()
    {
        var id = $"c-{Guid.NewGuid():n}"[..14];
        await DoAsync(CustomerUseCases.Save(new(CustomerId.Of(id), "Polar Foods", new(null, null, null),
            [new("Polar Foods", "12 Dock Street", null, "Omaha", "NE", "68102")], Currency.Of("USD"))));
        (await Storage.People.AddPersonAsync(
            new(id, $"{id}@polar.example", "Ana Ruiz", Roles.Customer, CustomerId.Of(id), null, null, "stamp"))).ShouldBeTrue();
        return id;
    }

    public async Task<IReadOnlyList<PlacedOrder>> OrdersOfAsync(string customer) =>
        [.. (await Storage.SelectAsync(OrderStreams.Orders, OrderQueries.Newest(customer: customer))).Items.Select(held => (PlacedOrder)held.State)];

    public async Task<IReadOnlyList<string>> ActorsOfAsync(string customer)
    {
        var orders = await Storage.SelectAsync(OrderStreams.Orders, OrderQueries.Newest(customer: customer));
        return [.. (await Storage.HistoryAsync(orders.Items.Single().Stream, 1, 10)).Select(happened => happened.Actor)];
    }

    /// <summary>An open order of one product.</summary>
    public async Task<string> OrderAsync(string customer, string? sku = null, int quantity = 2)
    {
        var id = $"o-{Guid.NewGuid():n}"[..14];
        await DoAsync(OrderUseCases.Place(
            OrderId.Of(id), CustomerId.Of(customer), [new(Sku.Of(sku ?? await ProductAsync("Pump")), quantity, 0)],
            Dock, Channel.Web, DateTimeOffset.UtcNow, null), $"customer/{customer}");
        return id;
    }

    /// <summary>What staff does with an order's shipment until it is signed for.</summary>
    public async Task DeliverAsync(string order)
    {
        await ApproveAsync(order);
        var (shipment, truck) = (ShipmentId.Of(order), TruckId.Of($"t-{Guid.NewGuid():n}"[..14]));
        await DoAsync(ShippingUseCases.AddTruck(truck));
        await DoAsync(ShippingUseCases.Assign(shipment, truck));
        await DoAsync(ShippingUseCases.Ship(shipment, DateTimeOffset.UtcNow));
        await DoAsync(ShippingUseCases.Deliver(shipment, "Tom Berg", DateTimeOffset.UtcNow));
        await WorkAsync();
    }

    public async Task ApproveAsync(string order)
    {
        await DoAsync(OrderUseCases.Approve(OrderId.Of(order)));
        await WorkAsync();
    }

    /// <summary>Carries out what policies asked for.</summary>
    public async Task WorkAsync()
    {
        var worker = new QueueWorker(Storage, PolicyBook.All(TradeTerms.Usual), TimeProvider.System);
        while (await worker.CarryOutAsync() > 0)
        {
            // Until there is nothing more to do.
        }
    }

    public Task EndSessionsAsync(string customer) => app.Services.GetRequiredService<SignIn>().EndSessionsAsync(customer);

    public async Task DoAsync(Lookup asked, string actor = "staff/sally") => (await Storage.ExecuteAsync(
        new(Guid.NewGuid().ToString(), "", actor, DateTimeOffset.UtcNow), asked)).ShouldBeOfType<Done>();

    private static Address Dock => new("Polar Foods", "12 Dock Street", null, "Omaha", "NE", "68102");

    private static Money Usd(decimal amount) => new(amount, Currency.Of("USD"));
}

/// <summary>Somebody with a browser without script: follows no redirect by itself, keeps cookies.</summary>
public sealed partial class Visitor(Uri site) : IDisposable
{
    private readonly CookieContainer cookies = new();
    private HttpClient? client;

    private HttpClient Client => client ??= new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = site };

    public void Cookie(string name, string value) => cookies.Add(site, new Cookie(name, value));

    public string? Cookie(string name) => cookies.GetCookies(site)[name]?.Value;

    public async Task<Shown> Get(string path, string accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        return await SendAsync(request);
    }

    /// <summary>Fills in the form of a page that is open and sends it.</summary>
    public Task<Shown> Send(Shown page, string action, params (string Name, string Value)[] typed)
    {
        var form = FormOf(page, action);
        foreach (var (name, value) in typed) form[name] = value;
        return Post(action, form);
    }

    public async Task<Shown> Post(string action, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Accept", "text/html");
        return await SendAsync(request);
    }

    /// <summary>What the browser would send if nothing were typed.</summary>
    public static Dictionary<string, string> FormOf(Shown page, string action)
    {
        var forms = Forms().Matches(page.Html).Select(found => found.Value).ToArray();
        var form = forms.SingleOrDefault(text => Begins(text, "post")) ?? forms.Single(text => Begins(text, "get"));
        return Inputs().Matches(form).Select(found => found.Value)
            .Where(input => !IsChosen().IsMatch(input) || input.Contains(" checked", StringComparison.Ordinal))
            .Where(input => Attribute(input, "name") is not null)
            .ToDictionary(input => Attribute(input, "name")!, input => Attribute(input, "value") ?? "");

        bool Begins(string text, string method) => text.StartsWith($"<form method=\"{method}\" action=\"{action}\"", StringComparison.Ordinal);
    }

    /// <summary>What a page is told while it is open, one after another.</summary>
    public async IAsyncEnumerable<string> Listen(string path, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        ((int)answer.StatusCode).ShouldBe(200);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        await foreach (var told in SseParser.Create(stream).EnumerateAsync(cancel)) yield return told.EventType;
    }

    public void Dispose() => client?.Dispose();

    private async Task<Shown> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Client.SendAsync(request);
        return new((int)answer.StatusCode, answer.Headers.Location?.ToString(), await answer.Content.ReadAsStringAsync(),
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join("; ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $" {name}=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups["value"].Value)
            : null;

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("type=\"(radio|checkbox)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsChosen();

    [GeneratedRegex("<input [^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Inputs();
}

/// <summary>What a browser is shown.</summary>
public sealed record Shown(int Status, string? Location, string Html, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>As it is read.</summary>
    public string Text => WebUtility.HtmlDecode(Html);
}
