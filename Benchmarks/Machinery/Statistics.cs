using System.Diagnostics;

namespace Tempest.Benchmarks.Machinery;

internal static class Statistics
{
    /// <summary>The middle one; the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted is [] ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The smallest value that so large a part of all values do not exceed.</summary>
    /// <param name="ascending">All values.</param>
    /// <param name="part">Above 0, at most 1.</param>
    public static double Percentile(IReadOnlyList<double> ascending, double part) =>
        ascending is [] ? double.NaN : ascending[(int)Math.Ceiling(part * ascending.Count) - 1];

    /// <returns>50, 95 and 99 of a hundred do not exceed these.</returns>
    public static (double P50, double P95, double P99) Percentiles(IReadOnlyList<double> ascending) =>
        (Percentile(ascending, 0.5), Percentile(ascending, 0.95), Percentile(ascending, 0.99));

    /// <summary>The median of several runs, in milliseconds.</summary>
    public static async Task<double> MedianAsync(int runs, Func<Task> work)
    {
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median(times);
    }
}
