using System.Globalization;

namespace Tempest.Adapters.Web.Parts;

/// <param name="Label">What it is of.</param>
/// <param name="Value">How long it is.</param>
/// <param name="Text">The value as it is read.</param>
/// <param name="Href">What is behind it.</param>
public sealed record Bar(string Label, decimal Value, string Text, string? Href = null);

/// <summary>Where bars and their words go, for one width: one below another, since labels are long and there may be many.</summary>
internal sealed class BarLayout(IReadOnlyList<Bar> bars, int width, int letters)
{
    public const int Each = 26;

    private const double Letter = 7.2, Right = 90;

    private readonly double left = 14 + (Letter * Math.Min(letters, bars.Max(bar => bar.Label.Length)));
    private readonly decimal most = Math.Max(bars.Max(bar => bar.Value), 0);

    public int Width => width;

    public int Height => (Each * bars.Count) + 8;

    public string Left => Text(left);

    public IEnumerable<(string Y, string Label, string Length, Bar Bar)> Rows => bars.Select((bar, at) =>
        (Text(4 + (at * Each)), bar.Label.Length <= letters ? bar.Label : $"{bar.Label[..(letters - 1)]}…", Text(LengthOf(bar)), bar));

    public string After(Bar bar) => Text(left + LengthOf(bar) + 8);

    private double LengthOf(Bar bar) => most == 0 || bar.Value <= 0 ? 1 : Math.Max(1, (double)(bar.Value / most) * (width - left - Right));

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
