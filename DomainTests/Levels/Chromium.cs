using Microsoft.Playwright;
using Tempest.DomainTests.Levels;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Tempest.DomainTests.Levels;

/// <summary>The one browser of a run: one that is on the machine, started when it is first wanted.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Missing = "The tests in a browser need Chromium: install it (apt-get install chromium-headless-shell), "
        + "or name a Chromium or a Chrome in TEMPEST_CHROMIUM.";

    private static readonly string[] Quietly =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    /// <summary>The one that takes least comes first.</summary>
    private static readonly string[] Names =
        ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "Google Chrome", "Chromium"];

    private readonly Lock gate = new();
    private Task<(IPlaywright Playwright, IBrowser Browser)>? running;

    private static string[] Places =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        "/Applications/Google Chrome.app/Contents/MacOS", "/Applications/Chromium.app/Contents/MacOS",
    ];

    /// <remarks>Where there is none, the test skips and says what to install; with <c>CI</c> set it fails.</remarks>
    public async Task<IBrowser> RunningAsync()
    {
        if (Find() is not { } program)
        {
            if (Environment.GetEnvironmentVariable("CI") is null or "") Assert.Skip(Missing);
            throw new InvalidOperationException(Missing);
        }

        Task<(IPlaywright Playwright, IBrowser Browser)> started;
        lock (gate) started = running ??= StartAsync(program);
        return (await started).Browser;
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not { IsCompletedSuccessfully: true }) return;

        var (playwright, browser) = await running;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync(string program)
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Quietly }));
    }

    private static string? Find() => Environment.GetEnvironmentVariable("TEMPEST_CHROMIUM") is { Length: > 0 } named ? named
        : Names.SelectMany(name => Places.Select(place => Path.Combine(place, name))).FirstOrDefault(File.Exists);
}
