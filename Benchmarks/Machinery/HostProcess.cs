using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tempest.Benchmarks.Machinery;

/// <summary>Tempest's host as it is run for people, in a process of its own.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process process;

    private HostProcess(Process process, Uri url) => (this.process, Url) = (process, url);

    public Uri Url { get; }

    public int Id => process.Id;

    /// <param name="database">Its connection string.</param>
    public static async Task<HostProcess> StartAsync(string database)
    {
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "tempest.dll"), "run", "--empty", "--urls", "http://127.0.0.1:0"])
        { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["ConnectionStrings__Tempest"] = database;
        start.Environment["Limits__RequestsPerSecond"] = "0";
        var host = Process.Start(start)!;
        while (await host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is not { Success: true } found) continue;

            _ = host.StandardOutput.ReadToEndAsync();
            return new(host, new(found.Value));
        }

        throw new InvalidOperationException("The host does not start; it says why above.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
