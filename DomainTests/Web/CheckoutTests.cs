using Shouldly;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Ordering;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>From a basket to an order, once.</summary>
public sealed class CheckoutTests(Site site)
{
    [Fact]
    public async Task An_order_goes_to_an_address_of_the_profile_by_the_customer_through_the_web()
    {
        var (visitor, customer, sku) = await WithABasketAsync();
        using var _ = visitor;
        var placed = await visitor.Send(await visitor.Get("/checkout"), "/checkout", ("requiredBy", "2026-12-24"));

        var order = (await site.OrdersOfAsync(customer)).Single();
        placed.Location.ShouldStartWith("/orders/W-");
        order.Details.Lines.Single().Sku.Value.ShouldBe(sku);
        order.Details.ShipTo.Line1.ShouldBe("12 Dock Street");
        order.Details.Channel.ShouldBe(Channel.Web);
        order.Details.RequiredBy.ShouldBe(new DateOnly(2026, 12, 24));
        (await site.ActorsOfAsync(customer)).ShouldAllBe(actor => actor == $"customer/{customer}");
        visitor.Cookie("tempest-basket").ShouldBeNull();
    }

    [Fact]
    public async Task A_form_sent_twice_at_once_or_later_places_one_order()
    {
        var (visitor, customer, sku) = await WithABasketAsync();
        using var _ = visitor;
        var page = await visitor.Get("/checkout");
        var both = await Task.WhenAll(visitor.Send(page, "/checkout"), visitor.Send(page, "/checkout"));
        await site.RepriceAsync(sku, 99m);
        var later = await visitor.Send(page, "/checkout");

        (await site.OrdersOfAsync(customer)).Count.ShouldBe(1);
        both.ShouldAllBe(answer => answer.Location == later.Location && answer.Status == 302);
    }

    [Fact]
    public async Task A_form_sent_again_with_other_content_says_so_and_then_places_another()
    {
        var (visitor, customer, _) = await WithABasketAsync();
        using var __ = visitor;
        var page = await visitor.Get("/checkout");
        await visitor.Send(page, "/checkout");
        var again = await visitor.Send(page, "/checkout", ("requiredBy", "2026-12-24"));
        again.Status.ShouldBe(409);
        again.Text.ShouldContain("sent before with other content");
        (await visitor.Send(again, "/checkout")).Status.ShouldBe(302);
        (await site.OrdersOfAsync(customer)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_keeps_an_order_from_being_placed_stands_beside_the_field_and_what_was_typed_stays()
    {
        var (visitor, customer, _) = await WithABasketAsync();
        using var __ = visitor;
        var again = await visitor.Send(await visitor.Get("/checkout"), "/checkout",
            ("to", "another"), ("name", "Ana <Ruiz>"), ("line1", "9 Far Road"), ("zip", "123"), ("state", "NE"), ("requiredBy", "Christmas"));

        again.Status.ShouldBe(422);
        var form = Visitor.FormOf(again, "/checkout");
        form["to"].ShouldBe("another");
        form["name"].ShouldBe("Ana <Ruiz>");
        form["line1"].ShouldBe("9 Far Road");
        form["zip"].ShouldBe("123");
        again.Html.ShouldContain("<a href=\"#zip\">Zip: Must be five digits in the US.</a>");
        again.Html.ShouldContain("<a href=\"#city\">");
        again.Html.ShouldContain("aria-describedby=\"zip-fault\"");
        again.Html.ShouldContain("role=\"alert\"");
        (await site.OrdersOfAsync(customer)).ShouldBeEmpty();

        (await visitor.Send(again, "/checkout", ("zip", "68102"), ("city", "Omaha"), ("requiredBy", ""))).Status.ShouldBe(302);
        (await site.OrdersOfAsync(customer)).Single().Details.ShipTo.Name.ShouldBe("Ana <Ruiz>");
    }

    [Fact]
    public async Task A_price_that_moved_is_pointed_out_before_anything_is_placed()
    {
        var (visitor, customer, sku) = await WithABasketAsync();
        using var _ = visitor;
        await site.RepriceAsync(sku, 12m);
        var page = await visitor.Get("/checkout");
        page.Text.ShouldContain("A price has changed");
        await site.RepriceAsync(sku, 13m);
        var again = await visitor.Send(page, "/checkout");
        again.Status.ShouldBe(409);
        again.Text.ShouldContain("A price has changed");
        (await site.OrdersOfAsync(customer)).ShouldBeEmpty();

        (await visitor.Send(again, "/checkout")).Status.ShouldBe(302);
        (await site.OrdersOfAsync(customer)).Single().Details.Lines.Single().UnitPrice.Amount.ShouldBe(13m);
    }

    [Fact]
    public async Task What_the_business_refuses_is_said_in_its_words_with_what_was_typed()
    {
        var (visitor, customer, sku) = await WithABasketAsync();
        using var _ = visitor;
        var page = await visitor.Get("/checkout");
        await site.ChangeAsync(sku, new DiscontinueProduct());
        var again = await visitor.Send(page, "/checkout", ("requiredBy", "2026-12-24"));
        again.Status.ShouldBe(409);
        again.Text.ShouldContain($"No longer on offer: {sku}.");
        Visitor.FormOf(again, "/checkout")["requiredBy"].ShouldBe("2026-12-24");
        Visitor.FormOf(again, "/checkout")["key"].ShouldNotBe(Visitor.FormOf(page, "/checkout")["key"], "the refusal is remembered under the first");
        (await visitor.Get("/checkout")).Location.ShouldBe("/basket");
        (await site.OrdersOfAsync(customer)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_came_into_the_basket_after_the_form_was_shown_stays_there()
    {
        var (visitor, customer, _) = await WithABasketAsync();
        using var __ = visitor;
        var page = await visitor.Get("/checkout");
        var more = await site.ProductAsync("Later");
        await visitor.Send(await visitor.Get($"/products/{more}"), "/basket/add");
        await visitor.Send(page, "/checkout");
        (await site.OrdersOfAsync(customer)).Single().Details.Lines.Count.ShouldBe(1);
        visitor.Cookie("tempest-basket").ShouldBe($"{more}~1~10.00USD");
    }

    [Fact]
    public async Task Who_has_not_signed_in_is_sent_there_and_back()
    {
        using var visitor = site.Visitor();
        (await visitor.Get("/checkout")).Location.ShouldBe("/sign-in?return=%2Fcheckout");
    }

    [Fact]
    public async Task An_empty_basket_has_nothing_to_check_out()
    {
        using var visitor = await site.VisitorAsync(await site.CustomerAsync());
        (await visitor.Get("/checkout")).Location.ShouldBe("/basket");
    }

    private async Task<(Visitor Visitor, string Customer, string Sku)> WithABasketAsync()
    {
        var (customer, sku) = (await site.CustomerAsync(), await site.ProductAsync());
        var visitor = await site.VisitorAsync(customer);
        (await visitor.Send(await visitor.Get($"/products/{sku}"), "/basket/add", ("quantity", "2"))).Status.ShouldBe(302);
        return (visitor, customer, sku);
    }
}
