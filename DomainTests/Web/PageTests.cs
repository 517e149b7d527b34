using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>What holds for every page.</summary>
public sealed partial class PageTests(Site site)
{
    [Fact]
    public async Task No_page_needs_an_exception_from_a_strict_content_security_policy()
    {
        foreach (var page in await EveryPageAsync()) Offences(page.Html).ShouldBeEmpty();

        Offences("<p style=\"color: red\">").ShouldNotBeEmpty("the twins: what would be refused is found");
        Offences("<a onclick=\"go()\">").ShouldNotBeEmpty();
        Offences("<script>go()</script>").ShouldNotBeEmpty();
        Offences("<style>p { }</style>").ShouldNotBeEmpty();
        Offences("<a href=\"javascript:go()\">").ShouldNotBeEmpty();
        Offences("<img src=\"https://elsewhere.example/a.png\">").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Every_page_has_a_language_a_title_a_main_part_one_first_heading_and_no_level_left_out()
    {
        foreach (var page in await EveryPageAsync()) ShouldBeWellFormed(page);
    }

    /// <param name="page">What everybody's and staff's pages keep to.</param>
    /// <param name="path">To say which it is.</param>
    internal static void ShouldBeWellFormed(Shown page, string? path = null)
    {
        Offences(page.Html).ShouldBeEmpty(path);
        page.Html.ShouldContain("<html lang=\"en\">");
        page.Html.ShouldContain(" · Tempest</title>");
        Count(page.Html, "<main ").ShouldBe(1);
        page.Html.ShouldContain("href=\"#main\"");
        Count(page.Html, "<h1").ShouldBe(1);
        var levels = Heading().Matches(page.Html).Select(found => found.Groups["level"].Value[0] - '0').ToArray();
        levels.Zip(levels.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First + 1, path);
        var ids = Id().Matches(page.Html).Select(found => found.Groups["id"].Value).ToArray();
        ids.ShouldBe(ids.Distinct(), path);
    }

    [Fact]
    public async Task Style_and_script_are_small_and_kept_for_ever_under_an_address_of_their_content()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Get("/");
        var addresses = Asset().Matches(page.Html).Select(found => found.Value).ToArray();
        addresses.Length.ShouldBe(3);
        var size = page.Html.Length;
        foreach (var address in addresses)
        {
            var asset = await visitor.Get(address, "*/*");
            asset.Status.ShouldBe(200);
            asset.Headers["Cache-Control"].ShouldBe("public, max-age=31536000, immutable");
            size += asset.Html.Length;
        }

        size.ShouldBeLessThan(100_000);
        (await visitor.Get("/assets/another/tempest.css", "*/*")).Headers["Cache-Control"].ShouldBe("no-cache");
        (await visitor.Get("/assets/another/secrets.txt", "*/*")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("/nowhere", 404, "Nothing here")]
    [InlineData("/products/none-such", 404, "Nothing here")]
    [InlineData("/forbidden", 403, "Not for you")]
    [InlineData("/too-often", 429, "One moment")]
    [InlineData("/fails", 500, "A fault of ours")]
    public async Task What_goes_wrong_is_a_page_for_people_and_a_problem_for_programs(string path, int status, string title)
    {
        using var visitor = site.Visitor();
        var page = await visitor.Get(path);
        page.Status.ShouldBe(status);
        page.Headers["Content-Type"].ShouldStartWith("text/html");
        page.Html.ShouldContain($"<h1>{title}</h1>");
        page.Html.ShouldNotContain("It was meant to");
        if (!path.StartsWith("/products", StringComparison.Ordinal))
            (await visitor.Get(path, "application/json")).Headers["Content-Type"].ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Under_the_API_even_a_browser_gets_problems()
    {
        using var visitor = site.Visitor();
        (await visitor.Get("/api/orders/none")).Headers["Content-Type"].ShouldBe("application/problem+json");
        (await visitor.Get("/api/nowhere")).Headers["Content-Type"].ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_form_from_elsewhere_does_nothing()
    {
        using var visitor = site.Visitor();
        var sku = await site.ProductAsync();
        var answer = await visitor.Post("/basket/add", [new("sku", sku), new("quantity", "1")]);
        answer.Status.ShouldBe(400);
        answer.Html.ShouldContain("<h1>");
        visitor.Cookie("tempest-basket").ShouldBeNull();
    }

    [Fact]
    public async Task What_people_wrote_is_shown_and_never_run()
    {
        const string evil = "<script>alert('x')</script> \"& <b onclick=x>";
        using var visitor = site.Visitor();
        var sku = await site.ProductAsync(evil, category: "\"><script>", description: evil);
        foreach (var path in (string[])[$"/products/{sku}", "/?words=" + Uri.EscapeDataString(evil), "/?category=" + Uri.EscapeDataString("\"><script>")])
        {
            var page = await visitor.Get(path);
            page.Status.ShouldBe(200);
            Offences(page.Html).ShouldBeEmpty();
            page.Text.ShouldContain(path.Contains("words", StringComparison.Ordinal) ? evil : "\"><script>");
        }
    }

    private async Task<IReadOnlyList<Shown>> EveryPageAsync()
    {
        using var nobody = site.Visitor();
        using var customer = await site.VisitorAsync(await site.CustomerAsync());
        var (sku, gone) = (await site.ProductAsync(), await site.ProductAsync("Old unit"));
        await site.ChangeAsync(gone, new Domain.Catalogue.DiscontinueProduct());
        customer.Cookie("tempest-basket", $"{sku}~2~9.00USD");
        nobody.Cookie("tempest-basket", $"{sku}~2~9.00USD~{gone}~1~");
        return
        [
            await nobody.Get("/"), await nobody.Get("/?words=nothingatall"), await nobody.Get($"/products/{sku}"), await nobody.Get($"/products/{gone}"),
            await nobody.Get("/basket"), await customer.Get("/checkout"),
            await customer.Send(await customer.Get("/checkout"), "/checkout", ("to", "another"), ("requiredBy", "soon")),
            await customer.Send(await customer.Get("/basket"), "/basket", ($"quantity-{sku}", "many")),
            await site.Visitor().Get("/basket"), await nobody.Get("/nowhere"),
            .. await EveryPageOfAsync(await site.CustomerAsync()),
        ];
    }

    /// <summary>What only somebody who has signed in sees: with nothing in it, and with something of everything.</summary>
    private async Task<IReadOnlyList<Shown>> EveryPageOfAsync(string customer)
    {
        using var visitor = await site.VisitorAsync(customer);
        var pages = new List<Shown>();
        foreach (var path in (string[])["/orders", "/shipments", "/account", "/account/statement", "/account/pay", "/ship", "/profile"]) pages.Add(await visitor.Get(path));

        var (open, delivered) = (await site.OrderAsync(customer), await site.OrderAsync(customer, await site.ProductAsync("<b>Pump</b>")));
        await site.DeliverAsync(delivered);
        var payment = (await visitor.Send(await visitor.Get("/account/pay"), "/account/pay")).Location!;
        foreach (var path in (string[])
        [
            "/orders", "/orders?status=cancelled", $"/orders/{open}", $"/orders/{open}/amend", $"/orders/{open}/cancel", $"/orders/{delivered}",
            $"/orders/{delivered}?version=2", "/shipments", $"/shipments/{delivered}", "/ship?weightInPounds=x", "/account", "/account?at=x",
            $"/account?at={DateTime.UtcNow:yyyy-MM-dd}", "/account/statement", "/account/statement?from=x", $"/account/entries/shipment-{delivered}",
            payment, payment.Replace("/sandbox/card/", "/account/pay/", StringComparison.Ordinal), "/profile?saved=1", "/profile/addresses/0", "/profile/addresses/1",
        ])
        {
            pages.Add(await visitor.Get(path));
            pages[^1].Status.ShouldBeOneOf(200, 422);
        }

        pages.Add(await visitor.Send(await visitor.Get($"/orders/{open}/amend"), $"/orders/{open}/amend", ("add", "<i>")));
        return pages;
    }

    private static IEnumerable<string> Offences(string html) => Offence().Matches(html).Select(found => found.Value);

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("""<[a-z](?:[^>"]|"[^"]*")*\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\ssrc="/)[^>]*>|(?:href|src|action)="(?:javascript:|data:|https?:|//)""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Offence();

    [GeneratedRegex("<h(?<level>[1-6])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(" id=\"(?<id>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("/assets/[0-9a-f]+/[a-z.]+", RegexOptions.None, 1000)]
    private static partial Regex Asset();
}
