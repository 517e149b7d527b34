using Shouldly;
using Tempest.Domain.Catalogue;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>Looking through the shop and filling a basket.</summary>
public sealed class ShopTests(Site site)
{
    [Fact]
    public async Task Products_are_found_by_words_and_category_and_discontinued_ones_are_not_offered()
    {
        using var visitor = site.Visitor();
        var word = $"w{Guid.NewGuid():n}"[..12];
        var sold = await site.ProductAsync($"{word} pump", category: $"{word} pumps");
        await site.ProductAsync($"{word} valve", category: "Valves");
        var gone = await site.ProductAsync($"{word} relic");
        await site.ChangeAsync(gone, new DiscontinueProduct());

        (await visitor.Get($"/?words={word}")).Text.ShouldContain("2 products");
        var page = await visitor.Get($"/?words={word}&category={word}%20pumps");
        page.Text.ShouldContain("1 product in");
        page.Html.ShouldContain($"/products/{sold}\"");
        (await visitor.Get($"/?words={word}%20nothing")).Text.ShouldContain("Nothing found");
        (await visitor.Get($"/products/{gone}")).Text.ShouldContain("Discontinued");
        (await visitor.Get("/?words=%00&category=%00&after=garbage")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_is_added_waits_in_the_basket_with_its_price_and_total()
    {
        using var visitor = site.Visitor();
        var sku = await site.ProductAsync("Pump", 1184.00m);
        var page = await visitor.Get($"/products/{sku}");
        (await visitor.Send(page, "/basket/add", ("quantity", "2"))).Location.ShouldBe($"/products/{sku}");
        (await visitor.Get($"/products/{sku}")).Text.ShouldContain("2 in your basket");
        (await visitor.Get("/basket")).Text.ShouldContain("2,368.00");

        var basket = await visitor.Get("/basket");
        (await visitor.Send(basket, "/basket", ($"quantity-{sku}", "3"), ("then", "checkout"))).Location.ShouldBe("/checkout");
        (await visitor.Get("/basket")).Text.ShouldContain("3,552.00");
        await visitor.Send(basket, "/basket", ("remove", sku));
        (await visitor.Get("/basket")).Text.ShouldContain("Nothing in it yet");
    }

    [Fact]
    public async Task A_quantity_that_is_none_is_said_beside_the_field_and_kept()
    {
        using var visitor = site.Visitor();
        var sku = await site.ProductAsync();
        foreach (var typed in (string[])["0", "-3", "1.5", "a dozen", "10000", ""])
        {
            var again = await visitor.Send(await visitor.Get($"/products/{sku}"), "/basket/add", ("quantity", typed));
            again.Status.ShouldBe(422);
            again.Text.ShouldContain("Give a whole number");
            again.Html.ShouldContain("aria-invalid=\"true\"");
            Visitor.FormOf(again, "/basket/add")["quantity"].ShouldBe(typed);
        }

        visitor.Cookie("tempest-basket").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_sold_no_longer_is_not_added_and_stands_out_in_the_basket()
    {
        using var visitor = site.Visitor();
        var sku = await site.ProductAsync("Relic");
        var page = await visitor.Get($"/products/{sku}");
        await visitor.Send(page, "/basket/add");
        await site.ChangeAsync(sku, new DiscontinueProduct());
        (await visitor.Send(page, "/basket/add")).Status.ShouldBe(409);
        (await visitor.Get("/basket")).Text.ShouldContain("Sold no longer: Relic.");
        await site.ChangeAsync(sku, new DeleteProduct());
        (await visitor.Get("/basket")).Text.ShouldContain($"Sold no longer: {sku}.");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("~~~~~~")]
    [InlineData("../../etc~1~")]
    [InlineData("a~-5~10.00USD")]
    [InlineData("a~99999999999999999999~")]
    [InlineData("a~1e3~NaNUSD")]
    [InlineData("%3Cscript%3E~1~")]
    public async Task A_basket_of_nonsense_is_empty(string cookie)
    {
        using var visitor = site.Visitor();
        visitor.Cookie("tempest-basket", cookie);
        var page = await visitor.Get("/basket");
        page.Status.ShouldBe(200);
        page.Text.ShouldContain("Nothing in it yet");
    }

    [Fact]
    public async Task A_basket_is_no_longer_than_it_may_be()
    {
        using var visitor = site.Visitor();
        visitor.Cookie("tempest-basket", string.Join('~', Enumerable.Range(0, 400).Select(n => $"s{n}~1~")));
        var page = await visitor.Get("/basket");
        page.Status.ShouldBe(200);
        page.Text.Split("Remove</button>").Length.ShouldBe(41);

        var sku = await site.ProductAsync();
        var more = await visitor.Send(await visitor.Get($"/products/{sku}"), "/basket/add");
        more.Status.ShouldBe(409);
        more.Text.ShouldContain("A basket holds 40 products");
    }

    [Fact]
    public void The_largest_basket_is_a_cookie_that_browsers_keep()
    {
        var basket = Adapters.Web.Shop.Basket.Empty;
        for (var n = 0; n < 100; n++)
            basket = basket.With(Domain.Sku.Of($"{n:000}{new string('x', 61)}"), 99_999, new(Domain.Money.Largest, Domain.Currency.Of("USD")));

        basket.Lines.Count.ShouldBe(Adapters.Web.Shop.Basket.MostProducts);
        basket.Lines.ShouldAllBe(line => line.Quantity == Adapters.Web.Shop.Basket.MostOfEach);
        basket.Text.Length.ShouldBeLessThan(4000);
        Adapters.Web.Shop.Basket.Parse(basket.Text).Text.ShouldBe(basket.Text);
        Adapters.Web.Shop.Basket.Parse(string.Join('~', Enumerable.Range(0, 10_000).Select(n => $"s{n}~1~"))).Lines.Count.ShouldBe(Adapters.Web.Shop.Basket.MostProducts);
    }

    [Fact]
    public async Task The_basket_is_closed_to_scripts_and_to_other_sites()
    {
        using var visitor = site.Visitor();
        var sku = await site.ProductAsync();
        var cookie = (await visitor.Send(await visitor.Get($"/products/{sku}"), "/basket/add")).Headers["Set-Cookie"];
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
    }
}
