using System.Globalization;
using static Tempest.Application.Reporting.SalesReports;

namespace Tempest.Application.Reporting;

/// <summary>How long things take, whether they come in time, and what carrying them costs.</summary>
internal static class DeliveryReports
{
    public static ReportKind LeadTimes { get; } = new("lead-times", "Time spent in each stage",
        "Hours from one stage to the next, of what came to the later stage on these days: half of them took no longer than p50, 90 of 100 no "
        + "longer than p90, 99 of 100 no longer than p99; each to three digits.", [Deliveries.Name], true,
        ["from", "to", "number#", "p50-hours#", "p90-hours#", "p99-hours#"], "p50-hours", async (source, period, cancel) =>
        {
            var lines = (await source.OfDaysAsync(Deliveries.Name, Deliveries.Stages, period, cancel)).ToLookup(line => (line.Parts(4)[1], line.Parts(4)[2]));
            return
            [
                .. Deliveries.Measured.Where(stage => lines.Contains(stage)).Select(stage =>
                {
                    var times = lines[stage].GroupBy(line => long.Parse(line.Parts(4)[3], CultureInfo.InvariantCulture))
                        .Select(same => (Minutes: same.Key, Number: same.Sum(line => line.Figures[Deliveries.Number]))).OrderBy(time => time.Minutes).ToArray();
                    return new ReportRow(
                        [stage.From, stage.To, times.Sum(time => time.Number), Hours(times, 50), Hours(times, 90), Hours(times, 99)],
                        Deliveries.Name, Lines(Deliveries.Stages, lines[stage]));
                }),
            ];
        });

    public static ReportKind OnTime { get; } = new("on-time", "Delivered in time",
        "Of the orders that were wanted by a day and received on these days: how many came on that day or before.", [Deliveries.Name], true,
        ["in-time", "orders#", "percent#"], "orders", async (source, period, cancel) =>
        {
            var lines = await source.OfDaysAsync(Deliveries.Name, Deliveries.Promises, period, cancel);
            var all = Sum(lines)[Deliveries.Number];
            return
            [
                .. lines.GroupBy(line => line.Parts(2)[1]).OrderByDescending(same => same.Key, StringComparer.Ordinal).Select(same => new ReportRow(
                    [same.Key, Sum(same)[Deliveries.Number], Math.Round(100 * Sum(same)[Deliveries.Number] / all, 1)],
                    Deliveries.Name, Lines(Deliveries.Promises, same))),
            ];
        });

    public static ReportKind Carriage { get; } = new("carriage", "Carriage cost",
        "What carriage was quoted for shipments that were submitted on these days and are not cancelled.", [Deliveries.Name], true,
        ["day", "currency", "shipments#", "pounds#", "cost#"], "cost", async (source, period, cancel) =>
        [.. (await source.OfDaysAsync(Deliveries.Name, Deliveries.Carriage, period, cancel)).Select(line => new ReportRow(
            [
                line.Parts(2)[0], line.Parts(2)[1], line.Figures[Deliveries.Shipments], line.Figures[Deliveries.Pounds],
                Money(line.Figures[Deliveries.Cost], line.Parts(2)[1]),
            ], Deliveries.Name, [Count.LineOf(Deliveries.Carriage, line.Key)]))]);

    /// <summary>The time that so many of a hundred did not take longer than.</summary>
    internal static decimal Hours(IReadOnlyList<(long Minutes, decimal Number)> times, int ofHundred)
    {
        var (wanted, seen) = (times.Sum(time => time.Number) * ofHundred / 100, 0m);
        return Math.Round(times.First(time => (seen += time.Number) >= wanted).Minutes / 60m, 2);
    }
}
