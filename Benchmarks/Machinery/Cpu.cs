using System.Diagnostics;
using System.Globalization;

namespace Tempest.Benchmarks.Machinery;

/// <summary>CPU time, in microseconds.</summary>
/// <param name="Client">Of Tempest's process, or of the control's.</param>
/// <param name="Server">Of all of PostgreSQL's processes.</param>
public sealed record CpuTime(double Client, double Server)
{
    public static CpuTime None { get; } = new(0, 0);

    public static CpuTime operator -(CpuTime later, CpuTime earlier) =>
        new(later.Client - earlier.Client, later.Server - earlier.Server);

    public static CpuTime operator *(CpuTime all, double share) => new(all.Client * share, all.Server * share);
}

/// <summary>What processes have spent so far, user and system time, in microseconds; from /proc.</summary>
internal static class Cpu
{
    /// <summary>Clock ticks of /proc per second, on every Linux there is.</summary>
    private const double MicrosecondsPerTick = 1e6 / 100;

    /// <summary>Fields after the name, which is the second and may hold anything.</summary>
    private const int Parent = 1, User = 11, System = 12, ChildrensUser = 13, ChildrensSystem = 14;

    public static double OfThis()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalMicroseconds;
    }

    public static double Of(int process) => Sum(Stat(process), User, System);

    /// <summary>Of programs that this process has started and that have ended.</summary>
    public static double OfEndedChildren() => Sum(Stat(Environment.ProcessId), ChildrensUser, ChildrensSystem);

    /// <summary>Of a process and of all that it has started, ended or not.</summary>
    public static double OfFamily(int process) =>
        Sum(Stat(process), User, System, ChildrensUser, ChildrensSystem) + Directory.EnumerateDirectories("/proc")
            .Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit))
            .Select(folder => Stat(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)))
            .Where(stat => stat is not null && (int)Number(stat, Parent) == process)
            .Sum(child => Sum(child, User, System));

    /// <exception cref="InvalidOperationException">There is no such process, or no /proc.</exception>
    public static int ParentOf(int process) => Stat(process) is { } stat
        ? (int)Number(stat, Parent)
        : throw new InvalidOperationException("CPU time is read from /proc, which is not here: use Linux.");

    private static double Sum(string[]? stat, params ReadOnlySpan<int> fields)
    {
        var ticks = 0L;
        if (stat is null) return 0; // It has ended since it was looked for; its parent's account has it.
        foreach (var field in fields) ticks += Number(stat, field);
        return ticks * MicrosecondsPerTick;
    }

    private static long Number(string[] stat, int field) => long.Parse(stat[field], CultureInfo.InvariantCulture);

    private static string[]? Stat(int process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
