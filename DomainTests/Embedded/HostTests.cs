using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Embedded;

/// <summary>A real host on its embedded database, killed as the machine's out-of-memory killer would.</summary>
public sealed class HostTests(TestServer server) : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"tempest-host-{Guid.NewGuid():n}");

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Killed_it_leaves_nothing_running_and_starts_again_at_once_with_everything_there()
    {
        await server.SharedAsync();
        int postgres;
        await using (var host = await HostProcess.StartAsync(("TEMPEST_DATA", folder)))
        {
            postgres = int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
            await SaveAsync(host, "polar");
            await host.KillAsync();
        }

        await using var again = await HostProcess.StartAsync(("TEMPEST_DATA", folder));
        IsRunning(postgres).ShouldBeFalse();
        using var http = new HttpClient { BaseAddress = again.Url };
        (await http.GetFromJsonAsync<JsonNode>("api/customers/polar"))!["name"]!.GetValue<string>().ShouldBe("Polar Foods");
    }

    [Fact]
    public async Task With_a_server_configured_it_starts_none_of_its_own()
    {
        var connection = await server.MigratedAsync();
        await using var host = await HostProcess.StartAsync(("ConnectionStrings__Tempest", connection), ("TEMPEST_DATA", folder));
        await SaveAsync(host, "polar");
        Directory.Exists(folder).ShouldBeFalse();
    }

    private static async Task SaveAsync(HostProcess host, string customer)
    {
        using var http = new HttpClient { BaseAddress = host.Url };
        using var answer = await http.PutAsJsonAsync($"api/customers/{customer}", new { name = "Polar Foods", currency = "USD" });
        answer.EnsureSuccessStatusCode();
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return found.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
