using Shouldly;
using Tempest.Application.Access;
using Tempest.Application.Catalogue;
using Tempest.Domain.Catalogue;
using Xunit;

namespace Tempest.DomainTests.Web;

public sealed class StaffCatalogueTests
{
    [Fact]
    public async Task A_product_is_added_repriced_discontinued_and_deleted()
    {
        await using var site = await StaffSite.OpenAsync();
        var staff = await site.AsAsync(Roles.Catalogue);

        (await staff.FillInAsync("/staff/products/new", ("id", "CU-050"), ("name", "Condensing unit"), ("price", "412.50"))).ShouldBe(200).At.ShouldBe("/staff/products/CU-050");
        (await staff.FillInAsync("/staff/products/CU-050/reprice", ("price", "430"))).ShouldBe(200).Words.ShouldContain("430.00 USD");
        (await staff.FillInAsync("/staff/products/CU-050/discontinue")).ShouldBe(200).Words.ShouldContain("Discontinued");
        (await staff.FillInAsync("/staff/products/CU-050/reinstate")).ShouldBe(200).Words.ShouldContain("Active");
        (await staff.FillInAsync("/staff/products/CU-050/delete")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("/staff/products/new", "product-exists", "id", "CU-050", "name", "Another")]
    [InlineData("/staff/products/CU-050/reprice", "price-not-payable", "price", "-1.00", "currency", "USD")]
    [InlineData("/staff/products/CU-050/reprice", "currency-fixed", "price", "400", "currency", "EUR")]
    [InlineData("/staff/products/CU-999/discontinue", "product-not-found", "price", "", "currency", "")]
    public async Task What_is_refused_says_its_code_and_keeps_what_was_typed(string page, string code, string field, string value, string other, string otherValue)
    {
        await using var site = await StaffSite.OpenAsync();
        await site.ProductAsync("CU-050", 412.50m);
        var staff = await site.AsAsync(Roles.Catalogue);

        var shown = await staff.FillInAsync(page, ("price", "1"), (field, value), (other, otherValue));

        shown.ShouldBe(409, code);
        if (value.Length > 0) shown.Text.ShouldContain($"value=\"{value}\"");
    }

    [Fact]
    public async Task A_change_of_what_has_changed_since_is_told_so()
    {
        await using var site = await StaffSite.OpenAsync();
        await site.ProductAsync("CU-050", 412.50m);
        var ana = await site.AsAsync(Roles.Catalogue);
        var seen = await ana.GetAsync("/staff/products/CU-050/reprice");
        await site.RepriceAsync("CU-050", 430);

        var told = await ana.SendAsync(seen, "/staff/products/CU-050/reprice", ("price", "420"));

        told.ShouldBe(409, "stale");
        (await ana.GetAsync("/staff/products/CU-050")).Words.ShouldContain("430.00 USD");
        (await ana.SendAsync(told, "/staff/products/CU-050/reprice")).ShouldBe(200).Words.ShouldContain("420.00 USD");
    }

    [Fact]
    public async Task Name_and_price_are_edited_in_the_table_or_neither_is()
    {
        await using var site = await StaffSite.OpenAsync();
        await site.ProductAsync("CU-050", 412.50m);
        var staff = await site.AsAsync(Roles.Catalogue);
        const string Row = "/staff/products/CU-050/edit";
        var table = await staff.GetAsync("/staff/products?words=unit");

        (await staff.SendAsync(table, Row, ("name", "Another"), ("price", "-1"))).ShouldBe(409, "price-not-payable");
        (await staff.GetAsync("/staff/products/CU-050")).Words.ShouldNotContain("Another");
        table = await staff.GetAsync("/staff/products?words=unit");
        (await staff.SendAsync(table, Row, ("name", "Larger unit"), ("price", "500"))).ShouldBe(200).At.ShouldBe("/staff/products?words=unit");
        (await staff.GetAsync("/staff/products/CU-050")).Words.ShouldSatisfyAllConditions(words => words.ShouldContain("Larger unit"), words => words.ShouldContain("500.00 USD"));
        (await staff.SendAsync(table, Row, ("name", "Other"), ("price", "1"))).ShouldBe(409, "idempotency-key-reused");
    }

    [Fact]
    public async Task Prices_are_changed_as_they_were_previewed_each_for_itself()
    {
        await using var site = await StaffSite.OpenAsync();
        await site.ProductAsync("V-1", 20m, category: "Valves");
        await site.ProductAsync("V-2", 60.10m, category: "Valves");
        await site.ProductAsync("P-1", 58.20m, category: "Pipes");
        var staff = await site.AsAsync(Roles.Catalogue);
        var preview = await staff.GetAsync("/staff/products/prices?category=Valves&change=5&unit=percent&to=0.05");
        preview.Words.ShouldSatisfyAllConditions(
            words => words.ShouldContain("21.00 USD"), words => words.ShouldContain("63.10 USD"), words => words.ShouldNotContain("P-1"));
        await site.RepriceAsync("V-2", 70);

        var done = await staff.SendAsync(preview, "/staff/products/prices");

        done.Words.ShouldSatisfyAllConditions(words => words.ShouldContain("21.00 USD done"), words => words.ShouldContain("63.10 USD stale"));
        (await staff.SendAsync(preview, "/staff/products/prices")).Words.ShouldContain("21.00 USD done");
        var now = (await site.Storage.SelectAsync(CatalogueUseCases.Products, CatalogueQueries.ByName(category: "Valves"))).Items.Cast<Product>();
        now.Select(product => product.Price.Amount).ShouldBe([21m, 70m], ignoreOrder: true);
    }

    [Theory]
    [InlineData(412.50, -10, true, 1, 371)]
    [InlineData(10, 2.25, false, 0.50, 12.50)]
    [InlineData(0.99, 1, true, 0.01, 1.00)]
    public void Rounding_is_to_a_multiple(double old, double by, bool percent, double to, double expected) =>
        Adapters.Web.Staff.Catalogue.PriceChange.Of(StaffSite.Usd((decimal)old), (decimal)by, percent, (decimal)to).ShouldBe(StaffSite.Usd((decimal)expected));

    [Fact]
    public async Task Products_are_found_by_words_category_price_and_status()
    {
        await using var site = await StaffSite.OpenAsync();
        await site.ProductAsync("V-1", 20m, "Guaraná Fantástica", "Valves");
        await site.ProductAsync("V-2", 60m, "Middle valve", "Valves");
        var staff = await site.AsAsync(Roles.Sales);

        (await staff.GetAsync("/staff/products?words=guarana")).Words.ShouldSatisfyAllConditions(words => words.ShouldContain("V-1"), words => words.ShouldNotContain("V-2"));
        (await staff.GetAsync("/staff/products?category=Valves&from=50&to=250&status=active")).Words.ShouldSatisfyAllConditions(
            words => words.ShouldContain("V-2"), words => words.ShouldNotContain("V-1"));
        (await staff.GetAsync("/staff/products?status=discontinued")).Words.ShouldContain("No products found");
    }
}
