using System.Globalization;

namespace Tempest.DomainTests.Levels;

/// <summary>Tempest as staff use it: through its pages alone.</summary>
/// <param name="window">Of somebody who may do everything.</param>
public sealed partial class BrowserTempest(Window window) : ITempest
{
    /// <summary>Fills in a form and sends it.</summary>
    /// <param name="form">Its address.</param>
    /// <param name="button">What sends it.</param>
    /// <param name="fields">By their labels; those with nothing stay as they are.</param>
    private async Task<Reply> SendAsync(string form, string button, params IEnumerable<(string Label, string? Value)> fields)
    {
        if (!await window.OpenAsync(form)) throw new InvalidOperationException($"There is no form {form}.");
        return await SendOpenAsync(button, fields);
    }

    /// <summary>The same with a form that is open already.</summary>
    private async Task<Reply> SendOpenAsync(string button, params IEnumerable<(string Label, string? Value)> fields)
    {
        foreach (var (label, value) in fields) if (value is not null) await window.FillAsync(label, value);
        await window.PressAsync(button);
        return await window.RefusalAsync() switch
        {
            [] => new(),
            ["stale", ..] => new(Reply.Stale),
            ["idempotency-key-reused", ..] => new(Reply.NameUsed),
            [var code] => new(code),
            [var code, .. var named] => new(code, named),
        };
    }

    /// <summary>What the page offers, in the words that everybody has for it.</summary>
    /// <param name="known">From a label to its word, in the order in which offers are told.</param>
    private async Task<IReadOnlyList<string>> OffersAsync(params (string Label, string Word)[] known)
    {
        var labels = await window.OffersAsync();
        return [.. known.Where(offer => labels.Contains(offer.Label)).Select(offer => offer.Word),
            .. labels.Except(known.Select(offer => offer.Label), StringComparer.Ordinal)];
    }

    /// <summary>One column of a list, on all of its pages.</summary>
    private async Task<IReadOnlyList<string>> ListAsync(string address, string table, string column) =>
        [.. (await RowsAsync(address, table)).Select(row => row[column])];

    private async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> RowsAsync(string address, string table)
    {
        var found = new List<IReadOnlyDictionary<string, string>>();
        if (!await window.OpenAsync(address)) throw new InvalidOperationException($"There is no list {address}.");
        do found.AddRange(await window.RowsAsync(table));
        while (await window.GoOnAsync());
        return found;
    }

    private async Task<IReadOnlyList<HistoryLine>> HistoryAsync(string address) =>
        [.. (await RowsAsync(address, "History")).Select(row => new HistoryLine(row["Event"], row["Who"], Moment(row["When"])))];

    /// <summary>An address with what it asks for.</summary>
    private static string Address(string path, params (string Name, string? Value)[] query) => path + string.Concat(
        query.Where(part => part.Value is not null).Select((part, at) => $"{(at == 0 ? '?' : '&')}{part.Name}={Uri.EscapeDataString(part.Value!)}"));

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    private static string Between(string text, string before, string after) =>
        text.Split(before, 2) is [_, var rest] ? rest.Split(after, 2)[0].Trim() : throw new FormatException($"'{text}' has no '{before}'.");

    /// <summary>As it is typed.</summary>
    private static string Typed(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>−1,184.00 USD</c></summary>
    private static (decimal Amount, string Currency) Money(string text) =>
        text.Split(' ', StringSplitOptions.TrimEntries) is [var amount, var currency] ? (Number(amount), currency)
            : throw new FormatException($"'{text}' is no money.");

    private static decimal Number(string text) => decimal.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);

    /// <summary><c>4 Jul 1996, 12:00</c>, in UTC.</summary>
    private static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(
        text.Replace(" UTC", "", StringComparison.Ordinal).Replace("Sept", "Sep", StringComparison.Ordinal),
        "d MMM yyyy, HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
