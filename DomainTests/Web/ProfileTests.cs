using Shouldly;
using Tempest.Application.Customers;
using Tempest.Domain.Customers;
using Xunit;

namespace Tempest.DomainTests.Web;

/// <summary>A customer's profile and addresses.</summary>
public sealed class ProfileTests(Site site)
{
    [Fact]
    public async Task Name_and_contact_are_changed()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var page = await visitor.Get("/profile");
        page.Text.ShouldContain("href=\"/password\"");
        (await visitor.Send(page, "/profile", ("name", "Polar <i>"), ("email", "ana@polar.example"), ("phone", "1"))).Location.ShouldBe("/profile?saved=1");
        var saved = await visitor.Get("/profile?saved=1");
        saved.Text.ShouldContain("Saved.");
        saved.Html.ShouldNotContain("Polar <i>");
        (await ProfileAsync(customer)).ShouldSatisfyAllConditions(
            now => now.Name.ShouldBe("Polar <i>"), now => now.Contact.Email.ShouldBe("ana@polar.example"), now => now.Addresses.Count.ShouldBe(1));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_kept()
    {
        using var visitor = await site.VisitorAsync(await site.CustomerAsync());
        var again = await visitor.Send(await visitor.Get("/profile"), "/profile", ("name", " "), ("email", "ana"), ("phone", new string('1', 101)));
        again.Status.ShouldBe(422);
        Visitor.FormOf(again, "/profile")["email"].ShouldBe("ana");
        foreach (var field in (string[])["name", "email", "phone"]) again.Html.ShouldContain($"href=\"#{field}\"");
    }

    [Fact]
    public async Task Nobody_overwrites_what_was_changed_meanwhile_without_having_seen_it()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var page = await visitor.Get("/profile");
        await site.DoAsync(CustomerUseCases.Save(await ProfileAsync(customer) with { Name = "Arctic Foods" }));
        var stale = await visitor.Send(page, "/profile", ("name", "Polar Two"));
        stale.Status.ShouldBe(409);
        stale.Text.ShouldContain("changed elsewhere");
        stale.Text.ShouldContain("Saved now: Arctic Foods");
        Visitor.FormOf(stale, "/profile")["name"].ShouldBe("Polar Two");
        (await visitor.Send(stale, "/profile")).Status.ShouldBe(302);
        (await ProfileAsync(customer)).Name.ShouldBe("Polar Two");
    }

    [Fact]
    public async Task Addresses_are_added_changed_and_removed()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var add = await visitor.Get("/profile/addresses/1");
        (await visitor.Send(add, "/profile/addresses/1", ("name", "Depot"), ("line1", "3 Yard"), ("city", "Omaha"), ("state", "ne"), ("zip", "68102"))).Status.ShouldBe(302);
        (await LinesAsync(customer)).ShouldBe(["12 Dock Street", "3 Yard"]);
        await visitor.Send(await visitor.Get("/profile/addresses/0"), "/profile/addresses/0", ("line1", "14 Dock Street"));
        (await LinesAsync(customer)).ShouldBe(["14 Dock Street", "3 Yard"]);

        var page = await visitor.Get("/profile");
        await visitor.Send(page, "/profile/addresses/0");
        (await LinesAsync(customer)).ShouldBe(["14 Dock Street", "3 Yard"], "the form of the button alone is no address");
        (await visitor.Send(page, "/profile/addresses/0", ("remove", "yes"))).Status.ShouldBe(302);
        (await visitor.Send(page, "/profile/addresses/0", ("remove", "yes"))).Status.ShouldBe(409);
        (await LinesAsync(customer)).ShouldBe(["3 Yard"]);
        foreach (var none in (string[])["2", "-1", "x"]) (await visitor.Get($"/profile/addresses/{none}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_address_to_which_nothing_can_be_delivered_is_not_saved()
    {
        var customer = await site.CustomerAsync();
        using var visitor = await site.VisitorAsync(customer);
        var again = await visitor.Send(await visitor.Get("/profile/addresses/1"), "/profile/addresses/1", ("name", "Depot"), ("zip", "1"), ("city", new string('x', 101)));
        again.Status.ShouldBe(422);
        foreach (var field in (string[])["line1", "city", "state", "zip"]) again.Html.ShouldContain($"href=\"#{field}\"");
        (await LinesAsync(customer)).ShouldBe(["12 Dock Street"]);
    }

    private async Task<Customer> ProfileAsync(string customer) =>
        (Customer)(await site.Storage.FindAsync(CustomerUseCases.Customers.Record(customer)))!;

    private async Task<IReadOnlyList<string>> LinesAsync(string customer) => [.. (await ProfileAsync(customer)).Addresses.Select(address => address.Line1)];
}
