using System.Diagnostics;

namespace Tempest.Benchmarks.Machinery;

/// <summary>Work that is measured from its beginning to its end, one piece after the other.</summary>
internal static class Sequence
{
    /// <param name="server">Whose CPU time is counted besides this process's.</param>
    /// <param name="times">How often.</param>
    /// <param name="work">One piece.</param>
    public static async Task<Figures> MeasureAsync(BenchmarkServer server, int times, Func<Task> work)
    {
        var latencies = new List<double>(times);
        var whole = await WholeAsync(server, times, async () =>
        {
            for (var n = 0; n < times; n++)
            {
                var since = Stopwatch.GetTimestamp();
                await work();
                latencies.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            }
        });
        latencies.Sort();
        var (p50, p95, p99) = Statistics.Percentiles(latencies);
        return whole with { P50 = p50, P95 = p95, P99 = p99 };
    }

    /// <param name="server">Whose CPU time is counted besides this process's.</param>
    /// <param name="pieces">That the work has; figures are per piece.</param>
    /// <param name="work">All of it.</param>
    public static async Task<Figures> WholeAsync(BenchmarkServer server, int pieces, Func<Task> work)
    {
        using var retries = new Retries();
        var (cpu, allocated, since) = (server.Cpu(), GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
        await work();
        var took = Stopwatch.GetElapsedTime(since);
        var spent = server.Cpu() - cpu;
        return new(pieces / took.TotalSeconds, double.NaN, double.NaN, double.NaN, retries.Count, spent.Client / pieces,
            spent.Server / pieces, (double)(GC.GetTotalAllocatedBytes() - allocated) / pieces);
    }
}
