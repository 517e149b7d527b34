using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tempest.Adapters.Postgres;
using Tempest.Benchmarks.Machinery;

namespace Tempest.Benchmarks.Scenarios;

/// <summary>Two processes on one database, 32 clients each.</summary>
internal static class TwoHosts
{
    private const int Streams = 100_000, Clients = 32;

    public static async Task RunAsync(Session session)
    {
        var database = await session.Server.MigratedAsync();
        await History.WriteAsync(database, Streams, 10);
        var rounds = new Rounds("hosts", session.Report);
        var shares = new Dictionary<string, List<double>>();
        for (var round = 0; round < session.Pace.Rounds; round++)
        {
            foreach (var (what, streams, locked) in ((string, int, bool)[])
                [("random, lock", Streams, true), ("random, no lock", Streams, false), ("20 hot, lock", 20, true), ("20 hot, no lock", 20, false)])
            {
                var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => StartAsync(
                    "worker", "--connection", database, "--streams", streams.ToString(CultureInfo.InvariantCulture),
                    "--lock", locked ? "true" : "false", "--measured", session.Pace.Measured.TotalSeconds.ToString(CultureInfo.InvariantCulture))));
                rounds.Add(what, results[0].Figures with
                {
                    Rate = results.Sum(result => result.Figures.Rate),
                    P99 = results.Max(result => result.Figures.P99),
                    Retries = results.Sum(result => result.Figures.Retries),
                    Server = double.NaN,
                });
                var rates = results.Select(result => result.Figures.Rate).Order().ToArray();
                if (!shares.TryGetValue(what, out var list)) shares[what] = list = [];
                list.Add(rates[0] / rates[1]);
                foreach (var result in results)
                    await Check.RunsAsync(database, new Measured(result.Run, result.Acknowledged, default, [], 0, CpuTime.None, 0));
            }
        }

        rounds.Report();
        foreach (var (what, list) in shares)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: the smaller host did {Statistics.Median(list):P0} of the larger"));
    }

    /// <summary>The process of one host.</summary>
    public static Command Worker()
    {
        var connection = new Option<string>("--connection") { Required = true };
        var streams = new Option<int>("--streams");
        var locked = new Option<bool>("--lock");
        var measured = new Option<double>("--measured");
        var clients = new Option<int>("--clients") { DefaultValueFactory = _ => Clients };
        var worker = new Command("worker", "One host of several.") { connection, streams, locked, measured, clients };
        worker.Hidden = true;
        worker.SetAction(async parsed =>
        {
            var time = TimeSpan.FromSeconds(parsed.GetValue(measured));
            await using var storage = new PostgresStorage(new(parsed.GetValue(connection)!) { UseLane = parsed.GetValue(locked) });
            var count = parsed.GetValue(streams);
            var run = await new Load(parsed.GetValue(clients), random => Tallies.Add(random.Next(1, count + 1))).RunAsync(storage, null, new(time / 2, time, 1));
            Console.WriteLine(JsonSerializer.Serialize(new WorkerResult(run.Run, run.Acknowledged, run.Figures), WorkerJson.Default.WorkerResult));
        });
        return worker;
    }

    /// <summary>This program again, in a process of its own, and what it reports.</summary>
    public static async Task<WorkerResult> StartAsync(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(TwoHosts).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize(output, WorkerJson.Default.WorkerResult)!
            : throw new InvalidOperationException("A worker failed; it says why above.");
    }
}

/// <summary>What one host reports to the process that started it.</summary>
public sealed record WorkerResult(string Run, long Acknowledged, Figures Figures);

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(WorkerResult))]
internal sealed partial class WorkerJson : JsonSerializerContext;
