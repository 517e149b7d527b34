using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>
/// A private PostgreSQL in a folder of its own, reachable through a socket that only its owner can enter. It goes when the
/// process that started it goes, in whatever way: a shell holds a pipe from that process and stops the server when it
/// closes. A second process on the same folder joins the running server. No other server is ever touched.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string DatabaseName = "tempest";

    private const string Keeper = """
        log="$1"; shift
        "$@" >"$log" 2>&1 </dev/null &
        server=$!
        trap '' INT TERM HUP
        cat >/dev/null
        kill -INT $server 2>/dev/null
        wait $server
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly EmbeddedOptions options;
    private readonly FileStream? owned;
    private readonly Process? keeper;

    private EmbeddedPostgres(EmbeddedOptions options, string version, FileStream? owned, Process? keeper) =>
        (this.options, Version, this.owned, this.keeper) = (options, version, owned, keeper);

    public string ConnectionString => Connection(DatabaseName);

    public string DataFolder => options.Folder;

    /// <summary>The server's major version.</summary>
    public string Version { get; }

    /// <summary>Whether this process started the server; otherwise it joined one.</summary>
    public bool Started => owned is not null;

    private string Cluster => Path.Combine(options.Folder, "data");

    private string Log => Path.Combine(options.Folder, "postgres.log");

    /// <exception cref="PostgresNotFoundException">There are no binaries.</exception>
    /// <exception cref="EmbeddedPostgresException">It cannot run; the message has what the server said last.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedOptions wanted, CancellationToken cancel)
    {
        var placed = wanted.Placed();
        var binaries = placed.Binaries ?? PostgresBinaries.Find();
        var version = (await Account.RunAsync(Path.Combine(binaries, "postgres"), ["--version"], asAccount: false, cancel)).Trim().Split(' ')[2].Split('.')[0];
        await Account.OwnFolderAsync(placed.Folder, cancel);
        await Account.OwnFolderAsync(placed.SocketFolder, cancel);

        var until = Stopwatch.StartNew();
        while (true)
        {
            if (TryOwn(placed.Folder) is { } owned) return await OwnAsync(placed, binaries, version, owned, cancel);

            var joined = new EmbeddedPostgres(placed, version, null, null);
            if (await joined.AnswersAsync(DatabaseName, cancel)) return joined;
            if (until.Elapsed > Patience)
                throw new EmbeddedPostgresException($"Another process holds {placed.Folder}, and its server does not answer.");
            await Task.Delay(100, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        if (keeper is not null)
        {
            keeper.StandardInput.Close();
            await keeper.WaitForExitAsync();
            keeper.Dispose();
        }

        if (owned is null) return;

        await owned.DisposeAsync();
        if (!options.Throwaway) return;
        Directory.Delete(options.Folder, recursive: true);
        if (Directory.Exists(options.SocketFolder)) Directory.Delete(options.SocketFolder, recursive: true);
    }

    private static async Task<EmbeddedPostgres> OwnAsync(
        EmbeddedOptions options, string binaries, string version, FileStream owned, CancellationToken cancel)
    {
        EmbeddedPostgres? server = null;
        try
        {
            var cluster = Path.Combine(options.Folder, "data");
            await WaitForTheOneBeforeAsync(cluster, cancel);
            await InitialiseAsync(options, binaries, version, cluster, cancel);
            server = new(options, version, owned, Launch(options, binaries, cluster));
            await server.WaitUntilReadyAsync(cancel);
            await server.CreateDatabaseAsync(cancel);
            return server;
        }
        catch
        {
            if (server is not null) await server.DisposeAsync();
            else await owned.DisposeAsync();
            throw;
        }
    }

    /// <summary>A lock that goes with the process, however that ends.</summary>
    private static FileStream? TryOwn(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The server of a host that was killed may still be shutting down.</summary>
    private static async Task WaitForTheOneBeforeAsync(string cluster, CancellationToken cancel)
    {
        var pidFile = Path.Combine(cluster, "postmaster.pid");
        var until = Stopwatch.StartNew();
        while (File.Exists(pidFile) && int.TryParse(FirstLine(pidFile), CultureInfo.InvariantCulture, out var pid) && IsServer(pid))
        {
            if (until.Elapsed > Patience)
                throw new EmbeddedPostgresException($"The PostgreSQL before this one (process {pid}) does not end; stop it and start again.");
            await Task.Delay(50, cancel);
        }
    }

    private static string? FirstLine(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsServer(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task InitialiseAsync(
        EmbeddedOptions options, string binaries, string version, string cluster, CancellationToken cancel)
    {
        var mark = Path.Combine(cluster, "PG_VERSION");
        if (File.Exists(mark))
        {
            var made = (await File.ReadAllTextAsync(mark, cancel)).Trim();
            if (made != version)
            {
                throw new EmbeddedPostgresException(
                    $"{options.Folder} was made by PostgreSQL {made} and the programs here are {version}: install {made}, or set TEMPEST_PG_BIN to it.");
            }

            return;
        }

        // Made under another name first: one that was interrupted is made anew.
        var making = cluster + ".new";
        if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        string[] arguments = ["-D", making, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions",
            .. options.Durable ? (string[])["--data-checksums"] : ["--no-sync"]];
        await Account.RunAsync(Path.Combine(binaries, "initdb"), arguments, asAccount: true, cancel);
        Directory.Move(making, cluster);
    }

    private static Process Launch(EmbeddedOptions options, string binaries, string cluster)
    {
        string[] settings = ["listen_addresses=", $"unix_socket_directories={options.SocketFolder}",
            $"max_connections={options.MaxConnections.ToString(CultureInfo.InvariantCulture)}", "max_pred_locks_per_transaction=256",
            .. options.Durable ? (string[])[] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]];
        string[] server = [Path.Combine(binaries, "postgres"), "-D", cluster, .. settings.SelectMany(setting => (string[])["-c", setting])];

        // In a session of its own, so that Ctrl-C in a terminal reaches the host alone, which then says when to stop.
        string[] kept = ["/bin/sh", "-c", Keeper, "keeper", Path.Combine(options.Folder, "postgres.log"), .. server];
        var command = File.Exists("/usr/bin/setsid") ? ["/usr/bin/setsid", .. kept] : kept;
        var start = Account.Start(command[0], command[1..], options.Folder);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancel)
    {
        var until = Stopwatch.StartNew();
        while (!await AnswersAsync("postgres", cancel))
        {
            // The log tells whether the server has given up: its keeper waits for us either way.
            var last = File.Exists(Log) ? await File.ReadAllTextAsync(Log, cancel) : "";
            if (until.Elapsed > Patience || last.Contains("FATAL:  could not", StringComparison.Ordinal)
                || last.Contains("database system is shut down", StringComparison.Ordinal) || last.Contains("FATAL:  lock file", StringComparison.Ordinal))
                throw new EmbeddedPostgresException($"PostgreSQL does not start in {options.Folder}. It said: {string.Join(" ", last.Trim().Split('\n').TakeLast(5))}");
            await Task.Delay(20, cancel);
        }
    }

    private async Task<bool> AnswersAsync(string database, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Connection(database) + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task CreateDatabaseAsync(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancel);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection).With(DatabaseName);
        if (await exists.ExecuteScalarAsync(cancel) is not null) return;

        await using var create = new NpgsqlCommand($"create database {DatabaseName}", connection);
        await create.ExecuteNonQueryAsync(cancel);
    }

    private string Connection(string database) => $"Host={options.SocketFolder};Username=postgres;Database={database}";
}
