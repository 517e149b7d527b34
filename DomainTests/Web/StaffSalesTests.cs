using Shouldly;
using Tempest.Application.Access;
using Tempest.Application.Ordering;
using Tempest.Domain;
using Xunit;

namespace Tempest.DomainTests.Web;

public sealed class StaffSalesTests
{
    private const string New = "/staff/orders/new?id=S-1&customer=polar&key=R-1";

    [Fact]
    public async Task An_order_is_taken_by_telephone_and_becomes_what_it_becomes()
    {
        await using var site = await SiteAsync();
        var sales = await site.AsAsync(Roles.Sales);

        var order = await sales.FillInAsync(New, ("sku-1", "CU-050"), ("quantity-1", "2"), ("discount-1", "5"), ("sku-2", "VL-TX1"), ("quantity-2", "3"));
        order.ShouldBe(200).At.ShouldBe("/staff/orders/S-1");
        order.Words.ShouldSatisfyAllConditions(
            words => words.ShouldContain("Came in by phone"), words => words.ShouldContain("Total 976.65 USD"),
            words => words.ShouldContain("12 Dock Street"), words => words.ShouldContain("order-placed"));
        order.Offers.ShouldBe(["approve", "cancel", "amend"]);

        (await sales.FillInAsync("/staff/orders/S-1/amend", ("quantity-1", "1"), ("sku-2", ""), ("quantity-2", ""))).ShouldBe(200).Words.ShouldContain("Total 391.88 USD");
        var approved = await sales.FillInAsync("/staff/orders/S-1/approve");
        approved.ShouldBe(200).Offers.ShouldBe(["cancel"]);
        var cancelled = await sales.FillInAsync("/staff/orders/S-1/cancel", ("reason", "bought <elsewhere>"));
        cancelled.ShouldBe(200).Offers.ShouldBeEmpty();
        cancelled.Text.ShouldContain("bought &lt;elsewhere&gt;");

        var first = await sales.GetAsync("/staff/orders/S-1?version=1");
        first.Words.ShouldSatisfyAllConditions(words => words.ShouldContain("Total 976.65 USD"), words => words.ShouldContain("As it was after event 1"));
        first.Offers.ShouldBeEmpty();
        (await sales.GetAsync("/staff/orders/S-1?at=1996-07-03")).Status.ShouldBe(404);
        (await sales.GetAsync("/staff/orders/S-1/timeline")).Words.ShouldContain("Ordered by polar: 2 lines, 976.65 USD");
    }

