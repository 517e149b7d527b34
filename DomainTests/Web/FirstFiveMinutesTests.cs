using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Policies;
using Tempest.DomainTests.Http;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>What the README tells a newcomer to do, in its order, by the people it names.</summary>
public sealed partial class FirstFiveMinutesTests(Chromium chromium)
{
    [Fact]
    public async Task An_order_is_placed_approved_shipped_delivered_and_paid_in_the_pages()
    {
        await using var storage = new MemoryStorage(new(), TimeProvider.System, policies: PolicyBook.All(TradeTerms.Usual));
        await SampleShop.FillAsync(storage, CancellationToken.None);
        await SamplePeople.AddAsync(storage, CancellationToken.None);
        await using var app = WebHost.Build(storage, _ => Task.FromResult(true), "http://127.0.0.1:0",
            settings: new Dictionary<string, string?>(SignedIn.Unhurried) { ["Payments:Provider"] = "sandbox" });
        await app.StartAsync();
        var browser = await chromium.RunningAsync();

        Task<Window> SignInAsync(string email) => new Desktop(browser, app.Urls.Single(), email, SamplePeople.Password).OpenAsync();

        await using var ana = await SignInAsync("ana@polarfoods.example");
        await ana.OpenAsync("/");
        await ana.FollowAsync("Condensing unit 1 HP");
        await ana.PressAsync("Add to basket");
        await ana.OpenAsync("/basket");
        await ana.PressAsync("Check out");
        await ana.PressAsync("Place order");
        var order = (await ana.TitleAsync()).Split(' ')[^1];

        await using var sally = await SignInAsync("sally@tempest.example");
        await sally.OpenAsync("/staff/orders");
        await sally.FollowAsync(order);
        await sally.PressAsync("Approve");

        await using var dave = await SignInAsync("dave@tempest.example");
        await Wait.UntilAsync("the shipment waits for a truck", async () =>
            await dave.OpenAsync("/staff/dispatch") && await dave.Main.GetByLabel($"Truck for {order}").CountAsync() == 1);
        var truck = await dave.Main.GetByLabel($"Truck for {order}").InputValueAsync();
        await dave.PressAsync($"Assign {order}");

        await using var tom = await SignInAsync("tom@tempest.example");
        await tom.OpenAsync("/staff/sheets");
        await tom.LeavingAsync(tom.Main.GetByRole(AriaRole.Link, new() { NameRegex = new($"^{truck}\\b", RegexOptions.None, TimeSpan.FromSeconds(1)) }));
        await tom.PressAsync("Picked up");
        await tom.FillAsync("Signed for by", "Ana Ruiz");
        await tom.PressAsync("Delivered");

        await Wait.UntilAsync("the invoice is there to be paid", async () =>
            await ana.OpenAsync("/account") && (await ana.Main.InnerTextAsync()).Contains(order, StringComparison.Ordinal));
        await ana.FollowAsync("Pay");
        await ana.PressAsync("Pay by card");
        await ana.LeavingAsync(ana.Main.GetByRole(AriaRole.Button, new() { NameRegex = Amount() }));

        await ana.OpenAsync("/account");
        (await ana.Main.InnerTextAsync()).ShouldContain("Everything we invoiced is paid.");
    }

    [GeneratedRegex(@"^Pay \d", RegexOptions.None, 1000)]
    private static partial Regex Amount();
}
