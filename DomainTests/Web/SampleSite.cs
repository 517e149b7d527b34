using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tempest.Adapters.Identity;
using Tempest.Adapters.Memory;
using Tempest.Application.Access;
using Tempest.Application.Policies;
using Tempest.DomainTests.Http;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Web;
using Tempest.Host;
using Xunit;

[assembly: AssemblyFixture(typeof(SampleSite))]

namespace Tempest.DomainTests.Web;

/// <summary>A Tempest with the sample shop in memory, and something of everything that can happen in it: to be looked at.</summary>
public sealed class SampleSite : IAsyncDisposable
{
    public const string Customer = "ana@polarfoods.example", Staff = "all@tempest.example";

    private readonly MemoryStorage storage = new(new(), TimeProvider.System, policies: PolicyBook.All(TradeTerms.Usual));
    private readonly Lock gate = new();
    private Task<WebApplication>? running;

    public async Task<string> UrlAsync() => (await RunningAsync()).Urls.Single();

    /// <summary>A link with which Ana chooses a new password, as it is mailed.</summary>
    public async Task<string> PasswordLinkAsync()
    {
        var app = await RunningAsync();
        var person = (await storage.People.FindPersonByEmailAsync(Customer))!;
        return $"/choose-password?link={Uri.EscapeDataString(app.Services.GetRequiredService<SignIn>().LinkOf(person))}";
    }

    /// <summary>The pages that there are, by the names that the table of access has for them, and their addresses' patterns.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PagesAsync() => (await RunningAsync()).Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Select(endpoint => (Name: endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName, endpoint.RoutePattern))
        .Where(page => page.Name?.EndsWith("Page", StringComparison.Ordinal) == true)
        .OrderBy(page => page.RoutePattern.InboundPrecedence)
        .ToDictionary(page => page.Name!, page => page.RoutePattern.RawText!, StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        if (running is { IsCompletedSuccessfully: true }) await (await running).DisposeAsync();
        await storage.DisposeAsync();
    }

    private Task<WebApplication> RunningAsync()
    {
        lock (gate) return running ??= StartAsync();
    }

    private async Task<WebApplication> StartAsync()
    {
        await SampleShop.FillAsync(storage, CancellationToken.None);
        await SamplePeople.AddAsync(storage, CancellationToken.None);
        await using (var tools = new SignInTools(storage))
        {
            var all = (await tools.SignIn.AddAsync("all", Staff, "Sally Reed", Roles.Staff))!;
            await tools.SignIn.ChoosePasswordAsync(tools.SignIn.LinkOf(all), SamplePeople.Password);
        }

        await TradeAsync(new(storage));
        var app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0",
            settings: new Dictionary<string, string?>(SignedIn.Unhurried) { ["Queue:Works"] = "false", ["Payments:Provider"] = "sandbox" });
        app.MapGet("/fails", string () => throw new InvalidOperationException("It was meant to."));
        app.MapGet("/too-often", () => Results.StatusCode(429));
        await app.StartAsync();
        return app;
    }

    /// <summary>An order on each of its stages, money that came and went, and something that somebody has to look at.</summary>
    private static async Task TradeAsync(ApplicationTempest tempest)
    {
        foreach (var truck in (string[])["T-4", "T-5", "T-6"]) await tempest.AddTruckAsync(truck);
        await tempest.SetCreditLimitAsync("polar", 9000m, "USD");
        foreach (var (order, sku) in ((string, string)[])[("S-2001", "CU-033"), ("S-2002", "CU-050"), ("S-2003", "CU-033"), ("S-2004", "CU-050"), ("S-2005", "CU-033")])
            await DoAsync(tempest.PlaceAsync(order, "polar", [new(sku, 2, 5)]));
        foreach (var order in (string[])["S-2001", "S-2002", "S-2003"]) await DoAsync(tempest.ApproveAsync(order));
        await tempest.SettleAsync(_ => true);
        foreach (var (shipment, truck) in ((string, string)[])[("S-2001", "T-4"), ("S-2002", "T-5")])
        {
            await DoAsync(tempest.AssignAsync(shipment, truck));
            await DoAsync(tempest.ShipAsync(shipment));
        }

        await DoAsync(tempest.DeliverAsync("S-2001", "Ana Ruiz"));
        await DoAsync(tempest.CancelAsync("S-2004", "Ordered twice"));
        await DoAsync(tempest.SubmitAsync("G-3001", new(120, "polar", "S-2004")));
        await DoAsync(tempest.AssignAsync("G-3001", "T-4"));
        await DoAsync(tempest.ShipAsync("G-3001"));
        await DoAsync(tempest.DeliverAsync("G-3001", "Tom Berg"));
        await tempest.SettleAsync(_ => true);
        await DoAsync(tempest.PayAsync("polar", "cheque-17", 500m, "USD"));
        await DoAsync(tempest.RefundAsync("polar", "refund-3", "cheque-17", 40m, "USD"));
        await tempest.CountAsync();
    }

    private static async Task DoAsync(Task<Reply> asked)
    {
        if ((await asked).Refusal is { } code) throw new InvalidOperationException($"The sample's trade was refused: {code}.");
    }
}