    [Fact]
    public async Task The_same_request_again_is_one_order_and_is_answered_as_before()
    {
        await using var site = await SiteAsync();
        var sales = await site.AsAsync(Roles.Sales);
        var line = new[] { ("sku-1", "CU-050"), ("quantity-1", "1") };

        (await sales.FillInAsync(New, line)).At.ShouldBe("/staff/orders/S-1");
        (await sales.FillInAsync(New, line)).At.ShouldBe("/staff/orders/S-1");
        await sales.FillInAsync("/staff/orders/S-1/approve");
        var again = await sales.FillInAsync(New, line);
        again.At.ShouldBe("/staff/orders/S-1?version=1");
        again.Words.ShouldContain("Order S-1 open");

        (await sales.FillInAsync(New, [.. line, ("id", "S-2")])).ShouldBe(409, "idempotency-key-reused");
        (await sales.GetAsync("/staff/orders/S-2")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_refusal_is_remembered_under_its_key_and_what_comes_after_it_is_new()
    {
        await using var site = await SiteAsync();
        var sales = await site.AsAsync(Roles.Sales);
        var line = new[] { ("sku-1", "CU-051"), ("quantity-1", "1") };
        var refused = (await sales.FillInAsync(New, line)).ShouldBe(409, "unknown-product");
        refused.Text.ShouldContain("<code>CU-051</code>");
        await site.ProductAsync("CU-051", 10);

        (await sales.FillInAsync(New, line)).ShouldBe(409, "unknown-product");
        (await sales.SendAsync(refused, "/staff/orders/new")).ShouldBe(200).At.ShouldBe("/staff/orders/S-1");
    }

    [Theory]
    [InlineData("CU-050", "0", "", "68102", "quantity-below-one")]
    [InlineData("CU-050", "1000001", "", "68102", "quantity-too-large")]
    [InlineData("CU-050", "1", "5.555", "68102", "discount-out-of-range")]
    [InlineData("", "", "", "68102", "order-empty")]
    [InlineData("CU-050", "1", "", "123", "address-not-deliverable")]
    public async Task What_no_sales_office_takes_is_refused_with_its_code(string sku, string quantity, string discount, string zip, string code)
    {
        await using var site = await SiteAsync();
        var sales = await site.AsAsync(Roles.Sales);

        var refused = await sales.FillInAsync(New, ("sku-1", sku), ("quantity-1", quantity), ("discount-1", discount), ("zip", zip));

        refused.ShouldBe(409, code);
        refused.Text.ShouldContain($"value=\"{zip}\"");
        (await sales.GetAsync("/staff/orders/S-1")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_at_its_field()
    {
        await using var site = await SiteAsync();
        var sales = await site.AsAsync(Roles.Sales);

        var shown = await sales.FillInAsync(New, ("sku-1", "no sku"), ("quantity-1", "two"));

        shown.ShouldBe(422);
        shown.Words.ShouldSatisfyAllConditions(words => words.ShouldContain("Quantity 1: Give a whole number."), words => words.ShouldContain("Product 1: Give"));
    }

    [Fact]
    public async Task Two_who_look_at_an_order_at_once()
    {
        await using var site = await SiteAsync();
        var (ana, tom) = (await site.AsAsync(Roles.Sales), await site.AsAsync(Roles.Sales));
        await ana.FillInAsync(New, ("sku-1", "CU-050"));
        var (hers, his) = (await ana.GetAsync("/staff/orders/S-1"), await tom.GetAsync("/staff/orders/S-1"));

        (await ana.SendAsync(hers, "/staff/orders/S-1/approve")).ShouldBe(200);
        (await tom.SendAsync(his, "/staff/orders/S-1/cancel", ("reason", "ordered twice"))).ShouldBe(409, "stale").Text.ShouldContain("ordered twice");
    }

    [Theory]
    [InlineData("/staff/orders/S-1/amend", "order-not-open")]
    [InlineData("/staff/orders/S-1/cancel", "reason-missing")]
    [InlineData("/staff/orders/S-9/approve", "order-not-placed")]
    public async Task What_cannot_be_done_is_refused_with_its_code(string page, string code)
    {
        await using var site = await SiteAsync();
        var sales = await site.AsAsync(Roles.Sales);
        await sales.FillInAsync(New, ("sku-1", "CU-050"));
        await site.DoAsync(OrderUseCases.Approve(OrderId.Of("S-1")));

        (await sales.FillInAsync(page)).ShouldBe(409, code);
    }

    [Fact]
    public async Task More_lines_are_added_without_ordering()
    {
        await using var site = await SiteAsync();
        var sales = await site.AsAsync(Roles.Sales);

        var more = await sales.FillInAsync(New, ("sku-5", "CU-050"), ("more", "rows"));

        more.ShouldBe(200).Text.ShouldContain("sku-8");
        (await sales.GetAsync("/staff/orders/S-1")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Orders_are_listed_newest_first_by_customer_and_status_page_by_page()
    {
        await using var site = await SiteAsync();
        var sales = await site.AsAsync(Roles.Sales);
        foreach (var id in (string[])["S-1", "S-2", "S-3"])
            (await sales.FillInAsync($"/staff/orders/new?id={id}&customer=polar", ("sku-1", "CU-050"))).ShouldBe(200);

        var first = await sales.GetAsync("/staff/orders?customer=polar&limit=2");
        first.Words.ShouldSatisfyAllConditions(words => words.ShouldContain("S-3"), words => words.ShouldContain("S-2"), words => words.ShouldNotContain("S-1"), words => words.ShouldContain("Older"));
        (await sales.GetAsync("/staff/orders?customer=polar&status=approved")).Words.ShouldContain("No orders found");
    }

    [Fact]
    public async Task A_customer_is_written_written_anew_and_deleted()
    {
        await using var site = await StaffSite.OpenAsync();
        var sales = await site.AsAsync(Roles.Sales);

        (await sales.FillInAsync("/staff/customers/new", ("id", "polar"), ("name", "Polar Foods"), ("address-1.name", "Polar"),
            ("address-1.line1", "12 Dock Street"), ("address-1.city", "Omaha"), ("address-1.state", "NE"), ("address-1.zip", "68102"))).ShouldBe(200).Words.ShouldContain("12 Dock Street");
        (await sales.FillInAsync("/staff/customers/new", ("id", "polar"), ("name", "Another"))).ShouldBe(409, "customer-exists");
        var seen = await sales.GetAsync("/staff/customers/polar/edit");
        (await sales.SendAsync(seen, "/staff/customers/polar/edit", ("name", "Polar Foods Inc"))).ShouldBe(200).Words.ShouldContain("Polar Foods Inc");
        (await sales.SendAsync(seen, "/staff/customers/polar/edit", ("name", "Polar"), ("key", "another"))).ShouldBe(409, "stale");
        (await sales.FillInAsync("/staff/customers/polar/edit", ("name", " "))).ShouldBe(409, "customer-name-missing");
        (await sales.FillInAsync("/staff/customers/polar/delete")).Status.ShouldBe(404);
    }

    private static async Task<StaffSite> SiteAsync()
    {
        var site = await StaffSite.OpenAsync();
        await site.PolarAsync();
        await site.ProductAsync("CU-050", 412.50m);
        await site.ProductAsync("VL-TX1", 64.30m);
        return site;
    }
}
