global using Control = (string Name, Tempest.Benchmarks.Machinery.Figures Figures);

namespace Tempest.Benchmarks.Machinery;

/// <summary>Gathers what several rounds measured of the same things, and reports the medians.</summary>
internal sealed class Rounds(string scenario, Report report)
{
    private readonly Dictionary<string, Entry> entries = [];

    /// <param name="what">What was measured.</param>
    /// <param name="figures">In this round.</param>
    /// <param name="control">What it is compared with, and what that did in the same round.</param>
    /// <param name="reach">The ratio to be reached.</param>
    /// <param name="besides">What else is to be said of it, each a number with its name.</param>
    public void Add(
        string what, Figures figures, Control? control = null, double? reach = null,
        params IReadOnlyList<(string, double)> besides)
    {
        if (!entries.TryGetValue(what, out var entry)) entries[what] = entry = new(control?.Name, reach);
        entry.Figures.Add(figures);
        if (control is { } limit) entry.Ratios.Add(figures.Rate / limit.Figures.Rate);
        foreach (var (name, value) in besides)
        {
            if (!entry.Besides.TryGetValue(name, out var values)) entry.Besides[name] = values = [];
            values.Add(value);
        }
    }

    public void Report()
    {
        foreach (var (what, entry) in entries)
        {
            double? ratio = entry.Ratios is [] ? null : Statistics.Median(entry.Ratios);
            report.Add(new(scenario, what, entry.Control, ratio, entry.Reach, Figures.Median(entry.Figures),
                entry.Besides.ToDictionary(pair => pair.Key, pair => Statistics.Median(pair.Value)), entry.Ratios));
        }
    }

    private sealed record Entry(string? Control, double? Reach)
    {
        public List<Figures> Figures { get; } = [];

        public List<double> Ratios { get; } = [];

        public Dictionary<string, List<double>> Besides { get; } = [];
    }
}
