using System.CommandLine;

namespace Tempest.Host.Commands;

/// <summary><c>tempest run</c>: the server, on the configured database or an embedded one.</summary>
public static class RunCommand
{
    internal const string UsualUrl = "http://localhost:5080";

    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = $"Where to listen; {UsualUrl} unless given or set with ASPNETCORE_URLS." };
        var empty = new Option<bool>("--empty") { Description = "Do not fill a new embedded database with the sample shop." };
        var command = new Command("run", "Run Tempest until Ctrl-C.") { urls, empty };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(urls), sample: !parsed.GetValue(empty), cancel));
        return command;
    }

    public static async Task<int> RunAsync(string? urls, bool sample, CancellationToken cancel)
    {
        await using var database = await Database.OpenAsync(cancel);
        foreach (var migration in database.Migrated) Console.WriteLine($"Migrated: {migration.Name}");
        if (sample && database.IsEmbedded && await database.Storage.HeadAsync(cancel) == 0)
        {
            var report = await SampleShop.FillAsync(database.Storage, cancel);
            await SamplePeople.AddAsync(database.Storage, cancel);
            Console.WriteLine($"A sample shop is in place: {report}.");
        }

        var configured = Environment.GetEnvironmentVariable("ASPNETCORE_URLS");
        await using var app = WebHost.Build(
            database.Storage, database.Storage.AnswersAsync, urls ?? (string.IsNullOrEmpty(configured) ? UsualUrl : null),
            database.Terms, database.IsEmbedded ? Trial() : null);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"tempest: {e.Message.TrimEnd('.')}; choose another address with --urls.");
            return 1;
        }

        Report(database, app.Urls, database.IsEmbedded ? await SamplePeople.TellAsync(database.Storage, cancel) : []);
        using var stop = cancel.Register(() => app.Lifetime.StopApplication());
        await app.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }

    /// <summary>What is only for trying things out, unless the environment says otherwise.</summary>
    private static Dictionary<string, string?> Trial() => new()
    {
        ["Payments:Provider"] = Environment.GetEnvironmentVariable("Payments__Provider") ?? "sandbox",
    };

    private static void Report(Database database, ICollection<string> urls, IReadOnlyList<string> people)
    {
        var url = urls.First().Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        Console.WriteLine($"""
            Tempest runs on {database.Where}.
              Pages    {url}
              The API  {url}/docs/, with a token: ./tempest tokens create me --roles all
            """);
        foreach (var line in people) Console.WriteLine(line);
        Console.WriteLine("Ctrl-C stops it; everything is kept.");
    }
}
