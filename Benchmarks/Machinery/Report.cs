using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tempest.Benchmarks.Machinery;

/// <summary>A line of the result: medians over the rounds.</summary>
/// <param name="Scenario">Of which it is part.</param>
/// <param name="What">What was measured.</param>
/// <param name="Control">What it is compared with.</param>
/// <param name="Ratio">Its rate to the control's: the median of the rounds' ratios.</param>
/// <param name="Reach">The ratio to be reached, if one was named.</param>
/// <param name="Figures">Its own.</param>
/// <param name="Besides">Other numbers, by name.</param>
/// <param name="Ratios">Each round's, as they came.</param>
public sealed record Line(
    string Scenario, string What, string? Control, double? Ratio, double? Reach, Figures Figures,
    IReadOnlyDictionary<string, double> Besides, IReadOnlyList<double> Ratios);

/// <summary>Under which a result holds.</summary>
/// <param name="At">When it was measured.</param>
/// <param name="Cores">That all processes share.</param>
/// <param name="Postgres">Its version.</param>
/// <param name="Runtime">Of .NET.</param>
/// <param name="Seconds">Measured each time.</param>
/// <param name="Rounds">How often.</param>
public sealed record Conditions(
    DateTimeOffset At, int Cores, string Postgres, string Runtime, double Seconds, int Rounds);

/// <summary>Collects lines, prints each as it comes, and a table at the end.</summary>
public sealed class Report(Conditions conditions)
{
    private static readonly CompositeFormat Row =
        CompositeFormat.Parse("{0,-32} {1,9} {2,6} {3,-32} {4,6} {5,8} {6,8} {7,8} {8,8} {9,7} {10,9} {11,9} {12,11}");

    private readonly List<Line> lines = [];

    public static string Heading => string.Format(CultureInfo.InvariantCulture, Row,
        "", "a second", "ratio", "to", "reach", "p50 ms", "p95 ms", "p99 ms", "retries", "failed",
        "client µs", "server µs", "bytes");

    public void Add(Line line)
    {
        lines.Add(line);
        var f = line.Figures;
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, Row,
            line.What, Text(f.Rate, "N0"), Text(line.Ratio, "F2"), line.Control, Text(line.Reach, "0.0#"),
            Text(f.P50, "F2"), Text(f.P95, "F2"), Text(f.P99, "F2"), Text(f.Retries, "N0"), Text(f.Failed, "N0"),
            Text(f.Client, "N0"), Text(f.Server, "N0"), Text(f.Allocated, "N0")).TrimEnd());
        if (line.Besides.Count > 0) Console.WriteLine($"    {Besides(line)}");
    }

    /// <summary>For the README.</summary>
    public string Markdown()
    {
        var c = conditions;
        var table = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"""
            {c.At:yyyy-MM-dd}: {c.Cores} cores for client and server, PostgreSQL {c.Postgres} with fsync on,
            {c.Runtime}; medians of {c.Rounds} rounds of {c.Seconds} s, controls among them; µs are CPU time per command.

            | scenario | what | a second | ratio | p50 / p95 / p99 ms | retries | failed | µs client + server | bytes |
            |---|---|---|---|---|---|---|---|---|
            """);
        foreach (var line in lines)
        {
            var f = line.Figures;
            table.Append("| ").AppendJoin(" | ",
                line.Scenario, line.Besides.Count > 0 ? $"{line.What} ({Besides(line)})" : line.What,
                Text(f.Rate, "N0"), line.Ratio is null ? "" : $"{Text(line.Ratio, "F2")} of {line.Control}",
                Join(" / ", Text(f.P50, "F2"), Text(f.P95, "F2"), Text(f.P99, "F2")),
                Text(f.Retries, "N0"), Text(f.Failed, "N0"),
                Join(" + ", Text(f.Client, "N0"), Text(f.Server, "N0")), Text(f.Allocated, "N0")).AppendLine(" |");
        }

        return table.ToString();
    }

    public string Json() => JsonSerializer.Serialize(new(conditions, lines), ReportJson.Default.Result);

    private static string Besides(Line line) =>
        string.Join(", ", line.Besides.Select(pair => $"{pair.Key} {Text(pair.Value, "#,0.##")}"));

    /// <summary>What was not measured is left out.</summary>
    private static string Text(double? value, string format) =>
        value is { } number && double.IsFinite(number) ? number.ToString(format, CultureInfo.InvariantCulture) : "";

    private static string Join(string between, params string[] parts) =>
        string.Join(between, parts.Where(part => part.Length > 0));
}

/// <summary>All of it, for programs.</summary>
public sealed record Result(Conditions Conditions, IReadOnlyList<Line> Lines);

/// <summary>What was not measured is null.</summary>
internal sealed class MeasuredOrNull : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteNullValue();
    }

    public override bool HandleNull => true;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    Converters = [typeof(MeasuredOrNull)])]
[JsonSerializable(typeof(Result))]
[JsonSerializable(typeof(WorkerResult))]
internal sealed partial class ReportJson : JsonSerializerContext;
