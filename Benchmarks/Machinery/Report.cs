using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tempest.Benchmarks.Machinery;

/// <summary>A line of the result: medians over the rounds, and the median of the rounds' ratios to the control.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Control">What it is compared with.</param>
/// <param name="Ratio">Its rate to the control's, of the same round.</param>
/// <param name="Figures">Its own.</param>
/// <param name="Reach">The ratio to be reached, if one was named.</param>
public sealed record Line(string Scenario, string What, string? Control, double? Ratio, double? Reach, Figures Figures);

/// <summary>Collects lines, prints each as it comes, and a table at the end.</summary>
public sealed class Report
{
    private readonly List<Line> lines = [];

    public static string Heading => Row("", "a second", "ratio", "to", "reach", "p50 ms", "p95", "p99", "retries", "client µs", "server µs", "bytes");

    public void Add(Line line)
    {
        lines.Add(line);
        var f = line.Figures;
        Console.WriteLine(Row(
            line.What, Text(f.Rate, "N0"), Text(line.Ratio, "F2"), line.Control ?? "", Text(line.Reach, "F1"), Text(f.P50, "F2"), Text(f.P95, "F2"),
            Text(f.P99, "F2"), Text(f.Retries, "F0"), Text(f.Client, "F1"), Text(f.Server, "F1"), Text(f.Allocated, "N0")));
    }

    public string Markdown()
    {
        var table = new StringBuilder("| scenario | | a second | ratio | p50 / p95 / p99 ms | retries | CPU µs client + server |\n|---|---|---|---|---|---|---|\n");
        foreach (var line in lines)
        {
            var f = line.Figures;
            var ratio = line.Ratio is null ? "" : $"{Text(line.Ratio, "F2")} of {line.Control}";
            var latency = double.IsNaN(f.P50) ? "" : $"{Text(f.P50, "F2")} / {Text(f.P95, "F2")} / {Text(f.P99, "F2")}";
            table.AppendLine(CultureInfo.InvariantCulture, $"| {line.Scenario} | {line.What} | {Text(f.Rate, "N0")} | {ratio} | {latency} | {Text(f.Retries, "F0")} | {Text(f.Client, "F1")} + {Text(f.Server, "F1")} |");
        }

        return table.ToString();
    }

    public string Json() => JsonSerializer.Serialize(lines, ReportJson.Default.ListLine);

    private static string Text(double? figure, string format) =>
        figure is null or double.NaN ? "" : figure.Value.ToString(format, CultureInfo.InvariantCulture);

    private static string Row(string what, params ReadOnlySpan<string> figures)
    {
        var row = new StringBuilder(what.PadRight(30));
        foreach (var figure in figures) row.Append(' ').Append(figure.PadLeft(10));
        return row.ToString();
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(List<Line>))]
internal sealed partial class ReportJson : JsonSerializerContext;
