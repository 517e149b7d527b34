using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>
/// Settles who starts the server of a folder: whoever takes the folder's lock, when no server runs on the data.
/// </summary>
internal sealed class ClusterStart(EmbeddedOptions options, ClusterFolder folder, Account account)
{
    /// <summary>
    /// A server whose host was killed still answers for a moment. One that answers for longer and has no owner was
    /// started by someone else.
    /// </summary>
    private static readonly TimeSpan LongerThanTheDyingAnswer = TimeSpan.FromSeconds(2);

    /// <summary>
    /// PostgreSQL's own choice fits a machine of 1 GB. What does not fit into its buffers is copied and checked at each look, and
    /// each page is logged whole once between two checkpoints.
    /// </summary>
    private static readonly string[] WithRoom =
        [$"shared_buffers={Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 23, 128, 4096)}MB", "max_wal_size=4GB"];

    private static readonly string[] WithoutCare = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    private Stopwatch? ownerless;
    private bool logBegun;
    private NpgsqlException? refused;

    public async Task<EmbeddedPostgres> RunAsync(CancellationToken cancel)
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < options.Patience;)
        {
            var claim = folder.TryLock();
            var cluster = claim is null ? await TryJoinAsync(cancel) : await OwnAsync(claim, cancel);
            if (cluster is not null) return cluster;
            await Task.Delay(claim is null ? 20 : 100, cancel);
        }

        var seconds = options.Patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        throw new EmbeddedPostgresException(
            $"{folder.Path} is in use, and its PostgreSQL neither answered nor ended in {seconds} seconds.", refused);
    }

    /// <returns>null: the owner's server does not take connections now.</returns>
    private async Task<EmbeddedPostgres?> TryJoinAsync(CancellationToken cancel)
    {
        if (RunningServer.AnsweringFor(folder.Data) is not { } server) return null;
        try
        {
            return new(folder, server, await Databases.MakeSureAsync(server, cancel), keeper: null, claim: null);
        }
        catch (NpgsqlException failure)
        {
            refused = failure; // it may have begun to end after it answered
            return null;
        }
    }

    /// <returns>null: a server that ran before is not gone yet.</returns>
    private async Task<EmbeddedPostgres?> OwnAsync(IDisposable claim, CancellationToken cancel)
    {
        EmbeddedPostgres? started = null;
        try
        {
            if (RunningServer.AnsweringFor(folder.Data) is null)
            {
                ownerless = null;
                return started = await TryStartAsync(claim, cancel);
            }

            ownerless ??= Stopwatch.StartNew();
            return ownerless.Elapsed > LongerThanTheDyingAnswer ? await TryJoinAsync(cancel) : null;
        }
        finally
        {
            if (started is null) claim.Dispose();
        }
    }

    private async Task<EmbeddedPostgres?> TryStartAsync(IDisposable claim, CancellationToken cancel)
    {
        await account.MustReachAsync(folder.Path, cancel);
        var binaries = await Binaries.FindAsync(options.BinaryFolders, folder.Major, account, cancel);
        var files = new ClusterFiles(binaries, account);
        if (folder.Major is null) await files.MakeAsync(folder.Data, options.Durable, cancel);
        else await account.OwnAsync(folder.Data, cancel);
        if (!logBegun) await folder.BeginLogAsync(account, cancel);
        logBegun = true;

        var keeper = await LaunchAsync(binaries, cancel);
        try
        {
            if (await AnswerAsync(keeper, cancel) is { } server)
            {
                // A throwaway cluster is as its template, so that it need not be asked.
                var version = options.Throwaway ? binaries.Version : await Databases.MakeSureAsync(server, cancel);
                return new(folder, server, version, keeper, claim);
            }
        }
        catch
        {
            await keeper.DisposeAsync();
            throw;
        }

        await keeper.DisposeAsync();
        return null;
    }

    private async Task<Keeper> LaunchAsync(Binaries binaries, CancellationToken cancel)
    {
        var socket = folder.Data; // nobody else can enter it
        if (!Places.HasRoomForSocket(socket))
        {
            socket = Places.NewTemporary();
            await account.MakeFolderAsync(socket, cancel);
        }

        var temporary = options.Throwaway ? folder.Path : socket == folder.Data ? "" : socket;
        var signal = options.Throwaway ? "QUIT" : "INT";
        return Keeper.Start([binaries.Postgres, .. Settings(socket)], signal, folder.Log, temporary, account);
    }

    private IEnumerable<string> Settings(string socket)
    {
        IEnumerable<string> settings =
        [
            "listen_addresses=", "unix_socket_permissions=0700", "logging_collector=off", "log_destination=stderr",
            string.Create(CultureInfo.InvariantCulture, $"max_connections={options.MaxConnections}"),
            "max_pred_locks_per_transaction=256",
            .. options.Durable ? WithRoom : WithoutCare,
        ];
        return ["-D", folder.Data, "-k", socket, "-p", "5432", .. settings.SelectMany(each => new[] { "-c", each })];
    }

    /// <summary>Waits as long as the server lives: after a crash it first repeats what its log holds.</summary>
    /// <returns>null: it left because another server still has the data.</returns>
    private async Task<RunningServer?> AnswerAsync(Keeper keeper, CancellationToken cancel)
    {
        while (!keeper.ServerHasEnded)
        {
            if (RunningServer.AnsweringFor(folder.Data) is { } server) return server;
            await Task.Delay(2, cancel);
        }

        var said = Programs.LastLines(await folder.ReadLogAsync(cancel));
        if (said.Contains("postmaster.pid\" already exists", StringComparison.Ordinal)) return null;
        if (said.Contains("is still in use", StringComparison.Ordinal)) return null;
        throw new EmbeddedPostgresException($"PostgreSQL does not start on {folder.Data}: {said}");
    }
}
