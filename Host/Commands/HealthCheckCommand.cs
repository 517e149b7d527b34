using System.CommandLine;

namespace Tempest.Host.Commands;

/// <summary><c>tempest healthcheck</c>: asks a running host whether it is ready; for containers, which have no curl.</summary>
public static class HealthCheckCommand
{
    public static Command Create()
    {
        var url = new Argument<Uri>("url")
        {
            Description = "The host to ask.", DefaultValueFactory = _ => new Uri("http://localhost:8080/health/ready"),
        };
        var command = new Command("healthcheck", "Ask a running host whether it is ready; exits with 1 when it is not.") { url };
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            try
            {
                using var answer = await client.GetAsync(parsed.GetRequiredValue(url), cancel);
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
