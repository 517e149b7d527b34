using System.Diagnostics;
using System.Globalization;
using Tempest.Application.Commands;

namespace Tempest.Benchmarks.Machinery;

/// <summary>How long is measured, after how long a warm-up, and how often.</summary>
public sealed record Pace(TimeSpan Warmup, TimeSpan Measured, int Rounds);

/// <summary>Asks for one thing under an id of its own, and returns when it is acknowledged.</summary>
/// <param name="id">The command's.</param>
/// <param name="chance">A random number, 0 or above: all that may differ from one command to the next.</param>
/// <returns>What it added to the sum that is checked in the end.</returns>
/// <exception cref="TooBusyException">Not now: the client comes back with the same id.</exception>
internal delegate Task<long> Ask(string id, int chance);

/// <summary>Clients that each ask for one thing after the other.</summary>
/// <param name="Clients">How many at once.</param>
/// <param name="Ask">What a client asks for.</param>
/// <param name="EventsEach">That each command appends.</param>
/// <param name="Prefix">Stands before the ids where they are stored.</param>
/// <param name="Between">How long a client thinks before it asks for the next.</param>
internal sealed record Load(int Clients, Ask Ask, int EventsEach = 1, string Prefix = "", TimeSpan Between = default)
{
    public async Task<Measured> MeasureAsync(Pace pace, Func<CpuTime> cpu) => (await MeasureAsync(pace, cpu, this))[0];

    /// <summary>For as long as something else takes.</summary>
    public async Task<Measured> MeasureAsync(Func<Task> meanwhile, Func<CpuTime> cpu) =>
        (await MeasureAsync(TimeSpan.Zero, meanwhile, cpu, [this]))[0];

    /// <summary>Several loads at the same time.</summary>
    /// <param name="pace">How long.</param>
    /// <param name="cpu">
    /// What was spent so far; shared out by the number of commands, as are retries and allocations.
    /// </param>
    /// <param name="loads">Which.</param>
    public static Task<IReadOnlyList<Measured>> MeasureAsync(
        Pace pace, Func<CpuTime> cpu, params IReadOnlyList<Load> loads) =>
        MeasureAsync(pace.Warmup, () => Task.Delay(pace.Measured), cpu, loads);

    private static async Task<IReadOnlyList<Measured>> MeasureAsync(
        TimeSpan warmup, Func<Task> meanwhile, Func<CpuTime> cpu, IReadOnlyList<Load> loads)
    {
        using var stopping = new CancellationTokenSource();
        using var retries = new Retries();
        var runs = loads.Select(load => new Run(load)).ToArray();
        var clients = runs.SelectMany(run => run.Clients).ToArray();
        var running = clients.Select(client => Task.Run(() => client.RunAsync(stopping.Token))).ToArray();

        await Task.Delay(warmup);
        var (spent, allocated, retried, since) =
            (cpu(), GC.GetTotalAllocatedBytes(), retries.Count, Stopwatch.GetTimestamp());
        foreach (var client in clients) client.Measuring = true;
        await meanwhile();
        foreach (var client in clients) client.Measuring = false;
        var took = Stopwatch.GetElapsedTime(since);
        spent = cpu() - spent;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        retried = retries.Count - retried;

        await stopping.CancelAsync();
        await Task.WhenAll(running);
        var all = clients.Sum(client => client.Latencies.Count);
        return [.. runs.Select(run =>
        {
            var latencies = run.Clients.SelectMany(client => client.Latencies).Order().ToArray();
            var share = all == 0 ? 1.0 / runs.Length : (double)latencies.Length / all;
            return new Measured(run.Receipt, took, latencies, retried * share, run.Clients.Sum(client => client.Failed),
                spent * share, allocated * share);
        })];
    }

    private sealed class Run(Load load)
    {
        private readonly string name = Guid.NewGuid().ToString("n")[..12];

        public Client[] Clients => field ??=
            [.. Enumerable.Range(0, load.Clients).Select(n => new Client(load.Ask, $"{name}-{n}", load.Between))];

        public Receipt Receipt => new(
            load.Prefix + name, [.. Clients.Select(client => client.Acknowledged)], load.EventsEach,
            Clients.Sum(client => client.Sum));
    }

    private sealed class Client(Ask ask, string name, TimeSpan between)
    {
        private volatile bool measuring;

        public bool Measuring { get => measuring; set => measuring = value; }

        public long Acknowledged { get; private set; }

        public long Sum { get; private set; }

        public long Failed { get; private set; }

        public List<double> Latencies { get; } = new(1 << 14);

        public async Task RunAsync(CancellationToken stop)
        {
            var random = new Random(name.GetHashCode(StringComparison.Ordinal));
            while (!stop.IsCancellationRequested)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{Acknowledged}");
                var since = Stopwatch.GetTimestamp();
                Sum += await AskUntilDoneAsync(id, random.Next());
                Acknowledged++;
                if (Measuring) Latencies.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
                if (between > TimeSpan.Zero) await Task.Delay(between, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        /// <summary>The same each time: the same id must ask for the same thing.</summary>
        private async Task<long> AskUntilDoneAsync(string id, int chance)
        {
            while (true)
            {
                try
                {
                    return await ask(id, chance);
                }
                catch (TooBusyException)
                {
                    if (Measuring) Failed++;
                }
            }
        }
    }
}
