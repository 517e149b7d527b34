using System.Text.RegularExpressions;
using Shouldly;
using Tempest.DomainTests.Levels;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Http;

/// <summary>The page to try the API needs nothing from elsewhere.</summary>
public sealed partial class DocsPageTests(TestServer database, HttpServer server)
{
    [Fact]
    public async Task The_page_to_try_the_API_loads_only_from_here()
    {
        var api = await Api.OfAsync(server, database);
        (await api.Get("/docs/index.html")).Headers["Content-Type"].ShouldStartWith("text/html");
        var page = (await api.Get("/docs/index.html")).Text;
        var sources = Source().Matches(page).Select(found => found.Groups["at"].Value).ToArray();
        sources.Length.ShouldBeGreaterThan(3);
        foreach (var source in sources)
        {
            source.ShouldNotContain("//");
            (await api.Get($"/docs/{source}")).Status.ShouldBe(200, source);
        }

        (await api.Get("/docs/index.js")).Text.ShouldContain("/openapi/v1.json");
    }

    [Fact]
    public async Task Everything_the_beginning_links_to_is_there()
    {
        var api = await Api.OfAsync(server, database);
        foreach (var (name, link) in (await api.Get("/api")).Json["_links"]!.AsObject())
        {
            var href = (string)link!["href"]!;
            if (href.Contains("Id}", StringComparison.Ordinal)) continue;

            (await api.Get(href.Split('{')[0])).Status.ShouldBe(200, name);
            foreach (var parameter in href.Split("{?").Skip(1).SelectMany(all => all.TrimEnd('}').Split(',')))
                (await api.Get($"{href.Split('{')[0]}?{parameter}=%00")).Text.ShouldNotContain("is no parameter");
        }
    }

    [GeneratedRegex("""(?:src|href)="(?<at>[^"]+)["]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Source();
}
