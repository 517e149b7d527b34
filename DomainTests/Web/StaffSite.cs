using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Access;
using Tempest.Application.Accounts;
using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Policies;
using Tempest.Application.Shipping;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Shipping;
using Tempest.DomainTests.Http;
using Tempest.Host;

namespace Tempest.DomainTests.Web;

/// <summary>A whole site in memory, and a door for tests by which anybody comes in as whatever they like.</summary>
public sealed class StaffSite : IAsyncDisposable
{
    private static readonly Address Dock = new("Polar Foods", "12 Dock Street", null, "Omaha", "NE", "68102");

    private readonly WebApplication app;
    private int commands;

    private StaffSite(MemoryStorage storage, WebApplication app) => (Storage, this.app) = (storage, app);

    public MemoryStorage Storage { get; }

    public static async Task<StaffSite> OpenAsync()
    {
        var storage = new MemoryStorage(new MemoryData(), TimeProvider.System, policies: PolicyBook.All(TradeTerms.Usual));
        var site = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0",
            settings: new Dictionary<string, string?>(SignedIn.Unhurried) { ["Queue:Works"] = "false" });
        site.MapGet("/come-in/{id}", async (string id, ISessions sessions) =>
            await sessions.BeginAsync((await storage.People.FindPersonAsync(id))!, stays: false));
        await site.StartAsync();
        return new(storage, site);
    }

    public async Task<StaffVisitor> AsAsync(Roles roles)
    {
        var id = $"p{Interlocked.Increment(ref commands)}";
        var customer = roles == Roles.Customer ? CustomerId.Of("polar") : default(CustomerId?);
        await Storage.People.AddPersonAsync(new(id, $"{id}@example.com", "Dana", roles, customer, null, null, "stamp"));
        var visitor = new StaffVisitor(new(new(app.Urls.Single())));
        (await visitor.GetAsync($"/come-in/{id}")).Status.ShouldBe(200);
        return visitor;
    }

    public Task PolarAsync() => DoAsync(CustomerUseCases.Add(
        new(CustomerId.Of("polar"), "Polar Foods", new("Ana", null, "555-0100"), [Dock], Currency.Of("USD"))));

    public Task ProductAsync(string sku, decimal price, string name = "Unit", string category = "Units") =>
        DoAsync(CatalogueUseCases.Change(Sku.Of(sku), new AddProduct(new(name, "", category, 2), Usd(price))));

    public Task RepriceAsync(string sku, decimal price) => DoAsync(CatalogueUseCases.Change(Sku.Of(sku), new RepriceProduct(Usd(price))));

    public Task TruckAsync(string id) => DoAsync(ShippingUseCases.AddTruck(TruckId.Of(id)));

    public Task ShipmentAsync(string id) => DoAsync(ShippingUseCases.Submit(
        ShipmentId.Of(id), new(Dock, Dock with { Name = "Lakeside" }, AccountId.Of("polar"), 100, null), CarriageRate.Usual, DateTimeOffset.UtcNow));

    public Task PaidAsync(string entry, decimal amount) => DoAsync(AccountUseCases.Pay(
        AccountId.Of("polar"), EntryId.Of(entry), Usd(amount), "A cheque", DateTimeOffset.UtcNow));

    public async Task DoAsync(UseCase useCase) => (await Storage.ExecuteAsync(
        new($"given/{Interlocked.Increment(ref commands)}", "given", "test", DateTimeOffset.UtcNow), useCase)).ShouldBeOfType<Done>();

    public static Money Usd(decimal amount) => new(amount, Currency.Of("USD"));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Storage.DisposeAsync();
    }
}

/// <summary>One of the staff with a browser, who goes where they are sent.</summary>
public sealed class StaffVisitor(Visitor visitor)
{
    public Task<StaffShown> GetAsync(string path) => FollowAsync(path, visitor.Get(path));

    /// <summary>Opens a page, fills in its form, and sends it.</summary>
    public async Task<StaffShown> FillInAsync(string path, params (string Name, string Value)[] typed) =>
        await SendAsync(await GetAsync(path), path.Split('?')[0], typed);

    /// <summary>Sends the form of a page that goes to an address, with what it holds and what is typed.</summary>
    public Task<StaffShown> SendAsync(StaffShown page, string action, params (string Name, string Value)[] typed) =>
        FollowAsync(action, visitor.Send(page.Page, action, typed));

    /// <summary>What an open page is told.</summary>
    public IAsyncEnumerable<string> Listen(string path, CancellationToken cancel) => visitor.Listen(path, cancel);

    private async Task<StaffShown> FollowAsync(string path, Task<Shown> answer)
    {
        var page = await answer;
        while (page.Location is { } to) page = await visitor.Get(path = to);
        return new(path, page);
    }
}

/// <summary>What they are shown.</summary>
public sealed partial record StaffShown(string At, Shown Page)
{
    public int Status => Page.Status;

    public string Text => Page.Html;

    /// <summary>The code beside a refusal.</summary>
    public string? Code => Refusal().Match(Text) is { Success: true } found ? found.Groups["code"].Value : null;

    /// <summary>What can be done, as the page offers it.</summary>
    public IReadOnlyList<string> Offers => [.. Offer().Matches(Text).Select(found => found.Groups["name"].Value)];

    /// <summary>Where its forms are sent.</summary>
    public IReadOnlyList<string> Actions => [.. Action().Matches(Text).Select(found => found.Groups["address"].Value)];

    /// <summary>Where it is told that it has changed.</summary>
    public string Live => WebUtility.HtmlDecode(LiveAt().Match(Text).Groups["address"].Value);

    /// <summary>Words without marks, one space between.</summary>
    public string Words =>
        WebUtility.HtmlDecode(Spaces().Replace(Marks().Replace(Text[Text.IndexOf("<main", StringComparison.Ordinal)..], " "), " "));

    public StaffShown ShouldBe(int status, string? code = null)
    {
        Status.ShouldBe(status, Text);
        Code.ShouldBe(code);
        return this;
    }

    [GeneratedRegex("""class="refusal"><code>(?<code>[^<]*)</code>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Refusal();

    [GeneratedRegex("data-deed=\"(?<name>[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Offer();

    [GeneratedRegex("method=\"post\" action=\"(?<address>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Action();

    [GeneratedRegex("data-live=\"(?<address>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LiveAt();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
