using System.Diagnostics;
using System.Text.RegularExpressions;
using Tempest.DomainTests.Http;

namespace Tempest.DomainTests.Postgres;

/// <summary>A real host in a process of its own, which a test may kill.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly (string Name, string Value)[] settings;

    private HostProcess(Process process, Uri url, (string Name, string Value)[] settings) =>
        (this.process, Url, this.settings) = (process, url, settings);

    public Uri Url { get; }

    /// <param name="settings">Environment variables: where its database is.</param>
    public static async Task<HostProcess> StartAsync(params (string Name, string Value)[] settings)
    {
        var host = Start(["run", "--empty", "--urls", "http://127.0.0.1:0"], [("Limits__RequestsPerSecond", "0"), .. settings]);
        var errors = host.StandardError.ReadToEndAsync();
        while (await host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } found)
            {
                _ = host.StandardOutput.ReadToEndAsync();
                return new(host, new(found.Value), settings);
            }
        }

        throw new InvalidOperationException($"The host does not start: {await errors}");
    }

    /// <summary>One of the staff, with a token from the command line.</summary>
    public async Task<HttpClient> StaffAsync()
    {
        using var tokens = Start(["tokens", "create", "sally", "--roles", "all"], settings);
        var errors = tokens.StandardError.ReadToEndAsync();
        var token = await tokens.StandardOutput.ReadToEndAsync();
        await tokens.WaitForExitAsync();
        if (tokens.ExitCode != 0) throw new InvalidOperationException($"No token: {await errors}");
        return SignedIn.With(token.Trim(), Url);
    }

    private static Process Start(string[] arguments, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tempest.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment.Remove("ConnectionStrings__Tempest");
        start.Environment.Remove("TEMPEST_DATA");
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start)!;
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
