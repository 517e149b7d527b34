using System.Collections.Concurrent;
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

    private readonly ConcurrentQueue<string> faults = [];

    [Fact]
    public async Task Axe_finds_nothing_wrong_with_any_page()
    {
        var seen = (await Task.WhenAll(NobodyAsync(), CustomerAsync(), StaffAsync())).SelectMany(names => names).ToHashSet(StringComparer.Ordinal);
        output.WriteLine($"{seen.Count} pages.");
        faults.ShouldBeEmpty();
        (await site.PagesAsync()).Keys.Except(seen).ShouldBeEmpty("every page is seen by somebody");
    }

    [Fact]
    public async Task What_is_wrong_is_found()
    {
        await using var window = await Desktop.OfNobodyAsync(await chromium.RunningAsync(), await site.UrlAsync());
        await Axe.ComeWithAsync(window.Page);
        await window.Page.GotoAsync("data:text/html,<html lang=en><title>t</title><main><h1>h</h1><input><p style='color:%23999'>pale</p></main>");
        (await Axe.ViolationsAsync(window.Page)).Select(fault => fault.Split(':')[0]).ShouldBe(["color-contrast", "label"], ignoreOrder: true);
    }

    private async Task<IEnumerable<string>> NobodyAsync()
    {
        await using var window = await Desktop.OfNobodyAsync(await chromium.RunningAsync(), await site.UrlAsync());
        return await WalkAsync("nobody", [window], ["/", "/sign-in", "/register", "/forgot-password", await site.PasswordLinkAsync()]);
    }

    private async Task<IEnumerable<string>> CustomerAsync()
    {
        await using var window = await (await DesktopOfAsync(SampleSite.Customer)).OpenAsync();
        await window.OpenAsync("/products/CU-050");
        await window.PressAsync("Add to basket");
        await window.OpenAsync("/account/pay");
        await window.PressAsync("Pay by card");
        return await WalkAsync("customer", [window], ["/", "/basket", "/checkout", "/password", new Uri(window.Page.Url).AbsolutePath]);
    }

    private async Task<IEnumerable<string>> StaffAsync()
    {
        var desktop = await DesktopOfAsync(SampleSite.Staff);
        await using var one = await desktop.OpenAsync();
        await using var other = await desktop.OpenAsync();
        return await WalkAsync("staff", [one, other], ["/staff"]);
    }

    private async Task<Desktop> DesktopOfAsync(string email) =>
        new(await chromium.RunningAsync(), await site.UrlAsync(), email, SamplePeople.Password);

    /// <returns>The names of the pages that are to be seen.</returns>
    private async Task<IEnumerable<string>> WalkAsync(string who, Window[] windows, string[] from)
    {
        foreach (var window in windows) await Axe.ComeWithAsync(window.Page);
        var tour = new Tour(windows, await site.PagesAsync());
        await tour.WalkAsync(from, (page, name) => LookAsync(page, $"{who}-{name}"));
        await LookAtFaultsAsync(windows[0], who);
        return tour.Seen.Keys;
    }

    private async Task LookAtFaultsAsync(Window window, string who)
    {
        foreach (var address in (string[])["/nowhere", "/products/none-such", "/fails", "/too-often", "/staff/tokens", "/orders/none-such"])
        {
            await window.Page.GotoAsync(address);
            await LookAsync(window.Page, $"{who}-fault{address.Replace('/', '-')}");
        }

        if (who != "nobody") return;

        await window.OpenAsync("/sign-in");
        await window.PressAsync("Sign in");
        await LookAsync(window.Page, "nobody-fault-sign-in");
    }

    /// <summary>Each width and each scheme; all four together take their time, and are looked at where pictures are made.</summary>
    private async Task LookAsync(IPage page, string name)
    {
        await LookAsync(page, name, Phone, ColorScheme.Light);
        await LookAsync(page, name, Desk, ColorScheme.Dark);
        if (Pictures is null) return;

        await LookAsync(page, name, Phone, ColorScheme.Dark);
        await LookAsync(page, name, Desk, ColorScheme.Light);
    }

    private async Task LookAsync(IPage page, string name, (int Width, int Height) size, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.SetViewportSizeAsync(size.Width, size.Height);
        foreach (var fault in await Axe.ViolationsAsync(page)) faults.Enqueue($"{name} at {size.Width}, {scheme}: {fault} ({page.Url})");
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))
            faults.Enqueue($"{name} at {size.Width}: wider than the window ({page.Url})");
        if (Pictures is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{size.Width}-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
    }
}
