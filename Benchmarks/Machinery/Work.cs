using System.Diagnostics;

namespace Tempest.Benchmarks.Machinery;

/// <summary>A piece of work that is done once, not asked for by clients.</summary>
internal static class Work
{
    /// <param name="server">Whose CPU time is counted beside this process's.</param>
    /// <param name="count">How many things it is about; every figure is per one of them.</param>
    /// <param name="work">What is measured.</param>
    public static async Task<Figures> MeasureAsync(BenchmarkServer server, double count, Func<Task> work)
    {
        var (cpu, allocated, since) = (server.Cpu(), GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        await work();
        var (took, spent) = (Stopwatch.GetElapsedTime(since), server.Cpu() - cpu);
        return new(count / took.TotalSeconds, double.NaN, double.NaN, double.NaN, 0, spent.Client / count, spent.Server / count,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / count);
    }
}
