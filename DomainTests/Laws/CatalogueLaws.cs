using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tempest.Application.Catalogue;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using Xunit;

namespace Tempest.DomainTests.Laws;

/// <summary>The catalogue keeps no history; what it answers is still a law unto every product.</summary>
public sealed class CatalogueLaws
{
    private static readonly Sku Sku = Sku.Of("a");

    private static readonly Gen<CatalogueCommand> Commands =
        from name in Gen.Frequency((9, Any.Text), (1, Gen.Constant(" ")))
        from category in Any.Text
        from price in Any.Price
        from weight in Gen.Elements<decimal?>(null, 0.5m, 1.25m, 0m)
        let text = new ProductText(name, "", category, weight)
        from command in Gen.Elements<CatalogueCommand>(
            new AddProduct(text, price), new AddProduct(text, price, Discontinued: true), new ReviseProduct(text),
            new RepriceProduct(price), new DiscontinueProduct(), new ReinstateProduct(), new DeleteProduct())
        select command;

    private static readonly Gen<Product?> Products = Any.ListOf(Commands, 0, 12).Select(asked =>
        asked.Aggregate((Product?)null, (product, command) =>
            CatalogueRules.Decide(Sku, product, command) is { Rejection: null } revision ? revision.Now : product));

    [Fact]
    public void Asking_the_same_again_changes_nothing() => Law.Holds(Products.Zip(Commands), one =>
    {
        var once = CatalogueRules.Decide(Sku, one.Item1, one.Item2);
        if (once.Rejection is not null) return;

        CatalogueRules.Decide(Sku, once.Now, one.Item2).ShouldBe(once);
    });

    [Fact]
    public void Every_product_written_reads_back_equal() => Law.Holds(
        Products.Where(product => product is not null), product =>
        CatalogueUseCases.Products.Read(CatalogueUseCases.Products.Write(product!)).ShouldBe(product));
}
