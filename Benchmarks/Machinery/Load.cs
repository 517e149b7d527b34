using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Benchmarks.Machinery;

/// <summary>How long is measured, after how long a warm-up, and how often.</summary>
public sealed record Pace(TimeSpan Warmup, TimeSpan Measured, int Rounds);

/// <summary>Clients that each ask one command after the other, every command under an id of its own.</summary>
/// <param name="Clients">How many at once.</param>
/// <param name="Ask">What a client asks for.</param>
internal sealed record Load(int Clients, Func<Random, UseCase> Ask)
{
    /// <param name="storage">Asked by all of them.</param>
    /// <param name="server">Whose CPU time is counted; null: nobody's.</param>
    /// <param name="pace">How long.</param>
    /// <returns>What was measured; all that was acknowledged, warm-up included, bears the run's name.</returns>
    public Task<Measured> RunAsync(IStorage storage, BenchmarkServer? server, Pace pace) => RunAsync(
        Clients,
        async (id, random, cancel) =>
        {
            var answer = await storage.ExecuteAsync(new(id, "", "benchmark", DateTimeOffset.UtcNow), Ask(random), cancel);
            if (answer is not Done) throw new InvalidOperationException($"{id} was answered {answer}.");
        },
        server, pace);

    /// <param name="clients">How many at once.</param>
    /// <param name="ask">Asks for one thing under the id given, and fails when it was not done.</param>
    /// <param name="server">Whose CPU time is counted; null: nobody's.</param>
    /// <param name="pace">How long.</param>
    public static async Task<Measured> RunAsync(
        int clients, Func<string, Random, CancellationToken, Task> ask, BenchmarkServer? server, Pace pace)
    {
        var run = Guid.NewGuid().ToString("n")[..12];
        using var stopping = new CancellationTokenSource();
        using var retries = new Retries();
        var all = Enumerable.Range(0, clients).Select(_ => new Client()).ToArray();
        var running = all.Select((client, n) => Task.Run(() => client.RunAsync(ask, $"{run}-{n}", stopping.Token))).ToArray();

        await Task.Delay(pace.Warmup);
        var (cpu, allocated, since, retried) = (server?.Cpu() ?? CpuTime.None, GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp(), retries.Count);
        foreach (var client in all) client.Measuring = true;
        await Task.Delay(pace.Measured);
        foreach (var client in all) client.Measuring = false;
        var took = Stopwatch.GetElapsedTime(since);
        var spent = (server?.Cpu() ?? CpuTime.None) - cpu;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        retried = retries.Count - retried;

        await stopping.CancelAsync();
        await Task.WhenAll(running);
        return new(run, all.Sum(client => client.Acknowledged), took,
            [.. all.SelectMany(client => client.Latencies).Order()], retried, spent, allocated);
    }

    private sealed class Client
    {
        private volatile bool measuring;

        public bool Measuring { get => measuring; set => measuring = value; }

        public long Acknowledged { get; private set; }

        public List<double> Latencies { get; } = new(1 << 14);

        public async Task RunAsync(Func<string, Random, CancellationToken, Task> ask, string name, CancellationToken stop)
        {
            var random = new Random(name.GetHashCode(StringComparison.Ordinal));
            while (!stop.IsCancellationRequested)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{Acknowledged}");
                var since = Stopwatch.GetTimestamp();
                await ask(id, random, CancellationToken.None);
                Acknowledged++;
                if (Measuring) Latencies.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            }
        }
    }

    private sealed class Retries : IDisposable
    {
        private readonly MeterListener listener = new();
        private long count;

        public Retries()
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "tempest.command.retries") self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref count, value));
            listener.Start();
        }

        public long Count => Interlocked.Read(ref count);

        public void Dispose() => listener.Dispose();
    }
}
