using Shouldly;
using Tempest.Application.Shipping;
using Tempest.Domain.Shipping;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>A customer's shipments, and asking for one.</summary>
public sealed class CarriageTests(Site site)
{
    private static readonly (string, string?)[] Wanted =
    [
        ("from", "another"), ("shipFrom.name", "Mill"), ("shipFrom.line1", "1 Mill Road"), ("shipFrom.city", "Omaha"), ("shipFrom.state", "ne"), ("shipFrom.zip", "68110"),
        ("to", "another"), ("shipTo.name", "Shop <b>"), ("shipTo.line1", "2 High Street"), ("shipTo.city", "Lincoln"), ("shipTo.state", "NE"), ("shipTo.zip", "68501"),
        ("weightInPounds", "100"),
    ];

    [Fact]
    public async Task The_price_is_shown_before_anything_is_sent_and_stays()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        (await visitor.Get("/shipments")).Text.ShouldContain("Nothing on its way yet");
        var quote = await visitor.Get(Address(Wanted));
        quote.Status.ShouldBe(200);
        quote.Text.ShouldContain("28.00 <span");
        quote.Html.ShouldNotContain("Shop <b>");
        (await ShipmentsAsync(customer)).ShouldBeEmpty();

        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => visitor.Send(quote, "/ship")));
        var page = sent.Select(answer => answer.Location).Distinct().Single()!;
        (await visitor.Get(page)).Text.ShouldContain("Waiting for a truck");
        (await ShipmentsAsync(customer)).Single().Details.Cost.Amount.ShouldBe(28m);
        (await visitor.Get("/shipments?status=submitted")).Html.ShouldContain($"href=\"{page}\"");
        (await visitor.Get("/shipments?status=delivered")).Html.ShouldNotContain(page);
    }

    [Fact]
    public async Task An_address_of_the_profile_can_be_chosen()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var chosen = Visitor.FormOf(await visitor.Get("/ship"), "/ship")["from"];
        chosen.ShouldContain("12 Dock Street");
        var quote = await visitor.Get(Address([("from", chosen), ("to", chosen), ("weightInPounds", "10.5")]));
        quote.Text.ShouldContain("2.94 <span");
        await visitor.Send(quote, "/ship");
        (await ShipmentsAsync(customer)).Single().Details.Consignment.ShipTo.Line1.ShouldBe("12 Dock Street");
    }

    [Fact]
    public async Task Every_fault_is_said_at_its_field_and_what_was_typed_is_kept()
    {
        using var visitor = await site.VisitorAsync(await site.CustomerAsync());
        var again = await visitor.Get(Address([("from", "another"), ("shipFrom.zip", "6811"), ("shipFrom.name", "Mill"), ("to", "nowhere"), ("weightInPounds", "-1")]));
        again.Status.ShouldBe(422);
        foreach (var field in (string[])["shipFrom.zip", "shipFrom.line1", "shipFrom.city", "shipFrom.state", "to", "weightInPounds"])
        {
            again.Html.ShouldContain($"href=\"#{field}\"");
            again.Html.ShouldContain($"id=\"{field}-fault\"");
        }

        var kept = Visitor.FormOf(again, "/ship");
        (kept["shipFrom.zip"], kept["shipFrom.name"], kept["weightInPounds"]).ShouldBe(("6811", "Mill", "-1"));
    }

    [Fact]
    public async Task A_price_other_than_the_one_that_was_shown_is_shown_first()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var quote = await visitor.Get(Address(Wanted));
        var again = await visitor.Send(quote, "/ship", ("quote", "1.00 USD"));
        again.Status.ShouldBe(409);
        again.Text.ShouldContain("has changed since you asked");
        (await ShipmentsAsync(customer)).ShouldBeEmpty();
        (await visitor.Send(again, "/ship")).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Somebody_elses_shipment_is_missing()
    {
        var customer = await site.CustomerAsync();
        var order = await site.OrderAsync(customer);
        await site.ApproveAsync(order);
        using var owner = await site.VisitorAsync(customer);
        using var visitor = await site.VisitorAsync(await site.CustomerAsync());
        (await owner.Get($"/shipments/{order}")).Status.ShouldBe(200);
        (await visitor.Get($"/shipments/{order}")).Status.ShouldBe(404);
        (await visitor.Get("/shipments/none")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_delivered_shipment_shows_who_signed_and_its_invoice()
    {
        var customer = await site.CustomerAsync();
        var order = await site.OrderAsync(customer);
        await site.DeliverAsync(order);
        using var visitor = await site.VisitorAsync(customer);
        var page = (await visitor.Get($"/shipments/{order}")).Text;
        foreach (var text in (string[])["Tom Berg", $"/orders/{order}", "Assigned to truck", "27.00 <span", "To be paid"]) page.ShouldContain(text);
    }

    private static string Address(IEnumerable<(string Name, string? Value)> fields) =>
        "/ship?" + string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}"));

    private async Task<IReadOnlyList<KnownShipment>> ShipmentsAsync(string customer) =>
        [.. (await site.Storage.SelectAsync(ShippingStreams.Shipments, ShippingQueries.Newest(billTo: customer))).Items.Select(held => (KnownShipment)held.State)];
}
