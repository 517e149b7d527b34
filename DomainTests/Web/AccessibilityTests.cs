using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>
/// Every page in a real browser, on a phone and on a desk, in light and in the dark. With <c>SCREENSHOTS</c> set, a picture of
/// each is left in that folder.
/// </summary>
public sealed class AccessibilityTests(Chromium chromium, SampleSite site, ITestOutputHelper output)
{
    private static readonly (int Width, int Height) Phone = (390, 844), Desk = (1440, 900);

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder
        ? Path.GetFullPath(folder, Repository.File("."))
        : null;

    private readonly List<string> faults = [];

    [Fact]
    public async Task Axe_finds_nothing_wrong_with_any_page()
    {
        var (pages, seen) = (await site.PagesAsync(), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var (who, window, from) in PeopleAsync())
        {
            var tour = new Tour(window, pages);
            await tour.WalkAsync(from, name => LookAsync(window, $"{who}-{name}"));
            seen.UnionWith(tour.Seen.Keys);
            await LookAtFaultsAsync(window, who);
        }

        output.WriteLine($"{seen.Count} pages.");
        faults.ShouldBeEmpty();
        pages.Keys.Except(seen).ShouldBeEmpty("every page is seen by somebody");
    }

    [Fact]
    public async Task What_is_wrong_is_found()
    {
        var browser = await chromium.RunningAsync();
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync("<html lang=en><title>t</title><main><h1>h</h1><input><p style='color:#999'>pale</p></main>");
        (await ViolationsAsync(page)).Select(fault => fault.Split(':')[0]).ShouldBe(["color-contrast", "label"], ignoreOrder: true);
    }

    /// <summary>Who looks, and where they begin.</summary>
    private async IAsyncEnumerable<(string Who, Window Window, string[] From)> PeopleAsync()
    {
        var (browser, url) = (await chromium.RunningAsync(), await site.UrlAsync());
        await using (var nobody = await Desktop.OfNobodyAsync(browser, url))
            yield return ("nobody", nobody, ["/", "/sign-in", "/register", "/forgot-password", await site.PasswordLinkAsync()]);

        await using (var customer = await new Desktop(browser, url, SampleSite.Customer, SamplePeople.Password).OpenAsync())
        {
            await customer.OpenAsync("/products/CU-050");
            await customer.PressAsync("Add to basket");
            await customer.OpenAsync("/account/pay");
            await customer.PressAsync("Pay by card");
            yield return ("customer", customer, ["/", "/basket", "/checkout", "/password", new Uri(customer.Page.Url).AbsolutePath]);
        }

        await using var staff = await new Desktop(browser, url, SampleSite.Staff, SamplePeople.Password).OpenAsync();
        yield return ("staff", staff, ["/staff"]);
    }

    private async Task LookAtFaultsAsync(Window window, string who)
    {
        foreach (var address in (string[])["/nowhere", "/products/none-such", "/fails", "/too-often", "/staff/tokens", "/orders/none-such"])
        {
            await window.Page.GotoAsync(address);
            await LookAsync(window, $"{who}-fault{address.Replace('/', '-')}");
        }

        if (who != "nobody") return;

        await window.OpenAsync("/sign-in");
        await window.PressAsync("Sign in");
        await LookAsync(window, "nobody-fault-sign-in");
    }

    /// <summary>Each width and each scheme; all four together take their time, and are looked at where pictures are made.</summary>
    private async Task LookAsync(Window window, string name)
    {
        await LookAsync(window.Page, name, Phone, ColorScheme.Light);
        await LookAsync(window.Page, name, Desk, ColorScheme.Dark);
        if (Pictures is null) return;

        await LookAsync(window.Page, name, Phone, ColorScheme.Dark);
        await LookAsync(window.Page, name, Desk, ColorScheme.Light);
    }

    private async Task LookAsync(IPage page, string name, (int Width, int Height) size, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.SetViewportSizeAsync(size.Width, size.Height);
        faults.AddRange((await ViolationsAsync(page)).Select(fault => $"{name} at {size.Width}, {scheme}: {fault} ({page.Url})"));
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))
            faults.Add($"{name} at {size.Width}: wider than the window ({page.Url})");
        if (Pictures is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{size.Width}-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
    }

    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page) =>
        [.. (await page.RunAxe()).Violations.Select(fault => $"{fault.Id}: {string.Join(", ", fault.Nodes.Select(node => node.Html))}")];
}
