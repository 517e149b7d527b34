using System.Diagnostics;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>
/// A small shell that runs the server and lives as long as its input is open. When the host ends, in whatever way, the
/// pipe closes; the shell then stops the server and deletes what was temporary. It runs in a session of its own: a
/// Ctrl-C at the terminal is the host's to handle, which still needs the server to finish its work.
/// </summary>
internal sealed class Keeper : IAsyncDisposable
{
    private const string Script = """
        trap '' INT TERM HUP
        signal=$1 log=$2 temporary=$3
        shift 3
        exec 3<&0 >>"$log" 2>&1
        "$@" 3<&- </dev/null &
        server=$!
        (while read -r line <&3; do :; done; kill -s "$signal" "$server") &
        watch=$!
        exec 3<&- </dev/null
        wait "$server"
        ended=$?
        kill -9 "$watch" 2>/dev/null
        if [ "$ended" = 0 ] && [ -n "$temporary" ]; then rm -rf "$temporary"; fi
        exit "$ended"
        """;

    private static readonly string[] SetSid = ["/usr/bin/setsid", "/bin/setsid"];

    private readonly Process shell;
    private readonly string temporary;
    private bool disposed;

    private Keeper(Process shell, string temporary) => (this.shell, this.temporary) = (shell, temporary);

    public bool ServerHasEnded => shell.HasExited;

    /// <param name="signal">INT: the server finishes cleanly. QUIT: it drops all, as its data is deleted.</param>
    /// <param name="temporary">A folder to delete after the server's end; empty: none.</param>
    public static Keeper Start(IEnumerable<string> server, string signal, string log, string temporary, Account account)
    {
        string[] arguments = ["-c", Script, "tempest-keeper", signal, log, temporary, .. server];
        var start = SetSid.FirstOrDefault(File.Exists) is { } setsid
            ? new ProcessStartInfo(setsid, ["/bin/sh", .. arguments])
            : new ProcessStartInfo("/bin/sh", ["-m", .. arguments]); // job control: the server in a group of its own
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.WorkingDirectory = "/";
        start.Environment["LC_ALL"] = "C";
        if (account.Name is { } name) start.UserName = name;
        return new Keeper(Process.Start(start)!, temporary);
    }

    /// <summary>Stops the server. One that needs longer than a minute to write its data goes on without us.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        using (shell)
        {
            shell.StandardInput.Close();
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            try
            {
                await shell.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                return; // the keeper still waits for it, and the next start waits for both
            }
        }

        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true); // the server failed and left it
    }
}
