using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tempest.Adapters.Identity;
using Tempest.Adapters.Postgres;
using Tempest.Application.Access;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Http;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Tempest.Host;
using Xunit;

[assembly: AssemblyFixture(typeof(HttpServer))]

namespace Tempest.DomainTests.Levels;

/// <summary>A whole Tempest: real Kestrel on a port of its own, real PostgreSQL behind it; or the one of <c>TEMPEST_BASE_URL</c>.</summary>
public sealed class HttpServer : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<bool, Task<Running>> running = [];

    /// <summary>
    /// Whether what policies ask for is carried out in a scenario; it is then carried out for all, who have a Tempest of
    /// their own, so that the others find things as they left them.
    /// </summary>
    public static bool Moves(string id) => Scenarios.Find(id).Steps.Any(step => step.Text.StartsWith("all that follows", StringComparison.Ordinal));

    /// <param name="database">Where its database is made.</param>
    /// <param name="moves">Whether what policies ask for is carried out there.</param>
    public Task<Running> RunningAsync(TestServer database, bool moves = false)
    {
        lock (gate) return running.TryGetValue(moves, out var known) ? known : running[moves] = StartAsync(database);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in running.Values)
        {
            try
            {
                await (await one).DisposeAsync();
            }
            catch (Exception e) when (e is InvalidOperationException or Xunit.Sdk.SkipException)
            {
                // It never ran: its tests have said why.
            }
        }
    }

    internal static Task<Running> StartAsync(TestServer database) => Deployed.Url is { } url ? Task.FromResult(At(url)) : OfOnesOwnAsync(database);

    private static async Task<Running> OfOnesOwnAsync(TestServer database)
    {
        var connection = await database.MigratedAsync();
        var storage = new PostgresStorage(new(connection) { Policies = PolicyBook.All(TradeTerms.Usual) });
        var app = WebHost.Build(storage, storage.AnswersAsync, "http://127.0.0.1:0",
            settings: new Dictionary<string, string?>(SignedIn.Unhurried) { ["Queue:Works"] = "false" });
        await app.StartAsync();
        return new(new(app.Urls.Single()), await SignedIn.StaffAsync(app, storage), await HireAsync(storage),
            new ApplicationTempest(storage, app.Services.GetRequiredService<QueueWorker>()), skus => TakeCatalogueAwayAsync(connection, skus),
            async () =>
            {
                await app.DisposeAsync();
                await storage.DisposeAsync();
            });
    }

    private static Running At(Uri url)
    {
        var http = new HttpClient(new Patient()) { BaseAddress = url, DefaultRequestHeaders = { Authorization = new("Bearer", Deployed.Token) } };
        var inside = new DeployedTempest(http);
        return new(url, http, () => Deployed.SignIn, inside, inside.TakeCatalogueAwayAsync, () => ValueTask.CompletedTask);
    }

    /// <summary>Somebody of the staff who does everything.</summary>
    private static async Task<Func<(string Email, string Password)>> HireAsync(IStorage storage)
    {
        const string email = "sally@tempest.example", password = "four words are enough";
        await using var tools = new SignInTools(storage);
        var person = await tools.SignIn.AddAsync("sally", email, "Sally Reed", Roles.Staff) ?? throw new InvalidOperationException("There is a Sally.");
        await tools.SignIn.ChoosePasswordAsync(tools.SignIn.LinkOf(person), password);
        return () => (email, password);
    }

    private static async Task TakeCatalogueAwayAsync(string connection, IReadOnlyList<string> skus)
    {
        await using var products = NpgsqlDataSource.Create(connection);
        await using var lose = products.CreateCommand("delete from records where kind = 'product' and id = any($1)");
        lose.Parameters.Add(new() { Value = skus.ToArray() });
        await lose.ExecuteNonQueryAsync();
    }

    /// <param name="Url">Where it is.</param>
    /// <param name="Client">Of a program that may do everything.</param>
    /// <param name="SignIn">How a person signs in who may do everything.</param>
    /// <param name="Inside">What puts in place what is given.</param>
    /// <param name="TakeCatalogueAway">Removes products behind everybody's back.</param>
    /// <param name="Stop">Ends it, when it is ours.</param>
    public sealed record Running(
        Uri Url, HttpClient Client, Func<(string Email, string Password)> SignIn, IInside Inside, Func<IReadOnlyList<string>, Task> TakeCatalogueAway,
        Func<ValueTask> Stop) : IAsyncDisposable
    {
        public Level Level(string name, ITempest face) => new(name, face, Inside, TakeCatalogueAway);

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await Stop();
        }
    }
}

/// <summary>The same suite through the API. One class for each part of the business, so that they run side by side.</summary>
public abstract class HttpScenarios(TestServer database, HttpServer server, ITestOutputHelper output)
{
    private static readonly StepBook Steps = StepBook.Of(typeof(HttpScenarios).Assembly);

    protected async Task Play(string id)
    {
        var running = await server.RunningAsync(database, HttpServer.Moves(id));
        var level = running.Level("http", new HttpTempest(running.Client));
        var run = new ScenarioRun(Steps, "Http", type => type == typeof(Level) ? level : null, output.WriteLine);
        await ScenarioReport.TimeAsync("Http", id, () =>
        {
            Deployed.SkipWhatStandsStill(id);
            return run.Play(id);
        });
    }
}

public sealed class HttpCatalogue(TestServer database, HttpServer server, ITestOutputHelper output) : HttpScenarios(database, server, output)
{
    [Theory]
    [Features("Features/Catalogue/**/*.feature", Level = "Http")]
    public Task Scenario(string id) => Play(id);
}

public sealed class HttpCustomers(TestServer database, HttpServer server, ITestOutputHelper output) : HttpScenarios(database, server, output)
{
    [Theory]
    [Features("Features/Customers/**/*.feature", Level = "Http")]
    public Task Scenario(string id) => Play(id);
}

public sealed class HttpAccounts(TestServer database, HttpServer server, ITestOutputHelper output) : HttpScenarios(database, server, output)
{
    [Theory]
    [Features("Features/Accounts/**/*.feature", Level = "Http")]
    public Task Scenario(string id) => Play(id);
}

public sealed class HttpOrdering(TestServer database, HttpServer server, ITestOutputHelper output) : HttpScenarios(database, server, output)
{
    [Theory]
    [Features("Features/Ordering/**/*.feature", Level = "Http")]
    public Task Scenario(string id) => Play(id);
}

public sealed class HttpShipping(TestServer database, HttpServer server, ITestOutputHelper output) : HttpScenarios(database, server, output)
{
    [Theory]
    [Features("Features/Shipping/**/*.feature", Level = "Http")]
    public Task Scenario(string id) => Play(id);
}

public sealed class HttpOrderToCash(TestServer database, HttpServer server, ITestOutputHelper output) : HttpScenarios(database, server, output)
{
    [Theory]
    [Features("Features/OrderToCash/**/*.feature", Level = "Http")]
    public Task Scenario(string id) => Play(id);
}

public sealed class HttpReporting(TestServer database, HttpServer server, ITestOutputHelper output) : HttpScenarios(database, server, output)
{
    [Theory]
    [Features("Features/Reporting/**/*.feature", Level = "Http")]
    public Task Scenario(string id) => Play(id);
}

public sealed class HttpOperations(TestServer database, HttpServer server, ITestOutputHelper output) : HttpScenarios(database, server, output)
{
    [Theory]
    [Features("Features/Operations/**/*.feature", Level = "Http")]
    public Task Scenario(string id) => Play(id);
}
