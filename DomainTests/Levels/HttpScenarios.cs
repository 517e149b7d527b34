using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tempest.Adapters.Postgres;
using Tempest.Application.Policies;
using Tempest.DomainTests.Gherkin;
using Tempest.DomainTests.Http;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Tempest.Host;
using Xunit;

[assembly: AssemblyFixture(typeof(HttpServer))]

namespace Tempest.DomainTests.Levels;

/// <summary>A whole Tempest: real Kestrel on a port of its own, real PostgreSQL behind it.</summary>
public sealed class HttpServer : IAsyncDisposable
{
    private readonly Lock gate = new();
    private Task<Running>? running;

    public Task<Running> RunningAsync(TestServer database)
    {
        lock (gate) return running ??= StartAsync(database);
    }

    public async ValueTask DisposeAsync()
    {
        if (running is null) return;

        try
        {
            await (await running).DisposeAsync();
        }
        catch (Exception e) when (e is InvalidOperationException or Xunit.Sdk.SkipException)
        {
            // It never ran: its tests have said why.
        }
    }

    private static async Task<Running> StartAsync(TestServer database)
    {
        var connection = await database.MigratedAsync();
        var storage = new PostgresStorage(new(connection) { Policies = PolicyBook.All(TradeTerms.Usual) });
        var app = WebHost.Build(storage, storage.AnswersAsync, "http://127.0.0.1:0",
            settings: new Dictionary<string, string?>(SignedIn.Unhurried) { ["Queue:Works"] = "false" });
        await app.StartAsync();
        return new(app, storage, connection, await SignedIn.StaffAsync(app, storage));
    }

    public sealed record Running(WebApplication App, PostgresStorage Storage, string Connection, HttpClient Client) : IAsyncDisposable
    {
        public QueueWorker Worker => App.Services.GetRequiredService<QueueWorker>();

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await App.DisposeAsync();
            await Storage.DisposeAsync();
        }
    }
}

/// <summary>The same suite through the API. One class for each part of the business, so that they run side by side.</summary>
public abstract class HttpScenarios(TestServer database, HttpServer server, ITestOutputHelper output)
{
    private static readonly StepBook Steps = StepBook.Of(typeof(HttpScenarios).Assembly);

    protected async Task Play(string id)
    {
        var running = await server.RunningAsync(database);
        var level = new Level("http", new HttpTempest(running.Client), new(running.Storage, running.Worker), async skus =>
        {
            await using var products = NpgsqlDataSource.Create(running.Connection);
            await using var lose = products.CreateCommand("delete from records where kind = 'product' and id = any($1)");
            lose.Parameters.Add(new() { Value = skus.ToArray() });
            await lose.ExecuteNonQueryAsync();
        });
        await new ScenarioRun(Steps, "Http", type => type == typeof(Level) ? level : null, output.WriteLine).Play(id);
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

public sealed class HttpOperations(TestServer database, HttpServer server, ITestOutputHelper output) : HttpScenarios(database, server, output)
{
    [Theory]
    [Features("Features/Operations/**/*.feature", Level = "Http")]
    public Task Scenario(string id) => Play(id);
}
