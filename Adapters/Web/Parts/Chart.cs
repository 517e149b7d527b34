using System.Globalization;
using Tempest.Domain;

namespace Tempest.Adapters.Web.Parts;

/// <param name="At">When.</param>
/// <param name="Value">How much from then on.</param>
/// <param name="Href">The entry behind it.</param>
public sealed record ChartPoint(DateTimeOffset At, Money Value, string? Href = null);

/// <summary>Where a chart's lines and words go, for one width.</summary>
internal sealed class Chart
{
    private const double Above = 12, Below = 26, Right = 14;

    private readonly IReadOnlyList<ChartPoint> points;
    private readonly double left, low, high;
    private readonly int marks;

    public Chart(IReadOnlyList<ChartPoint> points, int width, int height, int marks)
    {
        (this.points, Width, Height, this.marks) = (points, width, height, marks);
        var (least, most) = (points.Min(p => p.Value.Amount), points.Max(p => p.Value.Amount));
        (low, high, Step) = Scale((double)Math.Min(least, 0), (double)Math.Max(most, 0));
        left = 14 + (7.2 * Levels.Max(level => level.Label.Length));
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Where the drawing begins and ends.</summary>
    public (string Left, string Right) Edges => (Text(left), Text(Width - Right));

    /// <summary>A horizontal line for each round amount.</summary>
    public IEnumerable<(string Y, string Label, bool IsZero)> Levels
    {
        get
        {
            for (var level = low; level <= high + (Step / 2); level += Step)
                yield return (Text(Y(level)), level.ToString(Step < 1 ? "N2" : "N0", CultureInfo.InvariantCulture).Replace('-', '−'), Math.Abs(level) < Step / 1000);
        }
    }

    /// <summary>A few days along the bottom: the first and the last, and some between.</summary>
    public IEnumerable<(string X, string Label, string Anchor)> Days
    {
        get
        {
            var (first, last) = (points[0].At, points[^1].At);
            var count = last - first < TimeSpan.FromDays(1) ? 1 : marks;
            for (var mark = 0; mark < count; mark++)
            {
                var at = count == 1 ? first : first + ((last - first) * mark / (count - 1));
                yield return (Text(X(at)), at.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture),
                    mark == 0 ? "start" : mark == count - 1 ? "end" : "middle");
            }
        }
    }

    /// <summary>In steps: an amount holds until the next.</summary>
    public string Line => string.Concat(points.Select((point, at) => at == 0
        ? $"M{Text(X(point.At))} {Text(Y((double)point.Value.Amount))}"
        : $"H{Text(X(point.At))}V{Text(Y((double)point.Value.Amount))}"));

    /// <summary>What lies between the line and zero.</summary>
    public string Area => $"{Line}V{Text(Y(0))}H{Text(X(points[0].At))}Z";

    public IEnumerable<(string X, string Y, ChartPoint Point)> Dots =>
        points.Select(point => (Text(X(point.At)), Text(Y((double)point.Value.Amount)), point));

    private double Step { get; }

    private double X(DateTimeOffset at)
    {
        var span = (points[^1].At - points[0].At).TotalSeconds;
        return left + ((Width - Right - left) * (span <= 0 ? 0.5 : (at - points[0].At).TotalSeconds / span));
    }

    private double Y(double amount) => Above + ((Height - Above - Below) * (high - amount) / (high - low));

    /// <summary>Four round steps or so, from at most the least to at least the most.</summary>
    private static (double Low, double High, double Step) Scale(double least, double most)
    {
        var rough = Math.Max(most - least, 1) / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        return (Math.Floor(least / step) * step, Math.Max(Math.Ceiling(most / step), Math.Floor(least / step) + 1) * step, step);
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
