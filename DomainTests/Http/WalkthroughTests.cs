using System.Diagnostics;
using System.Text.RegularExpressions;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Access;
using Tempest.DomainTests.Postgres;
using Tempest.Host;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>What docs/walkthrough.md tells people to type is typed, and answers what it says.</summary>
public sealed partial class WalkthroughTests(TestServer database, ITestOutputHelper output)
{
    [Fact]
    public async Task The_curl_session_of_the_documentation_works_as_written()
    {
        await using var storage = new PostgresStorage(new(await database.MigratedAsync()));
        await SampleShop.FillAsync(storage, TestContext.Current.CancellationToken);
        await using var app = WebHost.Build(storage, storage.AnswersAsync, "http://127.0.0.1:0");
        await app.StartAsync(TestContext.Current.CancellationToken);

        var text = await File.ReadAllTextAsync(Repository.File("docs/walkthrough.md"), TestContext.Current.CancellationToken);
        var blocks = Blocks().Matches(text).Select(block => (Shell: block.Groups["kind"].Value == "sh", Text: block.Groups["text"].Value)).ToArray();
        var script = "set -eu\n" + string.Join("printf '\\n'\n", blocks.Where(block => block.Shell).Select(block => block.Text));
        var answered = Facts(await BashAsync(script, app.Urls.Single(), await SignedIn.TokenAsync(storage, Roles.Sales | Roles.Dispatch)));
        var promised = blocks.Where(block => !block.Shell).SelectMany(block => Facts(block.Text));

        answered.Where(fact => !fact.StartsWith("ETag", StringComparison.Ordinal)).ShouldBe(promised.Where(fact => !fact.StartsWith("ETag", StringComparison.Ordinal)));
        promised.Where(fact => fact.StartsWith("ETag", StringComparison.Ordinal)).ShouldBeSubsetOf(answered);
    }

    private async Task<string> BashAsync(string script, string url, string token)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        (start.Environment["TEMPEST"], start.Environment["TOKEN"]) = (url, token);
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var answers = await bash.StandardOutput.ReadToEndAsync();
        output.WriteLine(answers);
        await bash.WaitForExitAsync();
        bash.ExitCode.ShouldBe(0, await errors);
        return answers;
    }

    /// <summary>Statuses, entity tags, totals, and the codes and event types that are named.</summary>
    private static string[] Facts(string text) => [.. Fact().Matches(text).Select(fact => fact.Value.Trim())];

    [GeneratedRegex(@"^```(?<kind>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"HTTP/1\.1 \d+ [\w ]+|ETag: \S+|/problems/[\w-]+|""type"":""(order|truck)-[\w-]+""")]
    private static partial Regex Fact();
}
