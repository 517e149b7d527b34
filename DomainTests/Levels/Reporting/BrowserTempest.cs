using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tempest.DomainTests.Levels;

public sealed partial class BrowserTempest
{
    public async Task<ReportView> ReportAsync(string report, DateOnly? from = null, DateOnly? to = null)
    {
        var rows = await ShownAsync(report, from, to);
        var holds = HoldsUpTo().Matches(await window.Main.InnerTextAsync()).Min(match => long.Parse(match.Groups["position"].Value, CultureInfo.InvariantCulture));
        return new(holds, [.. rows.Select(row => row.ToDictionary(
            cell => cell.Key.ToLowerInvariant().Replace(' ', '-'), cell => cell.Value.Replace(",", "", StringComparison.Ordinal).Replace('−', '-')))]);
    }

    public async Task<IReadOnlyList<string>> BehindAsync(string report, string row)
    {
        await ShownAsync(report, null, null);
        await window.LeavingAsync(window.Main.GetByRole(AriaRole.Link, new() { NameRegex = new($"^Behind it: {Regex.Escape(row)}( |$)", RegexOptions.None, TimeSpan.FromSeconds(1)) }).First);
        return [.. (await window.Main.GetByRole(AriaRole.Region, new() { Name = "What it counts" }).GetByRole(AriaRole.Link).AllInnerTextsAsync()).Select(text => text.Trim())];
    }

    private async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> ShownAsync(string report, DateOnly? from, DateOnly? to)
    {
        if (!await window.OpenAsync(Address($"/staff/reports/{report}", ("from", Typed(from)), ("to", Typed(to)))))
            throw new InvalidOperationException($"There is no report {report}.");

        var title = await window.Main.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();
        return await window.Main.GetByRole(AriaRole.Table, new() { Name = title, Exact = true }).CountAsync() == 0 ? [] : await window.RowsAsync(title);
    }

    [GeneratedRegex(@"holds up to event (?<position>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HoldsUpTo();
}
