using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Playwright;
using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Web;

/// <summary>
/// A walk over the pages by their links, as whoever has the window: each page once, and once for each way to ask it. Pages
/// that no link leads to, as one form for one deed, are opened by their address.
/// </summary>
public sealed partial class Tour(Window window, IReadOnlyDictionary<string, string> pages)
{
    private readonly HashSet<string> walked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> seen = new(StringComparer.Ordinal);

    /// <summary>The pages that were seen, by name, and where.</summary>
    public IReadOnlyDictionary<string, string> Seen => seen;

    /// <param name="from">Where it begins.</param>
    /// <param name="look">At each page, once it is open.</param>
    public async Task WalkAsync(IEnumerable<string> from, Func<string, Task> look)
    {
        await FollowAsync(from, isLinked: true, look);
        await FollowAsync(pages.Where(page => !seen.ContainsKey(page.Key)).Select(page => AddressOf(page.Value)).OfType<string>(), isLinked: false, look);
    }

    private async Task FollowAsync(IEnumerable<string> from, bool isLinked, Func<string, Task> look)
    {
        var ahead = new Queue<string>(from);
        while (ahead.TryDequeue(out var address))
        {
            if (NameOf(address) is not { } name || !walked.Add($"{name}?{Questions(address)}")) continue;

            var answer = (await window.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded }))!;
            if (answer.Status == 403 || (new Uri(answer.Url).AbsolutePath == "/sign-in" && name != "signInPage")) continue;
            if (answer.Status == 404 && !isLinked) continue;
            if (answer.Status >= 400) throw new InvalidOperationException($"A link leads to {address}, which answers {answer.Status}.");

            seen.TryAdd(name, address);
            await look(Questions(address) is "" ? name : $"{name}-by-{Questions(address).Replace('&', '-')}");
            foreach (var link in await LinksAsync()) ahead.Enqueue(link);
        }
    }

    private async Task<IEnumerable<string>> LinksAsync() => (await window.Page.GetByRole(AriaRole.Link, new() { IncludeHidden = true })
        .EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href') ?? '')")).Where(link => link.StartsWith('/'));

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

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
