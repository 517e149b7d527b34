using System.CommandLine;

namespace Tempest.Host.Commands;

/// <summary>
/// <c>tempest healthcheck</c>: asks a running host whether it is ready; for containers, which have no curl.
/// </summary>
public static class HealthCheckCommand
{
    public static Command Create()
    {
        var url = new Argument<string>("url")
        {
            Description = "Where to ask.", DefaultValueFactory = _ => "http://localhost:8080/health/ready",
        };
        var command = new Command("healthcheck", "Ask a running host whether it is ready; exits with 1 when it is not.") { url };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!Uri.TryCreate(parsed.GetRequiredValue(url), UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal))
            {
                await Console.Error.WriteLineAsync($"tempest: '{parsed.GetValue(url)}' is no address such as http://localhost:5080/health/ready.");
                return 1;
            }

            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            try
            {
                using var answer = await client.GetAsync(address, cancel);
                Console.WriteLine(await answer.Content.ReadAsStringAsync(cancel));
                return answer.IsSuccessStatusCode ? 0 : 1;
            }
            catch (HttpRequestException e)
            {
                await Console.Error.WriteLineAsync($"tempest: nobody answers: {e.Message}");
                return 1;
            }
        });
        return command;
    }
}
