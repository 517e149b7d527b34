namespace Tempest.DomainTests.Levels;

public sealed partial class BrowserTempest
{
    public async Task<IReadOnlyList<string>> RefusedAsync(Func<string, bool> of) =>
        [.. (await RowsAsync("/staff/commands?state=refused", "Commands")).Where(row => of(row["Of"]))
            .Select(row => $"{row["Asked for"]}: {FirstLine(row["Why not"])}")];

    public async Task<IReadOnlyList<HistoryLine>> TimelineAsync(string order) =>
        [.. (await RowsAsync($"/staff/orders/{order}/timeline", "What happened"))
            .Select(row => new HistoryLine(row["What"], row["Who"], Moment(row["When"])))];
}
