using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tempest.Adapters.Postgres;

namespace Tempest.Benchmarks.Machinery;

/// <summary>What a host of several measured.</summary>
public sealed record WorkerResult(Receipt Receipt, Figures Figures);

/// <summary>A host in a process of its own: these benchmarks, started again with a verb that only they know.</summary>
internal sealed class Worker : IDisposable
{
    public const string Verb = "worker";

    /// <summary>The worker's database is in its environment, where no list of processes shows it.</summary>
    private const string Database = "BENCHMARKS_DATABASE";

    private readonly Process process;

    private Worker(Process process) => this.process = process;

    /// <returns>When it is ready to begin.</returns>
    public static async Task<Worker> StartAsync(string database, int clients, int streams, bool locked, Pace pace)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            typeof(Worker).Assembly.Location, Verb,
            "--clients", Text(clients), "--streams", Text(streams), "--lock", locked ? "true" : "false",
            "--warmup", Text(pace.Warmup.TotalSeconds), "--measured", Text(pace.Measured.TotalSeconds),
        ])
        { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[Database] = database;
        var worker = new Worker(Process.Start(start)!);
        return await worker.process.StandardOutput.ReadLineAsync() is not null
            ? worker
            : throw new InvalidOperationException("A host of several does not start; it says why above.");
    }

    /// <summary>Lets it begin.</summary>
    public async Task<WorkerResult> RunAsync()
    {
        await process.StandardInput.WriteLineAsync("go");
        await process.StandardInput.FlushAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize(output, ReportJson.Default.WorkerResult)!
            : throw new InvalidOperationException("A host of several failed; it says why above.");
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    /// <summary>The worker's own side of it.</summary>
    public static Command Command()
    {
        var clients = new Option<int>("--clients");
        var streams = new Option<int>("--streams");
        var locked = new Option<bool>("--lock");
        var warmup = new Option<double>("--warmup");
        var measured = new Option<double>("--measured");
        var worker = new Command(Verb, "One host of several.") { clients, streams, locked, warmup, measured };
        worker.Hidden = true;
        worker.SetAction(async parsed =>
        {
            var database = Environment.GetEnvironmentVariable(Database)
                ?? throw new InvalidOperationException("A worker is started by the benchmarks, not by hand.");
            await using var storage = new PostgresStorage(new(database) { UseLane = parsed.GetValue(locked) });
            await storage.LoadAsync(Tallies.Stream(1));
            await Console.Out.WriteLineAsync("ready");
            await Console.In.ReadLineAsync();
            var (before, time) = (parsed.GetValue(warmup), parsed.GetValue(measured));
            var pace = new Pace(TimeSpan.FromSeconds(before), TimeSpan.FromSeconds(time), Rounds: 1);
            var load = new Load(parsed.GetValue(clients), Tallies.Adding(storage, parsed.GetValue(streams)));
            var run = await load.MeasureAsync(pace, () => new(Cpu.OfThis(), double.NaN));
            Console.WriteLine(JsonSerializer.Serialize(new(run.Receipt, run.Figures), ReportJson.Default.WorkerResult));
        });
        return worker;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
