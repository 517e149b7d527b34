namespace Tempest.Benchmarks.Machinery;

/// <summary>What the clients of a load were told, warm-up included: the database is checked against it.</summary>
/// <param name="Run">The beginning of its commands' ids; the client's number and the command's follow.</param>
/// <param name="Commands">Of each client.</param>
/// <param name="EventsEach">That each command appends.</param>
/// <param name="Sum">Of what all commands added.</param>
public sealed record Receipt(string Run, IReadOnlyList<long> Commands, int EventsEach, long Sum);

/// <summary>One run of a load.</summary>
/// <param name="Receipt">What was acknowledged.</param>
/// <param name="Took">The measured time.</param>
/// <param name="Latencies">Of each command in the measured time, in milliseconds, ascending.</param>
/// <param name="Retries">Transactions tried again in the measured time.</param>
/// <param name="Failed">Commands that were told to come back later in the measured time, and did.</param>
/// <param name="Cpu">Spent in the measured time.</param>
/// <param name="Allocated">Bytes allocated by this process in the measured time.</param>
internal sealed record Measured(
    Receipt Receipt, TimeSpan Took, double[] Latencies, double Retries, long Failed, CpuTime Cpu, double Allocated)
{
    public Figures Figures
    {
        get
        {
            var (p50, p95, p99) = Statistics.Percentiles(Latencies);
            var count = (double)Latencies.Length;
            return new(count / Took.TotalSeconds, p50, p95, p99, Retries,
                Cpu.Client / count, Cpu.Server / count, Allocated / count, Failed);
        }
    }

    /// <summary>Several loads of the same time as if they were one.</summary>
    public static Figures Together(IReadOnlyList<Measured> loads) => new Measured(
        loads[0].Receipt, loads[0].Took, [.. loads.SelectMany(load => load.Latencies).Order()],
        loads.Sum(load => load.Retries), loads.Sum(load => load.Failed),
        new(loads.Sum(load => load.Cpu.Client), loads.Sum(load => load.Cpu.Server)),
        loads.Sum(load => load.Allocated)).Figures;
}

/// <summary>What is reported of a run; what was not measured is not a number.</summary>
/// <param name="Rate">Commands per second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P95">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Retries">Transactions tried again.</param>
/// <param name="Client">Microseconds of CPU per command in the client.</param>
/// <param name="Server">Microseconds of CPU per command in the server.</param>
/// <param name="Allocated">Bytes per command.</param>
/// <param name="Failed">Commands, or the control's transactions, given up after all their tries.</param>
public sealed record Figures(
    double Rate, double P50, double P95, double P99, double Retries, double Client, double Server, double Allocated,
    double Failed = 0)
{
    /// <summary>The median of each figure over the rounds.</summary>
    public static Figures Median(IReadOnlyList<Figures> rounds)
    {
        double Of(Func<Figures, double> figure) => Statistics.Median(rounds.Select(figure));

        return new(Of(f => f.Rate), Of(f => f.P50), Of(f => f.P95), Of(f => f.P99), Of(f => f.Retries),
            Of(f => f.Client), Of(f => f.Server), Of(f => f.Allocated), Of(f => f.Failed));
    }
}
