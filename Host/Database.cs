using Tempest.Adapters.Postgres;
using Tempest.Adapters.Postgres.Embedded;
using Tempest.Application.Policies;

namespace Tempest.Host;

/// <summary>
/// The database a command works on: the configured server, or else the embedded one, which this process starts or, when
/// another has started it, joins.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly EmbeddedPostgres? embedded;

    private Database(EmbeddedPostgres? embedded, PostgresStorage storage, TradeTerms terms, IReadOnlyList<Migration> migrated) =>
        (this.embedded, Storage, Terms, Migrated) = (embedded, storage, terms, migrated);

    public PostgresStorage Storage { get; }

    /// <summary>What the company has decided: read once, for all that acts by it.</summary>
    public TradeTerms Terms { get; }

    /// <summary>What was applied when it was opened.</summary>
    public IReadOnlyList<Migration> Migrated { get; }

    public bool IsEmbedded => embedded is not null;

    /// <summary>Where it is, in words without a password.</summary>
    public string Where => embedded is null
        ? "the server of ConnectionStrings__Tempest"
        : $"embedded PostgreSQL {embedded.Version} in {embedded.DataFolder}";

    /// <summary>Opens the database and brings it to this code's schema.</summary>
    public static async Task<Database> OpenAsync(CancellationToken cancel)
    {
        var configured = Environment.GetEnvironmentVariable("ConnectionStrings__Tempest");
        if (!string.IsNullOrWhiteSpace(configured)) return await OpenAsync(configured, null, cancel);

        var options = new EmbeddedOptions();
        if (Environment.GetEnvironmentVariable("TEMPEST_DATA") is { Length: > 0 } folder)
            options = options with { Folder = folder };
        var server = await EmbeddedPostgres.StartAsync(options, cancel);
        try
        {
            return await OpenAsync(server.ConnectionString, server, cancel);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        if (embedded is not null) await embedded.DisposeAsync();
    }

    private static async Task<Database> OpenAsync(
        string connection, EmbeddedPostgres? embedded, CancellationToken cancel)
    {
        var terms = Settings.Terms(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var storage = new PostgresStorage(new(connection) { Policies = PolicyBook.All(terms) });
        try
        {
            return new(embedded, storage, terms, await storage.MigrateAsync(cancel));
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }
}
