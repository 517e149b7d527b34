using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace Tempest.DomainTests.Levels;

/// <summary>A window of somebody's browser. What is in it is found as people find it: by what it is and what it is called.</summary>
public sealed partial class Window : IAsyncDisposable
{
    /// <summary>A page that takes longer does not come.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly IBrowserContext context;
    private readonly Func<Window, Task> close;

    private Window(IBrowserContext context, IPage page, Func<Window, Task> close) => (this.context, Page, this.close) = (context, page, close);

    public IPage Page { get; }

    public ILocator Main => Page.GetByRole(AriaRole.Main);

    private ILocator Offers => Main.GetByRole(AriaRole.Region, new() { Name = "What can be done" });

    /// <param name="context">With the cookies of whoever looks.</param>
    /// <param name="close">What becomes of the window when it is disposed.</param>
    public static async Task<Window> InAsync(IBrowserContext context, Func<Window, Task> close) =>
        new(context, await context.NewPageAsync(), close);

    public async ValueTask DisposeAsync() => await close(this);

    /// <summary>Goes to an address of the site.</summary>
    /// <returns>Whether there is such a thing; that it is not there is said by the page.</returns>
    public async Task<bool> OpenAsync(string address)
    {
        var answer = (await Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded }))!;
        if (answer.Status < 400) return true;

        var said = await Main.InnerTextAsync();
        if (answer.Status == 404 && Absent().IsMatch(said)) return false;
        throw new InvalidOperationException($"{address} answered {answer.Status}: {said}");
    }

    /// <param name="label">Of the field, after that of its group when it is in one: <c>From › City</c>. That it is optional need not be said.</param>
    /// <param name="value">What to type.</param>
    public Task FillAsync(string label, string value) => label.Split(" › ") is [var group, var field]
        ? Field(Main.GetByRole(AriaRole.Group, new() { Name = group, Exact = true }), field).FillAsync(value)
        : Field(Main, label).FillAsync(value);

    private static ILocator Field(ILocator within, string label) => within.GetByLabel(
        new Regex($@"^{Regex.Escape(label)}(?: \(optional\))?$", RegexOptions.None, TimeSpan.FromSeconds(1)));

    public Task PressAsync(string button) => LeavingAsync(Main.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }));

    public Task FollowAsync(string link) => LeavingAsync(Main.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }));

    /// <summary>Clicks what leads to another page, and is there.</summary>
    public async Task LeavingAsync(ILocator what)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrived(object? sender, IPage page) => there.TrySetResult();
        Page.DOMContentLoaded += Arrived;
        await what.ClickAsync();
        await there.Task.WaitAsync(Longest);
        Page.DOMContentLoaded -= Arrived;
    }

    /// <summary>Why what was asked was not done: the code first, then what it names; empty when it was done.</summary>
    public async Task<string[]> RefusalAsync()
    {
        var alert = Main.GetByRole(AriaRole.Alert);
        if (await alert.CountAsync() == 0) return [];

        return await alert.GetByRole(AriaRole.Code).AllInnerTextsAsync() is { Count: > 0 } codes ? [.. codes]
            : throw new InvalidOperationException($"{Page.Url} says: {await alert.InnerTextAsync()}");
    }

    /// <summary>What the page knows of what it shows, by the names it has for it.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FactsAsync()
    {
        var names = await Main.GetByRole(AriaRole.Term).AllInnerTextsAsync();
        var values = await Main.GetByRole(AriaRole.Definition).AllInnerTextsAsync();
        return names.Zip(values).ToDictionary(fact => fact.First.Trim(), fact => fact.Second.Trim(), StringComparer.Ordinal);
    }

    /// <summary>The rows of a table, by its columns, without its foot; none where there is no such table.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> RowsAsync(string table)
    {
        var found = Main.GetByRole(AriaRole.Table, new() { Name = table, Exact = true });
        var columns = await found.GetByRole(AriaRole.Columnheader).AllInnerTextsAsync();
        var cells = await found.GetByRole(AriaRole.Rowheader).Or(found.GetByRole(AriaRole.Cell)).AllInnerTextsAsync();
        return [.. cells.Chunk(Math.Max(columns.Count, 1)).Where(row => row.Length == columns.Count).Select(row => columns.Zip(row)
            .ToDictionary(cell => cell.First.Trim(), cell => cell.Second.Trim(), StringComparer.Ordinal))];
    }

    /// <summary>Where it stands, what the page shows.</summary>
    public Task<string> StatusAsync() => Main.GetByRole(AriaRole.Status, new() { Name = "Status", Exact = true }).InnerTextAsync();

    /// <summary>What the page says to what was just done.</summary>
    public Task<string> SaidAsync() => Main.GetByRole(AriaRole.Status).InnerTextAsync();

    public async Task<bool> IsThereAsync(string heading) =>
        await Main.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true }).CountAsync() > 0;

    /// <summary>What stands in a row that is headed so.</summary>
    public Task<string> RowAsync(string head) => Main.GetByRole(AriaRole.Row)
        .Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = head, Exact = true }) }).GetByRole(AriaRole.Cell).InnerTextAsync();

    public Task<string> TitleAsync() => Main.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();

    /// <summary>The labels of what can be done with what the page shows.</summary>
    public async Task<IReadOnlyList<string>> OffersAsync() =>
        [.. (await Offers.GetByRole(AriaRole.Listitem).AllInnerTextsAsync()).Select(label => label.Trim())];

    /// <summary>Opens the form of one thing that can be done.</summary>
    public Task UnfoldAsync(string offer) => Offers.GetByText(offer, new() { Exact = true }).First.ClickAsync();

    /// <summary>To the next page of a list, if there is one.</summary>
    public async Task<bool> GoOnAsync()
    {
        var next = Main.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { NameRegex = Onwards() });
        if (await next.CountAsync() == 0) return false;

        await LeavingAsync(next);
        return true;
    }

    /// <summary>Plays something; when that fails, a picture of the page and the way to it are kept.</summary>
    /// <param name="name">Of what is played, for the folder.</param>
    public async Task WatchAsync(string name, Func<Task> play)
    {
        await context.Tracing.StartAsync(new() { Snapshots = true });
        try
        {
            await play();
            await context.Tracing.StopAsync();
        }
        catch (SkipException)
        {
            await context.Tracing.StopAsync();
            throw;
        }
        catch (Exception e)
        {
            var folder = Path.Combine(Repository.File("TestResults/browser"), NotInNames().Replace(name, "-"));
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "page.png"), FullPage = true });
            await context.Tracing.StopAsync(new() { Path = Path.Combine(folder, "trace.zip") });
            throw new XunitException($"{e.Message}\n{Page.Url}\nThe page and the way to it: {folder}", e);
        }
    }

    [GeneratedRegex("There (is|was) no ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Absent();

    // Some are followed by an arrow.
    [GeneratedRegex("^Older|^Later|^Left later|^More ", RegexOptions.None, 1000)]
    private static partial Regex Onwards();

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex NotInNames();
}
