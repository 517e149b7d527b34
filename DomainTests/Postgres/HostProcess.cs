using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tempest.DomainTests.Postgres;

/// <summary>A real host in a process of its own, which a test may kill.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process process;

    private HostProcess(Process process, Uri url) => (this.process, Url) = (process, url);

    public Uri Url { get; }

    /// <param name="settings">Environment variables: where its database is.</param>
    public static async Task<HostProcess> StartAsync(params (string Name, string Value)[] settings)
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "tempest.dll");
        var start = new ProcessStartInfo("dotnet", [dll, "run", "--empty", "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment.Remove("ConnectionStrings__Tempest");
        start.Environment.Remove("TEMPEST_DATA");
        foreach (var (name, value) in settings) start.Environment[name] = value;

        var host = Process.Start(start)!;
        var errors = host.StandardError.ReadToEndAsync();
        while (await host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } found)
            {
                _ = host.StandardOutput.ReadToEndAsync();
                return new(host, new(found.Value));
            }
        }

        throw new InvalidOperationException($"The host does not start: {await errors}");
    }

    /// <summary>As kill -9 does: it can do nothing more, and nor can what it has open.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
