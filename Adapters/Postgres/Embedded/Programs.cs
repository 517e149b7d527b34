using System.Diagnostics;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>Runs one program to its end.</summary>
internal static class Programs
{
    /// <param name="account">Whom to run it as; null: as ourselves.</param>
    /// <param name="input">What the program reads.</param>
    /// <returns>What the program wrote.</returns>
    /// <exception cref="EmbeddedPostgresException">It failed; the message ends with its last lines.</exception>
    public static async Task<string> RunAsync(
        string file, IEnumerable<string> arguments, string? account, CancellationToken cancel, string input = "")
    {
        using var program = Process.Start(Describe(file, arguments, account))!;
        try
        {
            var output = program.StandardOutput.ReadToEndAsync(cancel);
            var errors = program.StandardError.ReadToEndAsync(cancel);
            await program.StandardInput.WriteAsync(input);
            program.StandardInput.Close();
            await program.WaitForExitAsync(cancel);
            return program.ExitCode == 0
                ? await output
                : throw new EmbeddedPostgresException(
                    $"{Path.GetFileName(file)} failed: {LastLines(await output + await errors)}");
        }
        catch (OperationCanceledException)
        {
            program.Kill();
            throw;
        }
    }

    public static string LastLines(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(12));

    private static ProcessStartInfo Describe(string file, IEnumerable<string> arguments, string? account)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
            Environment = { ["LC_ALL"] = "C" },
        };
        if (account is not null) start.UserName = account;
        return start;
    }
}
