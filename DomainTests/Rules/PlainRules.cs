using Shouldly;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Customers;
using Xunit;
using static Tempest.DomainTests.Rules.OtherRefusals;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Rules;

/// <summary>What may become of a product.</summary>
public sealed class ProductRules
{
    [Fact]
    public void A_product_is_added_with_its_texts_trimmed() =>
        Asked(null, new AddProduct(new(" Tea ", "Black ", " Drinks", 0.5m), Dollars(4.50m))).ShouldBe(TeaProduct);

    [Fact]
    public void The_same_product_added_again_stays_as_it_is() =>
        Asked(TeaProduct, new AddProduct(TeaText, Dollars(4.50m))).ShouldBe(TeaProduct);

    [Fact]
    public void A_product_may_be_added_discontinued() =>
        Asked(null, new AddProduct(TeaText, Dollars(4.50m), Discontinued: true))
            .ShouldBe(TeaProduct with { Status = ProductStatus.Discontinued });

    [Fact]
    public void Revising_leaves_the_price_and_repricing_the_rest()
    {
        Asked(TeaProduct, new ReviseProduct(new("Ceylon", "", "", null)))
            .ShouldBe(TeaProduct with { Name = "Ceylon", Description = "", Category = "", WeightInPounds = null });
        Asked(TeaProduct, new RepriceProduct(Dollars(0))).ShouldBe(TeaProduct with { Price = Dollars(0) });
    }

    [Fact]
    public void A_product_is_discontinued_and_reinstated()
    {
        var discontinued = Asked(TeaProduct, new DiscontinueProduct()).ShouldNotBeNull();
        discontinued.Status.ShouldBe(ProductStatus.Discontinued);
        Asked(discontinued, new DiscontinueProduct()).ShouldBe(discontinued);
        Asked(discontinued, new ReinstateProduct()).ShouldBe(TeaProduct);
    }

    [Fact]
    public void A_deleted_product_is_gone_and_stays_gone()
    {
        Asked(TeaProduct, new DeleteProduct()).ShouldBeNull();
        Asked(null, new DeleteProduct()).ShouldBeNull();
    }

    [Fact]
    public void Only_what_would_make_a_difference_would_change()
    {
        CatalogueRules.WouldChange(TeaProduct, new DiscontinueProduct()).ShouldBeTrue();
        CatalogueRules.WouldChange(TeaProduct, new ReinstateProduct()).ShouldBeFalse();
        CatalogueRules.WouldChange(TeaProduct, new RepriceProduct(Dollars(-1))).ShouldBeFalse();
    }

    private static Product? Asked(Product? given, CatalogueCommand when)
    {
        var revision = CatalogueRules.Decide(Tea, given, when);
        revision.Rejection.ShouldBeNull();
        return revision.Now;
    }
}

/// <summary>Whom we sell to and where we deliver.</summary>
public sealed class CustomerAndAddressRules
{
    [Theory]
    [InlineData(null)]
    [InlineData("ann@example.com")]
    public void A_customer_with_a_name_is_saved_as_wanted(string? email)
    {
        var wanted = AnnHerself with { Contact = new(null, email, null), Addresses = [] };
        CustomerRules.Save(wanted).Now.ShouldBe(wanted);
    }

    [Fact]
    public void An_address_in_the_US_has_a_state_and_a_zip()
    {
        Home.Faults().ShouldBeEmpty();
        FaultyParts(Home with { State = "Or", Zip = "97301-1" }).ShouldBe(["state", "zip"]);
        FaultyParts(Home with { State = null, Zip = null }).ShouldBe(["state", "zip"]);
    }

    [Fact]
    public void An_address_elsewhere_has_what_the_country_has()
    {
        FaultyParts(Home with { Country = "JP", State = null, Zip = null }).ShouldBeEmpty();
        FaultyParts(Home with { Country = "JP", State = "Kyōto", Zip = "600-8216" }).ShouldBeEmpty();
    }

    [Fact]
    public void Every_part_that_is_missing_is_named_at_once() =>
        FaultyParts(new("", " ", null, "", null, null, "")).ShouldBe(["name", "line1", "city", "country"]);

    private static IEnumerable<string> FaultyParts(Address address) => address.Faults().Select(fault => fault.Part);
}
