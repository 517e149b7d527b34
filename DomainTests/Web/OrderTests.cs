using Shouldly;
using Tempest.Application.Ordering;
using Tempest.Application.Shipping;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>A customer's orders: seen, changed, cancelled, as they were, and as they change.</summary>
public sealed class OrderTests(Site site)
{
    [Fact]
    public async Task Without_orders_the_list_leads_to_the_shop()
    {
        using var visitor = await site.VisitorAsync(await site.CustomerAsync());
        var page = await visitor.Get("/orders");
        page.Status.ShouldBe(200);
        page.Text.ShouldContain("No orders yet");
        page.Html.ShouldContain("href=\"/\"");
    }

    [Fact]
    public async Task Orders_are_listed_by_status_and_nobody_elses_are()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var (open, shipping) = (await site.OrderAsync(customer), await site.OrderAsync(customer));
        var others = await site.OrderAsync(await site.CustomerAsync());
        await site.ApproveAsync(shipping);

        var all = (await visitor.Get("/orders")).Html;
        all.ShouldContain($"/orders/{open}\"");
        all.ShouldContain($"/orders/{shipping}\"");
        all.ShouldNotContain(others);
        var some = (await visitor.Get("/orders?status=shipping")).Html;
        some.ShouldContain($"/orders/{shipping}\"");
        some.ShouldNotContain(open);
        (await visitor.Get("/orders?status=completed")).Text.ShouldContain("None of your orders");
        (await visitor.Get("/orders?status=%00&after=garbage")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Many_orders_come_in_pages()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var sku = await site.ProductAsync();
        for (var n = 0; n < 26; n++) await site.OrderAsync(customer, sku);

        var first = await visitor.Get("/orders");
        var next = System.Text.RegularExpressions.Regex.Match(first.Text, "href=\"(/orders\\?after=[^\"]+)\"").Groups[1].Value;
        var second = await visitor.Get(next);
        (Orders(first).Length, Orders(second).Length).ShouldBe((25, 1));
        Orders(first).Union(Orders(second)).Count().ShouldBe(26);
        second.Text.ShouldContain("Back to the newest");

        static string[] Orders(Shown page) =>
            [.. System.Text.RegularExpressions.Regex.Matches(page.Html, "href=\"/orders/(o-[^\"]+)\"").Select(found => found.Groups[1].Value)];
    }

    [Fact]
    public async Task Somebody_elses_order_is_as_missing_as_one_that_does_not_exist()
    {
        using var visitor = await site.VisitorAsync(await site.CustomerAsync());
        var others = await site.OrderAsync(await site.CustomerAsync());
        foreach (var path in (string[])["", "?version=1", "?at=2099-01-01", "/amend", "/cancel"])
        {
            var (theirs, nobodys) = (await visitor.Get($"/orders/{others}{path}"), await visitor.Get($"/orders/o-none{path}"));
            theirs.Status.ShouldBe(404);
            Content(theirs).Replace(others, "o-none", StringComparison.Ordinal).ShouldBe(Content(nobodys));
        }
    }

    [Fact]
    public async Task A_delivered_order_shows_where_it_was_who_signed_and_what_it_came_to()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var order = await site.OrderAsync(customer);
        (await visitor.Get($"/orders/{order}")).Text.ShouldContain("asked for once the order is approved");
        await site.DeliverAsync(order);

