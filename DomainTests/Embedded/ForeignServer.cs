using System.Diagnostics;

namespace Tempest.DomainTests.Embedded;

/// <summary>A server on a cluster's data that was started by hand, the way it was started last.</summary>
internal sealed class ForeignServer(string folder) : IAsyncDisposable
{
    /// <summary>Hands the data's owner, and not root, the command line that PostgreSQL noted.</summary>
    private const string ByHand = """
        cd /
        command=$(cat "$0/data/postmaster.opts")
        owner=$(ls -ld "$0/data" | awk '{ print $3 }')
        if [ "$(id -u)" = 0 ]; then su -s /bin/sh "$owner" -c "exec $command" >/dev/null 2>&1 &
        else eval "$command" >/dev/null 2>&1 &
        fi
        """;

    private string Description => Path.Combine(folder, "data", "postmaster.pid");

    public bool Runs =>
        File.Exists(Description) && File.ReadAllText(Description).Contains("ready", StringComparison.Ordinal);

    public static async Task<ForeignServer> StartAsync(string folder)
    {
        await RunAsync("/bin/sh", "-c", ByHand, folder);
        var server = new ForeignServer(folder);
        await WaitUntilAsync(() => server.Runs);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("kill", "-INT", File.ReadLines(Description).First());
        await WaitUntilAsync(() => !File.Exists(Description));
    }

    private static async Task RunAsync(string file, params string[] arguments)
    {
        using var program = Process.Start(file, arguments);
        await program.WaitForExitAsync();
    }

    private static async Task WaitUntilAsync(Func<bool> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!reached()) await Task.Delay(20, limit.Token);
    }
}
