using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Embedded;

/// <summary>A real host on its embedded database, killed as the machine's out-of-memory killer would.</summary>
public sealed class HostTests(TestServer server) : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"tempest-host-{Guid.NewGuid():n}");

    private string PidFile => Path.Combine(folder, "data", "postmaster.pid");

    /// <summary>A killed host's server ends a moment after it, and writes until then.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Directory.Exists(folder)) return;

        if (File.Exists(PidFile))
        {
            var postgres = Postgres();
            await Wait.UntilAsync("its server has ended", () => Task.FromResult(!IsRunning(postgres)));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Killed_it_leaves_nothing_running_and_starts_again_at_once_with_everything_there()
    {
        await server.SharedAsync();
        int postgres;
        await using (var host = await HostProcess.StartAsync(("TEMPEST_DATA", folder)))
        {
            postgres = Postgres();
            await SaveAsync(host, "polar");
            await host.KillAsync();
        }

        await using var again = await HostProcess.StartAsync(("TEMPEST_DATA", folder));
        IsRunning(postgres).ShouldBeFalse();
        using var http = await again.StaffAsync();
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
        using var http = await host.StaffAsync();
        using var answer = await http.PutAsJsonAsync($"api/customers/{customer}", new { name = "Polar Foods", currency = "USD" });
        answer.EnsureSuccessStatusCode();
    }

    private int Postgres() => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

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