        var page = (await visitor.Get($"/orders/{order}")).Text;
        foreach (var text in (string[])["Delivered", "Tom Berg", "Assigned to truck t-", "On the road", "our staff", "Tempest", ">you<", "Overdue|To be paid", "Invoiced: "])
            text.Split('|').Any(page.Contains).ShouldBeTrue(text);
        page.ShouldNotContain(">Change<");
        page.ShouldNotContain(">Cancel order<");
        page.ShouldNotContain("staff/sally");
    }

    [Fact]
    public async Task Lines_are_changed_removed_and_added()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var (pump, valve) = (await site.ProductAsync("Pump"), await site.ProductAsync("Valve", 3m));
        var order = await site.OrderAsync(customer, pump);
        var form = await visitor.Get($"/orders/{order}/amend");
        (await visitor.Send(form, $"/orders/{order}/amend", ($"quantity-{pump}", "5"), ("add", valve), ("addQuantity", "4"))).Location.ShouldBe($"/orders/{order}");
        (await LinesAsync(customer)).ShouldBe([(pump, 5), (valve, 4)]);

        form = await visitor.Get($"/orders/{order}/amend");
        await visitor.Send(form, $"/orders/{order}/amend", ($"remove-{pump}", "yes"));
        (await LinesAsync(customer)).ShouldBe([(valve, 4)]);

        form = await visitor.Get($"/orders/{order}/amend");
        var nothing = await visitor.Send(form, $"/orders/{order}/amend", ($"quantity-{valve}", "0"));
        nothing.Status.ShouldBe(422);
        nothing.Text.ShouldContain("Cancel it instead");
    }

    [Fact]
    public async Task What_is_typed_wrong_is_said_at_its_field_and_kept()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var sku = await site.ProductAsync();
        var action = $"/orders/{await site.OrderAsync(customer, sku)}/amend";
        var again = await visitor.Send(await visitor.Get(action), action, ($"quantity-{sku}", "a dozen"), ("add", "no such"), ("addQuantity", "0"));
        again.Status.ShouldBe(422);
        var kept = Visitor.FormOf(again, action);
        (kept[$"quantity-{sku}"], kept["add"], kept["addQuantity"]).ShouldBe(("a dozen", "no such", "0"));
        foreach (var field in (string[])[$"quantity-{sku}", "add", "addQuantity"]) again.Html.ShouldContain($"href=\"#{field}\"");
    }

    [Fact]
    public async Task A_form_sent_twice_changes_once()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var sku = await site.ProductAsync();
        var order = await site.OrderAsync(customer, sku);
        var form = await visitor.Get($"/orders/{order}/amend");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => visitor.Send(form, $"/orders/{order}/amend", ($"quantity-{sku}", "7"))));
        answers.ShouldAllBe(answer => answer.Status == 302);
        (await site.Storage.HistoryAsync(new("order", order), 1, 10)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("amend")]
    [InlineData("cancel")]
    public async Task What_changed_meanwhile_is_shown_and_nothing_is_done(string what)
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var sku = await site.ProductAsync();
        var order = await site.OrderAsync(customer, sku);
        var (action, form) = ($"/orders/{order}/{what}", await visitor.Get($"/orders/{order}/{what}"));
        await site.DoAsync(OrderUseCases.Amend(OrderId.Of(order), [new(Sku.Of(sku), 9)]));

        var stale = await visitor.Send(form, action, ($"quantity-{sku}", "7"), ("reason", "Too late"));
        stale.Status.ShouldBe(409);
        stale.Text.ShouldContain("has changed since you opened this page");
        stale.Text.ShouldContain("Changed to 1 line, 90.00 USD");
        (what == "cancel" ? stale.Text : Visitor.FormOf(stale, action)[$"quantity-{sku}"]).ShouldContain(what == "cancel" ? "Too late" : "7");
        (await LinesAsync(customer)).ShouldBe([(sku, 9)]);

        (await visitor.Send(stale, action, ("reason", "Too late"))).Status.ShouldBe(302);
        (await site.Storage.HistoryAsync(new("order", order), 1, 10)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Cancelling_needs_a_reason_which_stays()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var order = await site.OrderAsync(customer);
        var action = $"/orders/{order}/cancel";
        (await visitor.Send(await visitor.Get(action), action, ("reason", "  "))).Text.ShouldContain("Say why");
        (await visitor.Send(await visitor.Get(action), action, ("reason", "Bought <elsewhere>"))).Location.ShouldBe($"/orders/{order}");
        var page = await visitor.Get($"/orders/{order}");
        page.Text.ShouldContain("Cancelled: Bought <elsewhere>");
        page.Html.ShouldNotContain("<elsewhere>");
        page.Text.ShouldNotContain(">Cancel order<");
    }

    [Fact]
    public async Task What_is_in_shipping_offers_no_change_and_takes_none()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var order = await site.OrderAsync(customer);
        var (amend, cancel) = (await visitor.Get($"/orders/{order}/amend"), await visitor.Get($"/orders/{order}/cancel"));
        (await visitor.Get($"/orders/{order}")).Text.ShouldContain($"/orders/{order}/amend");
        await site.ApproveAsync(order);

        (await visitor.Get($"/orders/{order}")).Text.ShouldNotContain($"/orders/{order}/amend");
        (await visitor.Get($"/orders/{order}/amend")).Location.ShouldBe($"/orders/{order}");
        (await visitor.Get($"/orders/{order}/cancel")).Location.ShouldBe($"/orders/{order}");
        (await visitor.Send(amend, $"/orders/{order}/amend")).Text.ShouldContain("can no longer be changed");
        (await visitor.Send(cancel, $"/orders/{order}/cancel", ("reason", "Late"))).Text.ShouldContain("can no longer be cancelled");
        (await site.OrdersOfAsync(customer)).Single().ShouldBeOfType<OrderInShipping>();
    }

    [Fact]
    public async Task An_order_is_shown_as_it_was_and_nothing_can_be_done_with_the_past()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var sku = await site.ProductAsync("Pump");
        var order = await site.OrderAsync(customer, sku);
        await site.DoAsync(OrderUseCases.Amend(OrderId.Of(order), [new(Sku.Of(sku), 9)]));

        var then = (await visitor.Get($"/orders/{order}?version=1")).Text;
        then.ShouldContain("as it was on");
        then.ShouldContain("20.00 <span");
        then.ShouldNotContain($"/orders/{order}/amend");
        then.ShouldContain($"href=\"/orders/{order}\" rel=\"next\"");
        var now = (await visitor.Get($"/orders/{order}")).Text;
        now.ShouldContain("90.00 <span");
        now.ShouldContain($"href=\"/orders/{order}?version=1\" rel=\"prev\"");
        (await visitor.Get($"/orders/{order}?at=2099-01-01T00:00:00Z")).Text.ShouldContain("90.00 <span");
        foreach (var nothing in (string[])["version=0", "version=3", "version=-1", "version=x", "at=x", "at=2001-01-01", "version=99999999999999999999"])
            (await visitor.Get($"/orders/{order}?{nothing}")).Status.ShouldBe(404, nothing);
    }

    [Fact]
    public async Task What_was_not_yet_is_not_in_the_past()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var order = await site.OrderAsync(customer);
        await site.DeliverAsync(order);
        var then = (await visitor.Get($"/orders/{order}?version=1")).Text;
        then.ShouldNotContain("Signed by");
        then.ShouldNotContain("<h3");
        (await visitor.Get($"/orders/{order}")).Text.ShouldContain("Signed by");
    }

    [Fact]
    public async Task An_open_page_is_told_of_changes_until_its_session_ends()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var order = await site.OrderAsync(customer);
        var address = System.Text.RegularExpressions.Regex.Match((await visitor.Get($"/orders/{order}")).Text, "data-live=\"([^\"]+)\"").Groups[1].Value;
        address.ShouldStartWith($"/orders/{order}/changes?seen=");

        await using var told = visitor.Listen(address, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        (await told.MoveNextAsync()).ShouldBeTrue();
        told.Current.ShouldBe("still");
        await site.ApproveAsync(order);
        while (told.Current != "changed") (await told.MoveNextAsync()).ShouldBeTrue();

        await site.EndSessionsAsync(customer);
        await site.DoAsync(ShippingUseCases.Cancel(ShipmentId.Of(order), "The goods are gone"));
        (await told.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_that_was_made_before_a_change_is_told_at_once()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var order = await site.OrderAsync(customer);
        await foreach (var told in visitor.Listen($"/orders/{order}/changes?seen=0", TestContext.Current.CancellationToken))
        {
            told.ShouldBe("changed");
            break;
        }
    }

    private static string Content(Shown page) => page.Html.Split("<main")[1].Split("</main>")[0];

    private async Task<IReadOnlyList<(string, int)>> LinesAsync(string customer) =>
        [.. (await site.OrdersOfAsync(customer)).Single().Details.Lines.Select(line => (line.Sku.Value, line.Quantity))];
}
