using System.Diagnostics;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>As whom PostgreSQL runs: it refuses root, so root hands its files to an account without rights.</summary>
internal static class Account
{
    private static readonly Lazy<string?> Found = new(() =>
    {
        if (!Environment.IsPrivilegedProcess) return null;

        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return ((string[])["postgres", "nobody", "daemon"]).FirstOrDefault(known.Contains)
            ?? throw new EmbeddedPostgresException("PostgreSQL does not run as root, and there is no account postgres or nobody to run it as.");
    });

    /// <summary>Null: as whoever runs Tempest.</summary>
    public static string? Name => Found.Value;

    /// <summary>A folder that only the account, and root, can enter.</summary>
    public static async Task OwnFolderAsync(string path, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
            throw new EmbeddedPostgresException("The embedded PostgreSQL needs Linux or macOS; here, set ConnectionStrings__Tempest to a server.");
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Name is { } name) await RunAsync("chown", [name, path], asAccount: false, cancel);
    }

    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        if (Name is { } name) start.UserName = name;
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    /// <returns>What the program wrote.</returns>
    public static async Task<string> RunAsync(string program, string[] arguments, bool asAccount, CancellationToken cancel)
    {
        var start = asAccount ? Start(program, arguments, "/") : new ProcessStartInfo(program, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0
            ? await output
            : throw new EmbeddedPostgresException($"{Path.GetFileName(program)} failed: {(await errors).Trim()} {(await output).Trim()}".Trim());
    }
}
