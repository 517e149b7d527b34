namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>
/// A private PostgreSQL cluster in a folder of its own, reached by a unix socket that only its user can open. The first
/// process on a folder starts the server, and the server ends with that process, however it ends; others join.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly Keeper? keeper;
    private readonly IDisposable? claim;

    internal EmbeddedPostgres(
        ClusterFolder folder, RunningServer server, string version, Keeper? keeper, IDisposable? claim)
    {
        this.keeper = keeper;
        this.claim = claim;
        DataFolder = folder.Path;
        ConnectionString = Databases.Describe(server, Databases.Name);
        Version = version;
    }

    /// <summary>Leads to the database <c>tempest</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>The folder that holds the cluster, its log and its lock.</summary>
    public string DataFolder { get; }

    /// <summary>The server's version, such as <c>17.2</c>.</summary>
    public string Version { get; }

    /// <summary>True: this process started the server and ends it. False: it joined one that runs without it.</summary>
    public bool Started => keeper is not null;

    /// <summary>Starts the cluster, making it when there is none, or joins it when it runs already.</summary>
    /// <exception cref="PostgresNotFoundException">No PostgreSQL here, or none of the data's version.</exception>
    /// <exception cref="EmbeddedPostgresException">It does not start; the message ends with what it said.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedOptions options, CancellationToken cancel = default)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new EmbeddedPostgresException(
                "Tempest's own PostgreSQL runs on Linux and macOS: set ConnectionStrings__Tempest to use a server.");
        }

        var account = Account.OfServer();
        var folder = new ClusterFolder(options.Throwaway ? Places.NewTemporary() : Path.GetFullPath(options.Folder));
        try
        {
            await folder.MakeAsync(options.Throwaway, account, cancel);
            return await new ClusterStart(options, folder, account).RunAsync(cancel);
        }
        catch when (options.Throwaway && Directory.Exists(folder.Path))
        {
            Directory.Delete(folder.Path, recursive: true);
            throw;
        }
    }

    /// <summary>Ends the server if this process started it; otherwise does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (keeper is not null) await keeper.DisposeAsync();
        claim?.Dispose();
    }
}
