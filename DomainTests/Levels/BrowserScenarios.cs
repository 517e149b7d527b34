using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(BrowserServer))]

namespace Tempest.DomainTests.Levels;

/// <summary>A whole Tempest as at the level of HTTP, looked at with a browser.</summary>
public sealed class BrowserServer : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<bool, Task<Running>> running = [];

    /// <inheritdoc cref="HttpServer.RunningAsync"/>
    public Task<Running> RunningAsync(TestServer database, Chromium chromium, bool moves)
    {
        lock (gate) return running.TryGetValue(moves, out var known) ? known : running[moves] = StartAsync(database, chromium);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in running.Values.Where(one => one.IsCompletedSuccessfully)) await (await one).Host.DisposeAsync();
    }

    private static async Task<Running> StartAsync(TestServer database, Chromium chromium)
    {
        var browser = await chromium.RunningAsync();
        var host = await HttpServer.StartAsync(database);
        var (email, password) = host.SignIn();
        return new(host, new(browser, host.Url.ToString(), email, password));
    }

    /// <param name="Host">What is looked at.</param>
    /// <param name="Staff">Windows of somebody who may do everything.</param>
    public sealed record Running(HttpServer.Running Host, Desktop Staff);
}

/// <summary>The same suite through the pages. One class for each part of the business, so that they run side by side.</summary>
public abstract class BrowserScenarios(TestServer database, Chromium chromium, BrowserServer server, ITestOutputHelper output)
{
    private static readonly StepBook Steps = StepBook.Of(typeof(BrowserScenarios).Assembly);

    protected async Task Play(string id)
    {
        var running = await server.RunningAsync(database, chromium, HttpServer.Moves(id));
        await using var window = await running.Staff.OpenAsync();
        var level = running.Host.Level("browser", new BrowserTempest(window));
        var run = new ScenarioRun(Steps, "Browser", type => type == typeof(Level) ? level : null, output.WriteLine);
        await ScenarioReport.TimeAsync("Browser", id, () => window.WatchAsync(id, () =>
        {
            Deployed.SkipWhatStandsStill(id);
            return run.Play(id);
        }));
    }
}

public sealed class BrowserCatalogue(TestServer database, Chromium chromium, BrowserServer server, ITestOutputHelper output)
    : BrowserScenarios(database, chromium, server, output)
{
    [Theory]
    [Features("Features/Catalogue/**/*.feature", Level = "Browser")]
    public Task Scenario(string id) => Play(id);
}

public sealed class BrowserCustomers(TestServer database, Chromium chromium, BrowserServer server, ITestOutputHelper output)
    : BrowserScenarios(database, chromium, server, output)
{
    [Theory]
    [Features("Features/Customers/**/*.feature", Level = "Browser")]
    public Task Scenario(string id) => Play(id);
}

public sealed class BrowserAccounts(TestServer database, Chromium chromium, BrowserServer server, ITestOutputHelper output)
    : BrowserScenarios(database, chromium, server, output)
{
    [Theory]
    [Features("Features/Accounts/**/*.feature", Level = "Browser")]
    public Task Scenario(string id) => Play(id);
}

public sealed class BrowserOrdering(TestServer database, Chromium chromium, BrowserServer server, ITestOutputHelper output)
    : BrowserScenarios(database, chromium, server, output)
{
    [Theory]
    [Features("Features/Ordering/**/*.feature", Level = "Browser")]
    public Task Scenario(string id) => Play(id);
}

public sealed class BrowserShipping(TestServer database, Chromium chromium, BrowserServer server, ITestOutputHelper output)
    : BrowserScenarios(database, chromium, server, output)
{
    [Theory]
    [Features("Features/Shipping/**/*.feature", Level = "Browser")]
    public Task Scenario(string id) => Play(id);
}

public sealed class BrowserOrderToCash(TestServer database, Chromium chromium, BrowserServer server, ITestOutputHelper output)
    : BrowserScenarios(database, chromium, server, output)
{
    [Theory]
    [Features("Features/OrderToCash/**/*.feature", Level = "Browser")]
    public Task Scenario(string id) => Play(id);
}

public sealed class BrowserReporting(TestServer database, Chromium chromium, BrowserServer server, ITestOutputHelper output)
    : BrowserScenarios(database, chromium, server, output)
{
    [Theory]
    [Features("Features/Reporting/**/*.feature", Level = "Browser")]
    public Task Scenario(string id) => Play(id);
}

public sealed class BrowserOperations(TestServer database, Chromium chromium, BrowserServer server, ITestOutputHelper output)
    : BrowserScenarios(database, chromium, server, output)
{
    [Theory]
    [Features("Features/Operations/**/*.feature", Level = "Browser")]
    public Task Scenario(string id) => Play(id);
}
