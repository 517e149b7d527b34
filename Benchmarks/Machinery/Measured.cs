namespace Tempest.Benchmarks.Machinery;

/// <summary>CPU time, in microseconds.</summary>
/// <param name="Client">Of this process.</param>
/// <param name="Server">Of all of PostgreSQL's processes.</param>
public sealed record CpuTime(double Client, double Server)
{
    public static CpuTime None { get; } = new(0, 0);

    public static CpuTime operator -(CpuTime later, CpuTime earlier) =>
        new(later.Client - earlier.Client, later.Server - earlier.Server);
}

/// <summary>One run of a load.</summary>
/// <param name="Run">The beginning of its commands' ids.</param>
/// <param name="Acknowledged">Commands answered, warm-up included.</param>
/// <param name="Took">The measured time.</param>
/// <param name="Latencies">Of each command in the measured time, in milliseconds, ascending.</param>
/// <param name="Retries">Transactions tried again in the measured time.</param>
/// <param name="Cpu">Spent in the measured time.</param>
/// <param name="Allocated">Bytes allocated by this process in the measured time.</param>
internal sealed record Measured(
    string Run, long Acknowledged, TimeSpan Took, double[] Latencies, long Retries, CpuTime Cpu, long Allocated)
{
    /// <summary>Commands per second.</summary>
    public double Rate => Latencies.Length / Took.TotalSeconds;

    /// <returns>Milliseconds.</returns>
    public double Percentile(double p) => Latencies is [] ? double.NaN : Latencies[(int)Math.Min(Latencies.Length - 1, Latencies.Length * p)];

    public Figures Figures => new(
        Rate, Percentile(0.5), Percentile(0.95), Percentile(0.99), Retries,
        Cpu.Client / Latencies.Length, Cpu.Server / Latencies.Length, Allocated / (double)Latencies.Length);
}

/// <summary>What is reported of a run.</summary>
/// <param name="Rate">Commands per second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P95">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Retries">Transactions tried again.</param>
/// <param name="Client">Microseconds of CPU per command in the client.</param>
/// <param name="Server">Microseconds of CPU per command in the server.</param>
/// <param name="Allocated">Bytes per command.</param>
public sealed record Figures(
    double Rate, double P50, double P95, double P99, double Retries, double Client, double Server, double Allocated)
{
    /// <summary>The median of each figure over the rounds.</summary>
    public static Figures Median(IReadOnlyList<Figures> rounds)
    {
        double Of(Func<Figures, double> figure) => Statistics.Median(rounds.Select(figure));

        return new(Of(f => f.Rate), Of(f => f.P50), Of(f => f.P95), Of(f => f.P99), Of(f => f.Retries),
            Of(f => f.Client), Of(f => f.Server), Of(f => f.Allocated));
    }
}
