using Shouldly;
using Tempest.Application.Access;
using Xunit;

namespace Tempest.DomainTests.Web;

public sealed class StaffDispatchTests
{
    [Fact]
    public async Task A_shipment_goes_from_the_board_over_the_drivers_sheet_to_the_signature()
    {
        await using var site = await SiteAsync();
        var (dispatch, driver) = (await site.AsAsync(Roles.Dispatch), await site.AsAsync(Roles.Driver));
        var board = await dispatch.GetAsync("/staff/dispatch");

        (await dispatch.SendAsync(board, "/staff/shipments/G-1/assign", ("truck", "red"))).ShouldBe(200).At.ShouldBe("/staff/dispatch");
        (await driver.GetAsync("/staff/sheets")).Words.ShouldContain("red G-1");
        var sheet = await driver.GetAsync("/staff/trucks/red/sheet");
        sheet.Words.ShouldSatisfyAllConditions(words => words.ShouldContain("Pick up at Polar Foods"), words => words.ShouldContain("Deliver to Lakeside"));
        var onItsWay = await driver.SendAsync(sheet, "/staff/shipments/G-1/ship");
        onItsWay.ShouldBe(200).At.ShouldBe("/staff/trucks/red/sheet");
        (await driver.SendAsync(onItsWay, "/staff/shipments/G-1/deliver", ("signedBy", " "))).ShouldBe(409, "signature-missing");
        (await driver.SendAsync(onItsWay, "/staff/shipments/G-1/deliver", ("signedBy", "Tom Berg"), ("key", "another"))).ShouldBe(200).Words.ShouldContain("Nothing to carry");

        var shipment = await dispatch.GetAsync("/staff/shipments/G-1");
        shipment.Words.ShouldSatisfyAllConditions(words => words.ShouldContain("Signed for by Tom Berg"),
            words => words.ShouldContain("Nothing can be done with it now"), words => words.ShouldContain("shipment-delivered"));
        (await dispatch.GetAsync("/staff/shipments/G-1?version=2")).Words.ShouldContain("Shipment G-1 Assigned");
    }

    [Fact]
    public async Task What_is_shown_as_it_was_says_what_is_different_now_and_every_line_of_a_history_leads_to_why()
    {
        await using var site = await SiteAsync();
        var dispatch = await site.AsAsync(Roles.Dispatch);
        await dispatch.FillInAsync("/staff/shipments/G-1/assign", ("truck", "red"));

        (await dispatch.GetAsync("/staff/shipments/G-1?version=1")).Words.ShouldSatisfyAllConditions(
            words => words.ShouldContain("Status submitted assigned"), words => words.ShouldContain("Truck – red"));
        var truck = await dispatch.GetAsync("/staff/trucks/red?version=1");
        truck.Words.ShouldSatisfyAllConditions(words => words.ShouldContain("As it was after event 1"),
            words => words.ShouldContain("Status available occupied"), words => words.ShouldContain("Shipment – G-1"));
        truck.Offers.ShouldBeEmpty();
        (await dispatch.GetAsync("/staff/shipments/G-1?version=2")).Words.ShouldContain("What is different now Nothing.");
        (await dispatch.GetAsync("/staff/trucks/red?version=9")).Status.ShouldBe(404);
        (await dispatch.GetAsync("/staff/trucks/red?at=1996-07-03")).Status.ShouldBe(404);

        var shipment = await dispatch.GetAsync("/staff/shipments/G-1");
        var why = await dispatch.GetAsync(WhyOf(shipment, 2));
        why.Words.ShouldSatisfyAllConditions(words => words.ShouldContain("Assigned to truck red"), words => words.ShouldContain("asked for it"),
            words => words.ShouldContain("Occupied by shipment G-1 truck/red"), words => words.ShouldContain("Nothing by itself"));
        (await dispatch.GetAsync("/staff/events/99")).Status.ShouldBe(404);
        (await dispatch.GetAsync("/staff/events/x")).Status.ShouldBe(404);
        (await (await site.AsAsync(Roles.Finance)).GetAsync(WhyOf(shipment, 2))).Words.ShouldNotContain("truck/red");
        (await (await site.AsAsync(Roles.Driver)).GetAsync("/staff/shipments/G-1")).Text.ShouldNotContain("/staff/events/");
    }

    private static string WhyOf(StaffShown page, int version) =>
        System.Text.RegularExpressions.Regex.Matches(page.Text, "/staff/events/[0-9]+")[version - 1].Value;

    [Fact]
    public async Task An_open_board_is_told_of_what_nobody_has_seen_yet()
    {
        await using var site = await SiteAsync();
        var dispatch = await site.AsAsync(Roles.Dispatch);
        var live = (await dispatch.GetAsync("/staff/dispatch")).Live;

        await using (var told = dispatch.Listen(live, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken))
        {
            (await told.MoveNextAsync()).ShouldBeTrue();
            told.Current.ShouldBe("still");
            await site.TruckAsync("green");
            while (told.Current != "changed") (await told.MoveNextAsync()).ShouldBeTrue();
        }

        await foreach (var told in dispatch.Listen(live, TestContext.Current.CancellationToken))
        {
            told.ShouldBe("changed", "it was made before the truck was there");
            break;
        }
    }

