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

    public static string Heading =>
        $"{"",-34} {"a second",10} {"ratio",7} {"to",-14} {"reach",6} {"p50 ms",8} {"p95",8} {"p99",8} {"retries",8} {"client µs",10} {"server µs",10} {"bytes",8}";

    public void Add(Line line)
    {
        lines.Add(line);
        var f = line.Figures;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{line.What,-34} {f.Rate,10:N0} {line.Ratio,7:F2} {line.Control,-14} {line.Reach,6:F1} {f.P50,8:F2} {f.P95,8:F2} {f.P99,8:F2} {f.Retries,8:F0} {f.Client,10:F0} {f.Server,10:F0} {f.Allocated,8:N0}"));
    }

    public string Markdown()
    {
        var table = new StringBuilder("| scenario | | a second | ratio | p50 / p95 / p99 ms | retries | CPU µs client + server |\n|---|---|---|---|---|---|---|\n");
        foreach (var line in lines)
        {
            var f = line.Figures;
            table.Append(CultureInfo.InvariantCulture,
                $"| {line.Scenario} | {line.What} | {f.Rate:N0} | {(line.Ratio is { } r ? $"{r.ToString("F2", CultureInfo.InvariantCulture)} of {line.Control}" : "")} | {f.P50:F2} / {f.P95:F2} / {f.P99:F2} | {f.Retries:F0} | {f.Client:F0} + {f.Server:F0} |\n");
        }

        return table.ToString();
    }

    public string Json() => JsonSerializer.Serialize(lines, ReportJson.Default.ListLine);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(List<Line>))]
internal sealed partial class ReportJson : JsonSerializerContext;
