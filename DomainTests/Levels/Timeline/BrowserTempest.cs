namespace Tempest.DomainTests.Levels;

public sealed partial class BrowserTempest
{
    public async Task<IReadOnlyList<ChangeView>> DifferentNowAsync(string kind, string id, long version)
    {
        await window.OpenAsync($"/staff/{kind}s/{id}");
        await window.FollowAsync($"As it was after event {version}");
        if (!await window.IsThereAsync("What is different now")) throw new InvalidOperationException($"{window.Page.Url} does not say what is different now.");
        return [.. (await window.RowsAsync("What is different now"))
            .Select(row => new ChangeView(row["What"].Replace(",", "", StringComparison.Ordinal).ToLowerInvariant(), row["Then"], row["Now"]))];
    }

    public async Task<WhyView> WhyAsync(string kind, string id, string happened)
    {
        var line = (await RowsAsync($"/staff/{kind}s/{id}", "History")).Last(row => row["Event"] == happened);
        await window.FollowAsync($"Why event {line["No."]} happened");
        return new((await WordsAsync("What led to it")).SingleOrDefault(), await WordsAsync("Done with it"), await WordsAsync("What followed"));
    }

    private async Task<IReadOnlyList<string>> WordsAsync(string table) => [.. (await window.RowsAsync(table)).Select(row => row["What"])];
}