    [Fact]
    public async Task A_delivery_told_twice_under_one_key_is_told_once()
    {
        await using var site = await SiteAsync();
        var dispatch = await site.AsAsync(Roles.Dispatch);
        await dispatch.FillInAsync("/staff/shipments/G-1/assign", ("truck", "red"));
        await dispatch.FillInAsync("/staff/shipments/G-1/ship");
        const string Deliver = "/staff/shipments/G-1/deliver?key=R-1";

        (await dispatch.FillInAsync(Deliver, ("signedBy", "Tom Berg"))).ShouldBe(200);
        (await dispatch.FillInAsync(Deliver, ("signedBy", "Tom Berg"))).ShouldBe(200).Words.ShouldContain("Shipment G-1 Delivered");
        (await dispatch.FillInAsync(Deliver, ("signedBy", "Ana Ruiz"))).ShouldBe(409, "idempotency-key-reused");
    }

    [Theory]
    [InlineData("assign", "blue", "", "truck-out-of-service")]
    [InlineData("assign", "green", "", "unknown-truck")]
    [InlineData("deliver", "", "", "shipment-not-shipped")]
    [InlineData("ship", "", "", "shipment-not-assigned")]
    [InlineData("cancel", "", " ", "reason-missing")]
    public async Task What_cannot_be_done_is_refused_with_its_code(string deed, string truck, string reason, string code)
    {
        await using var site = await SiteAsync();
        var dispatch = await site.AsAsync(Roles.Dispatch);
        (await dispatch.FillInAsync("/staff/trucks/blue/take-out-of-service", ("reason", "brakes"))).Words.ShouldContain("Return to service");

        (await dispatch.FillInAsync($"/staff/shipments/G-1/{deed}", ("truck", truck), ("reason", reason), ("signedBy", "Tom"))).ShouldBe(409, code);
    }

    [Fact]
    public async Task Another_truck_takes_over_and_the_first_is_free()
    {
        await using var site = await SiteAsync();
        var dispatch = await site.AsAsync(Roles.Dispatch);
        await dispatch.FillInAsync("/staff/shipments/G-1/assign", ("truck", "red"));

        (await dispatch.FillInAsync("/staff/trucks/red/take-out-of-service")).ShouldBe(409, "truck-occupied");
        (await dispatch.FillInAsync("/staff/shipments/G-1/reassign", ("truck", "blue"), ("reason", "red broke down"))).ShouldBe(200).Words.ShouldContain("Truck blue");
        (await dispatch.GetAsync("/staff/trucks/red")).Words.ShouldContain("Available");
        (await dispatch.FillInAsync("/staff/shipments/G-1/cancel", ("reason", "fetched"))).ShouldBe(200).Words.ShouldContain("Reason fetched");
    }

    [Fact]
    public async Task Many_are_assigned_at_once_each_answered_for_itself()
    {
        await using var site = await SiteAsync();
        var dispatch = await site.AsAsync(Roles.Dispatch);

        var told = await dispatch.FillInAsync("/staff/shipments/assign", ("lines", "G-1 red\nG-2 red\nG-9 blue\nG-2 blue"));

        told.ShouldBe(200).Words.ShouldContain("1 G-1 red done 2 G-2 red truck-occupied");
        told.Words.ShouldContain("3 G-9 blue shipment-not-submitted");
        told.Words.ShouldContain("4 G-2 blue done");
        (await dispatch.FillInAsync("/staff/shipments/assign", ("lines", "G-1"))).ShouldBe(422).Words.ShouldContain("Line 1: give a shipment and a truck.");
    }

    [Fact]
    public async Task Everything_wrong_with_a_submission_is_said_at_once()
    {
        await using var site = await SiteAsync();
        var dispatch = await site.AsAsync(Roles.Dispatch);
        (string, string)[] typed =
        [
            ("id", "G-3"), ("billTo", "polar"), ("weightInPounds", "0.5"), ("shipFrom.name", "Dock"), ("shipFrom.line1", "4 River Dock"), ("shipFrom.city", "Omaha"),
            ("shipFrom.state", "NE"), ("shipFrom.zip", "6811"), ("shipTo.name", "Lakeside"), ("shipTo.line1", "480 Shore Road"), ("shipTo.city", "Sioux Falls"),
            ("shipTo.state", "South Dakota"), ("shipTo.zip", "57104"),
        ];

        var refused = await dispatch.FillInAsync("/staff/shipments/new", typed);

        refused.ShouldBe(409, "shipment-not-acceptable");
        foreach (var name in (string[])["shipFrom.zip", "shipTo.state", "weightInPounds"]) refused.Text.ShouldContain($"<code>{name}</code>");
        (await dispatch.SendAsync(refused, "/staff/shipments/new", ("weightInPounds", "123"), ("shipFrom.zip", "68110"), ("shipTo.state", "SD")))
            .ShouldBe(200).Words.ShouldContain("34.44 USD");
        (await dispatch.GetAsync("/staff/shipments/new?weightInPounds=12.5")).Words.ShouldContain("Carriage costs 3.50 USD");
    }

    [Fact]
    public async Task Shipments_are_listed_by_account_and_status_and_trucks_are_added()
    {
        await using var site = await SiteAsync();
        var dispatch = await site.AsAsync(Roles.Dispatch);

        (await dispatch.GetAsync("/staff/shipments?account=polar&status=Submitted")).Words.ShouldContain("G-2");
        (await dispatch.GetAsync("/staff/shipments?account=polar&status=Shipped")).Words.ShouldContain("No shipments found");
        (await dispatch.FillInAsync("/staff/trucks/new", ("id", "green"))).ShouldBe(200).Words.ShouldContain("truck-added");
        (await dispatch.FillInAsync("/staff/trucks/new", ("id", "no truck"))).ShouldBe(422);
    }

    private static async Task<StaffSite> SiteAsync()
    {
        var site = await StaffSite.OpenAsync();
        await site.TruckAsync("red");
        await site.TruckAsync("blue");
        await site.ShipmentAsync("G-1");
        await site.ShipmentAsync("G-2");
        return site;
    }
}
