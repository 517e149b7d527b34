using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Playwright;
using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Web;

/// <summary>
/// A walk over the pages by their links, as whoever has the windows: each page once, and once for each way to ask it. Pages
/// that no link leads to, as one form for one deed, are opened by their address.
/// </summary>
/// <param name="windows">Of one person; they go on side by side.</param>
/// <param name="pages">The pages that there are, by name, with their addresses' patterns.</param>
public sealed partial class Tour(IReadOnlyList<Window> windows, IReadOnlyDictionary<string, string> pages)
{
    private readonly HashSet<string> walked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> seen = new(StringComparer.Ordinal);

    /// <summary>The pages that were seen, by name, and where.</summary>
    public IReadOnlyDictionary<string, string> Seen => seen;

    /// <param name="from">Where it begins.</param>
    /// <param name="look">At each page, once it is open, under a name for it.</param>
    public async Task WalkAsync(IEnumerable<string> from, Func<IPage, string, Task> look)
    {
        await FollowAsync(from, isLinked: true, look);
        await FollowAsync(pages.Where(page => !seen.ContainsKey(page.Key)).Select(page => AddressOf(page.Value)).OfType<string>(), isLinked: false, look);
    }

    /// <summary>As far from the beginning at a time, so that the way is the same whichever window is quicker.</summary>
    private async Task FollowAsync(IEnumerable<string> from, bool isLinked, Func<IPage, string, Task> look)
    {
        for (var ahead = NotWalked(from); ahead.Count > 0;)
        {
            var (links, left) = (new string[]?[ahead.Count], new ConcurrentQueue<int>(Enumerable.Range(0, ahead.Count)));
            await Task.WhenAll(windows.Select(async window =>
            {
                while (left.TryDequeue(out var next)) links[next] = await VisitAsync(window.Page, ahead[next], isLinked, look);
            }));
            foreach (var (stop, _) in ahead.Zip(links).Where(visited => visited.Second is not null)) seen.TryAdd(stop.Name, stop.Address);
            ahead = NotWalked(links.SelectMany(found => found ?? []));
        }
    }

    private List<Stop> NotWalked(IEnumerable<string> addresses) =>
    [
        .. from address in addresses
           let name = NameOf(address)
           where name is not null && walked.Add($"{name}?{Questions(address)}")
           select new Stop(name, address),
    ];

    /// <returns>Where its links lead; null when it is not to be seen.</returns>
    private static async Task<string[]?> VisitAsync(IPage page, Stop stop, bool isLinked, Func<IPage, string, Task> look)
    {
        var (name, address) = stop;
        var answer = (await page.GotoAsync(address))!;
        if (answer.Status == 403 || (new Uri(answer.Url).AbsolutePath == "/sign-in" && name != "signInPage")) return null;
        if (answer.Status == 404 && !isLinked) return null;
        if (answer.Status >= 400) throw new InvalidOperationException($"A link leads to {address}, which answers {answer.Status}.");

        await look(page, Questions(address) is "" ? name : $"{name}-by-{Questions(address).Replace('&', '-')}");
        return [.. (await page.EvaluateAsync<string[]>("() => [...document.links].map(link => link.getAttribute('href'))")).Where(link => link.StartsWith('/'))];
    }

    /// <summary>Of something that was seen, when the address needs one.</summary>
    private string? AddressOf(string pattern)
    {
        if (!pattern.Contains('{', StringComparison.Ordinal)) return pattern;
        if (Parameter().Split(pattern) is not [var before, var after]) return null;

        return seen.Values.Select(address => Parameter().Replace(pattern, "\u0001").Split('\u0001') is [var start, _] && address.StartsWith(start, StringComparison.Ordinal)
                ? address[start.Length..].Split('/', '?')[0] : null)
            .Where(id => id is { Length: > 0 } && !pages.Values.Contains($"{before}{id}", StringComparer.Ordinal))
            .Select(id => $"{before}{id}{after}").FirstOrDefault();
    }

    private string? NameOf(string address) => pages.Where(page =>
        new TemplateMatcher(TemplateParser.Parse(page.Value), []).TryMatch(address.Split('?', '#')[0], [])).Select(page => page.Key).FirstOrDefault();

    private static string Questions(string address) => address.Split('#')[0].Split('?') is [_, var query]
        ? string.Join('&', query.Split('&').Select(part => part.Split('=')[0]).Order(StringComparer.Ordinal))
        : "";

    private sealed record Stop(string Name, string Address);

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
