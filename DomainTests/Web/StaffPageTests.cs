using Shouldly;
using Tempest.Application.Access;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Domain;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>What holds for every page of the back office.</summary>
public sealed class StaffPageTests
{
    [Theory]
    [InlineData(Roles.Dispatch, "/staff/accounts")]
    [InlineData(Roles.Dispatch, "/staff/accounts/polar/pay")]
    [InlineData(Roles.Finance, "/staff/dispatch")]
    [InlineData(Roles.Driver, "/staff/orders")]
    [InlineData(Roles.Sales, "/staff/products/new")]
    [InlineData(Roles.Sales, "/staff/accounts/polar/statement")]
    [InlineData(Roles.Customer, "/staff")]
    [InlineData(Roles.Customer, "/staff/orders/new")]
    public async Task Whose_page_it_is_not_does_not_open_it(Roles role, string page)
    {
        await using var site = await StaffSite.OpenAsync();

        (await (await site.AsAsync(role)).GetAsync(page)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_is_offered_is_what_may_be_done()
    {
        await using var site = await OccupiedAsync();

        var finance = await (await site.AsAsync(Roles.Finance)).GetAsync("/staff/orders/S-1");
        finance.ShouldBe(200).Words.ShouldContain("Nothing can be done with it now");
        var start = await (await site.AsAsync(Roles.Driver)).GetAsync("/staff");
        start.Words.ShouldSatisfyAllConditions(words => words.ShouldContain("Trucks with a shipment"), words => words.ShouldNotContain("Open orders"));
    }

    [Fact]
    public async Task Every_page_keeps_to_the_policy_has_one_first_heading_and_no_id_twice()
    {
        await using var site = await OccupiedAsync();
        var staff = await site.AsAsync(Roles.Staff);
        foreach (var path in Pages)
        {
            var page = await staff.GetAsync(path);
            page.Status.ShouldBe(path.EndsWith("/nobody", StringComparison.Ordinal) ? 404 : 200, path);
            PageTests.ShouldBeWellFormed(page.Page, path);
        }
    }

    [Fact]
    public async Task What_people_wrote_is_shown_and_never_run()
    {
        const string Evil = "<script>alert('x')</script> \"& <b onclick=x>";
        await using var site = await StaffSite.OpenAsync();
        await site.ProductAsync("CU-050", 10, Evil);
        var staff = await site.AsAsync(Roles.Staff);
        foreach (var path in (string[])
            ["/staff/products", "/staff/products/CU-050", "/staff/products/CU-050/revise", $"/staff/products?words={Uri.EscapeDataString(Evil)}", $"/staff/orders/new?name={Uri.EscapeDataString(Evil)}"])
        {
            var page = await staff.GetAsync(path);
            page.Status.ShouldBe(200);
            PageTests.ShouldBeWellFormed(page.Page, path);
            page.Page.Text.ShouldContain(Evil);
        }
    }

    [Fact]
    public async Task Nothing_leads_out_of_the_back_office()
    {
        await using var site = await OccupiedAsync();
        var staff = await site.AsAsync(Roles.Staff);

        var sent = await staff.FillInAsync("/staff/trucks/blue/take-out-of-service?return=//elsewhere.example/staff/");

        sent.At.ShouldBe("/staff/trucks/blue");
    }

    [Fact]
    public async Task What_was_refused_of_what_Tempest_asked_for_is_asked_again_or_dismissed()
    {
        await using var site = await OccupiedAsync();
        var sales = await site.AsAsync(Roles.Sales);
        await site.DoAsync(OrderUseCases.Approve(OrderId.Of("S-1")));
        await site.Storage.CarryOutAsync(_ => Task.FromResult<Verdict>(new Declined(new("order-not-approved", "It is cancelled.", []))), 10);

        var list = await sales.GetAsync("/staff/commands");
        list.Words.ShouldSatisfyAllConditions(words => words.ShouldContain("request-shipment"), words => words.ShouldContain("order-not-approved"));
        (await sales.GetAsync("/staff")).Words.ShouldContain("Refused commands 1");
        var dismiss = list.Actions.Single(action => action.EndsWith("/dismiss", StringComparison.Ordinal));
        (await sales.SendAsync(list, dismiss.Replace("dismiss", "ask-again", StringComparison.Ordinal))).ShouldBe(200).Words.ShouldContain("None.");
        (await sales.SendAsync(list, dismiss)).Status.ShouldBe(409);
        (await sales.GetAsync("/staff/commands?state=waiting")).Words.ShouldContain("request-shipment");
    }

    private static readonly string[] Pages =
    [
        "/staff", "/staff/products", "/staff/products/new", "/staff/products/CU-050", "/staff/products/CU-050/revise", "/staff/products/prices",
        "/staff/products/prices?category=Units&change=5", "/staff/customers", "/staff/customers/polar", "/staff/customers/polar/edit", "/staff/customers/new",
        "/staff/orders", "/staff/orders/new", "/staff/orders/new?customer=polar", "/staff/orders/S-1", "/staff/orders/S-1?version=1", "/staff/orders/S-1/amend",
        "/staff/orders/S-1/cancel", "/staff/orders/S-1/timeline", "/staff/dispatch", "/staff/on-the-road", "/staff/trucks/red", "/staff/trucks/new",
        "/staff/trucks/red/sheet", "/staff/trucks/blue/sheet", "/staff/sheets", "/staff/shipments", "/staff/shipments/new", "/staff/shipments/assign",
        "/staff/shipments/G-1", "/staff/shipments/G-1/reassign", "/staff/accounts", "/staff/accounts?by=id", "/staff/accounts/polar", "/staff/accounts/nobody",
        "/staff/accounts/polar/pay", "/staff/accounts/polar/statement", "/staff/accounts/entries", "/staff/commands",
    ];

    private static async Task<StaffSite> OccupiedAsync()
    {
        var site = await StaffSite.OpenAsync();
        await site.PolarAsync();
        await site.ProductAsync("CU-050", 412.50m);
        await site.TruckAsync("red");
        await site.TruckAsync("blue");
        await site.ShipmentAsync("G-1");
        await site.ShipmentAsync("G-2");
        await site.PaidAsync("cheque-1", 20);
        var staff = await site.AsAsync(Roles.Staff);
        await staff.FillInAsync("/staff/shipments/G-1/assign", ("truck", "red"));
        await staff.FillInAsync("/staff/shipments/G-1/ship");
        (await staff.FillInAsync("/staff/orders/new?id=S-1&customer=polar", ("sku-1", "CU-050"))).ShouldBe(200);
        return site;
    }
}
