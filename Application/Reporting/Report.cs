using System.Globalization;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Application.Reporting;

/// <summary>A report as it is asked for: which days, seen from today.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last.</param>
public sealed record Period(DateOnly From, DateOnly To, DateOnly Today)
{
    public static DateOnly Beginning { get; } = new(1900, 1, 1);

    /// <summary>The first key of a part whose keys begin with the day.</summary>
    public string FirstKey => Text(From);

    /// <summary>Before this one come all that are wanted.</summary>
    public string KeyAfter => $"{Text(To)}0"; // a zero comes right after the slash

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A report: what it is called, what it shows, and how it is made of what was counted.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="Title">As people call it.</param>
/// <param name="Meaning">What its figures say, in a sentence or two.</param>
/// <param name="MadeOf">The projections it is made of.</param>
/// <param name="IsOfDays">Whether days can be chosen; otherwise it is of all there is.</param>
/// <param name="Columns">In order; those with numbers end with #.</param>
/// <param name="Charted">The column that is drawn.</param>
public sealed record ReportKind(
    string Name, string Title, string Meaning, IReadOnlyList<string> MadeOf, bool IsOfDays, IReadOnlyList<string> Columns, string Charted,
    Func<ReportSource, Period, CancellationToken, Task<IReadOnlyList<ReportRow>>> Make)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task<Report> OfAsync(IProjected projected, IRecords records, Period period, CancellationToken cancel = default)
    {
        var source = new ReportSource(projected, records, MadeOf);
        var rows = await Make(source, period, cancel);
        return new(this, period, rows, [.. source.Holds]);
    }

    /// <summary>Waits until all up to this position is counted in what it is made of, which is done in the background.</summary>
    /// <exception cref="NotReachedException">It is not within a few seconds.</exception>
    public async Task ReachAsync(IProjected projected, long position, TimeProvider clock, CancellationToken cancel = default)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            var live = (await projected.GenerationsAsync(cancel)).Where(one => one.State is GenerationState.Live)
                .ToDictionary(one => one.Projection, one => one.Position);
            var (least, counted) = MadeOf.Select(name => (name, Counted: live.GetValueOrDefault(name))).MinBy(one => one.Counted);
            if (counted >= position) return;
            if (clock.GetElapsedTime(since) >= FeedHead.Patience) throw new NotReachedException(position, least, counted);

            await Task.Delay(Pause, clock, cancel);
        }
    }
}

/// <param name="Holds">What it is made of, each of which says how far it holds.</param>
public sealed record Report(ReportKind Kind, Period Period, IReadOnlyList<ReportRow> Rows, IReadOnlyList<Generation> Holds);

/// <param name="Cells">As many as the report has columns; the first that are texts say which row it is.</param>
/// <param name="Projection">Where what is behind it is found.</param>
/// <param name="Lines">By which lines.</param>
public sealed record ReportRow(IReadOnlyList<ReportCell> Cells, string Projection, IReadOnlyList<string> Lines)
{
    /// <summary>Which one it is, in addresses.</summary>
    public string Key => string.Join(" · ", Cells.TakeWhile(cell => cell.Number is null).Select(cell => cell.Text));
}

/// <summary>A text, or an exact number with the text that anybody can compute with.</summary>
public sealed record ReportCell(string Text, decimal? Number = null, Money? Money = null)
{
    public static implicit operator ReportCell(string text) => new(text);

    public static implicit operator ReportCell(decimal number) => new(number.ToString(CultureInfo.InvariantCulture), number);

    public static implicit operator ReportCell(Money money) => new(money.AmountText, money.Amount, money);

    public static ReportCell FromString(string text) => text;

    public static ReportCell FromDecimal(decimal number) => number;

    public static ReportCell FromMoney(Money money) => money;
}

/// <summary>Reads what was counted and remembers how far each projection held that was asked.</summary>
public sealed class ReportSource(IProjected projected, IRecords records, IReadOnlyList<string> madeOf)
{
    private readonly Dictionary<string, Generation> holds = [];

    public IEnumerable<Generation> Holds => holds.Values;

    public IRecords Records => records;

    public Task<IReadOnlyList<ProjectedLine>> AllAsync(string projection, string part, CancellationToken cancel) =>
        ReadAsync(projection, part, "", null, cancel);

    /// <summary>Of a part whose keys begin with a day.</summary>
    public Task<IReadOnlyList<ProjectedLine>> OfDaysAsync(string projection, string part, Period period, CancellationToken cancel) =>
        ReadAsync(projection, part, period.FirstKey, period.KeyAfter, cancel);

    /// <summary>Of a part whose keys begin with these parts of a key.</summary>
    public Task<IReadOnlyList<ProjectedLine>> UnderAsync(string projection, string part, string key, CancellationToken cancel) =>
        ReadAsync(projection, part, $"{key}/", $"{key}0", cancel); // a zero comes right after the slash

    private async Task<IReadOnlyList<ProjectedLine>> ReadAsync(
        string projection, string part, string from, string? before, CancellationToken cancel)
    {
        if (!madeOf.Contains(projection)) throw new InvalidOperationException($"The report does not say that it is made of {projection}.");
        if (await projected.ReadAsync(projection, part, from, before, cancel) is not { } read) return [];

        // Of two readings the earlier says how far both hold.
        if (!holds.TryGetValue(projection, out var known) || read.From.Position < known.Position) holds[projection] = read.From;
        return read.Lines;
    }
}
