using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tempest.Adapters.Postgres;

namespace Tempest.Benchmarks.Machinery;

/// <summary>What a host of several measured.</summary>
public sealed record WorkerResult(Receipt Receipt, Figures Figures);

/// <summary>A host in a process of its own: these benchmarks, started again with a verb that only they know.</summary>
internal sealed class Worker : IAsyncDisposable
{
    public const string Verb = "worker";

    /// <summary>The worker's database is in its environment, where no list of processes shows it.</summary>
    private const string Database = "BENCHMARKS_DATABASE";

    private readonly Process process;

    private Worker(Process process) => this.process = process;

    /// <returns>When it is compiled and has nothing left to do but to be measured.</returns>
    public static async Task<Worker> StartAsync(string database, int clients, bool locked, Pace pace)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            typeof(Worker).Assembly.Location, Verb, "--clients", Text(clients), "--lock", locked ? "true" : "false",
            "--warmup", Text(pace.Warmup.TotalSeconds), "--measured", Text(pace.Measured.TotalSeconds),
        ])
        { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[Database] = database;
        var worker = new Worker(Process.Start(start)!);
        await worker.ReadAsync();
        return worker;
    }

    /// <summary>Lets its clients ask, each for any of so many streams.</summary>
    public async Task<WorkerResult> RunAsync(int streams)
    {
        await process.StandardInput.WriteLineAsync(Text(streams));
        await process.StandardInput.FlushAsync();
        return JsonSerializer.Deserialize(await ReadAsync(), ReportJson.Default.WorkerResult)!;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The worker's own side of it: for each line that says of how many streams, a line that says what was measured.</summary>
    public static Command Command()
    {
        var clients = new Option<int>("--clients");
        var locked = new Option<bool>("--lock");
        var warmup = new Option<double>("--warmup");
        var measured = new Option<double>("--measured");
        var worker = new Command(Verb, "One host of several.") { clients, locked, warmup, measured };
        worker.Hidden = true;
        worker.SetAction(async parsed =>
        {
            var database = Environment.GetEnvironmentVariable(Database)
                ?? throw new InvalidOperationException("A worker is started by the benchmarks, not by hand.");
            var (before, time) = (parsed.GetValue(warmup), parsed.GetValue(measured));
            var pace = new Pace(TimeSpan.FromSeconds(before), TimeSpan.FromSeconds(time), Rounds: 1);
            await using var storage = new PostgresStorage(new(database) { UseLane = parsed.GetValue(locked) });
            Load On(int streams) => new(parsed.GetValue(clients), Tallies.Adding(storage, streams));

            await WarmUp.OfAsync(On(streams: 1_000));
            await Console.Out.WriteLineAsync("ready");
            while (await Console.In.ReadLineAsync() is { } streams)
            {
                var run = await On(int.Parse(streams, CultureInfo.InvariantCulture)).MeasureAsync(
                    pace, () => new(Cpu.OfThis(), double.NaN));
                var result = JsonSerializer.Serialize(new(run.Receipt, run.Figures), ReportJson.Default.WorkerResult);
                Console.WriteLine(result.ReplaceLineEndings(""));
            }
        });
        return worker;
    }

    private async Task<string> ReadAsync() => await process.StandardOutput.ReadLineAsync()
        ?? throw new InvalidOperationException("A host of several does not go on; it says why above.");

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
