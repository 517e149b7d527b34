using System.Globalization;
using Tempest.Domain;

namespace Tempest.Application.Import;

/// <summary>
/// A row of somebody's table, under our names for its columns. Reading it gathers what is wrong with it.
/// </summary>
/// <param name="Line">Where it stands in its file, from 1.</param>
/// <param name="Values">By our names; null where the file says there is none.</param>
/// <param name="Broken">What keeps it from being read at all, if anything does.</param>
public sealed record Row(long Line, IReadOnlyDictionary<string, string?> Values, string? Broken = null)
{
    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults => Broken is null ? faults : [Broken];

    public string? Optional(string column) =>
        Values.TryGetValue(column, out var value) && !string.IsNullOrWhiteSpace(value)
            ? Clean(column, value.Trim())
            : null;

    public string Text(string column) => Optional(column) ?? Fault("", $"{column} is missing");

    public string Id(string column) => Optional(column) switch
    {
        null => Fault("missing", $"{column} is missing"),
        var id when Identifier.IsValid(id) => id,
        var other => Fault("invalid", $"{column} '{other}' must be {Identifier.InWords}"),
    };

    public decimal? Number(string column) => Optional(column) switch
    {
        null => null,
        var text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= 1_000_000_000_000_000m => number,
        var other => Fault(0m, $"{column} '{other}' must be a number such as 12.50"),
    };

    public decimal RequiredNumber(string column) => Number(column) ?? Fault(0m, $"{column} is missing");

    public int WholeNumber(string column) => RequiredNumber(column) switch
    {
        var number when number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue =>
            (int)number,
        var other => Fault(0, $"{column} '{other.ToString(CultureInfo.InvariantCulture)}' must be a whole number"),
    };

    public bool YesOrNo(string column) => Optional(column) is { } text && text.ToUpperInvariant() switch
    {
        "0" or "NO" or "FALSE" or "N" or "F" => false,
        "1" or "YES" or "TRUE" or "Y" or "T" => true,
        _ => Fault(false, $"{column} '{text}' must be yes or no"),
    };

    /// <summary>A moment; one without an offset is meant in the zone given.</summary>
    public DateTimeOffset? Moment(string column, TimeZoneInfo zone) => Optional(column) switch
    {
        null => null,
        var text when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) =>
            moment.Kind == DateTimeKind.Unspecified && zone.IsInvalidTime(moment)
                ? Fault(default(DateTimeOffset?), $"{column} '{text}' does not exist in {zone.Id}: the clocks went forward")
            : moment.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(moment, zone.GetUtcOffset(moment)).ToUniversalTime()
            : new DateTimeOffset(moment).ToUniversalTime(),
        var other => Fault(default(DateTimeOffset?), $"{column} '{other}' must be a date such as 1996-07-04 or 1996-07-04T08:30:00Z"),
    };

    public DateTimeOffset RequiredMoment(string column, TimeZoneInfo zone) =>
        Moment(column, zone) ?? (Optional(column) is null ? Fault(default(DateTimeOffset), $"{column} is missing") : default);

    public string Country(string column) => Optional(column) switch
    {
        null => Address.UnitedStates,
        var named when named.ToUpper(CultureInfo.InvariantCulture) is "US" or "USA" or "UNITED STATES" => Address.UnitedStates,
        var named => named,
    };

    /// <summary>Leaves a fault that its reader found.</summary>
    public void FaultIf(bool wrong, string fault)
    {
        if (wrong) Fault(wrong, fault);
    }

    public Money Amount(string column, Currency usual)
    {
        var currency = Optional("currency") is { } code
            ? Currency.IsValid(code) ? Currency.Of(code) : Fault(usual, $"currency '{code}' must be three capital letters")
            : usual;
        return new(RequiredNumber(column), currency);
    }

    /// <summary>The row as one text, by which a later import knows it again.</summary>
    public string Content() =>
        string.Join('\n', Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}"));

    private string Clean(string column, string text) =>
        text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
            ? Fault(text, $"{column} has control characters")
            : text;

    private T Fault<T>(T instead, string fault)
    {
        if (!faults.Contains(fault, StringComparer.Ordinal)) faults.Add(fault);
        return instead;
    }
}

/// <summary>What belongs together: one row, or an order with its lines.</summary>
public sealed record Item(string Id, IReadOnlyList<Row> Rows)
{
    public Row First => Rows[0];

    public IEnumerable<string> Faults => Rows.SelectMany(row => row.Faults).Distinct();
}
