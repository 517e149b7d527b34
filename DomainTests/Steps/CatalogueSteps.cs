using Shouldly;
using Tempest.DomainTests.Gherkin;

namespace Tempest.DomainTests.Steps;

[Binding]
public sealed class CatalogueSteps(World world)
{
    private sealed record ProductRow(string Sku, string Name, decimal Price, string Category);

    [Given("these products")]
    public async Task TheseProducts(DataTable table)
    {
        foreach (var row in table.CreateSet<ProductRow>()) await Add(row.Sku, row.Name, row.Price, "USD", row.Category);
    }

    [Given("the product {string} at {decimal} {word}")]
    public Task TheProduct(string sku, decimal price, string currency) => Add(sku, sku, price, currency, "Sundries");

    [Given("{string} is discontinued")]
    public Task IsDiscontinued(string sku) => World.Arrange(world.Given.DiscontinueAsync(world.Own(sku)));

    [Given("{string} is reinstated")]
    public Task IsReinstated(string sku) => World.Arrange(world.Given.ReinstateAsync(world.Own(sku)));

    [Given("{string} is repriced to {decimal} {word}")]
    public Task IsRepriced(string sku, decimal price, string currency) =>
        World.Arrange(world.Given.RepriceAsync(world.Own(sku), price, currency));

    [Given("the product {string} is deleted")]
    public Task IsDeleted(string sku) => World.Arrange(world.Given.DeleteProductAsync(world.Own(sku)));

    [Given("the catalogue is away")]
    public Task TheCatalogueIsAway() => world.TakeCatalogueAway();

    [Given("{word} looks at the product {string}")]
    public async Task LooksAt(string who, string sku) =>
        world.Seen[who] = (await world.Tempest.ProductAsync(world.Own(sku))).ShouldNotBeNull().Seen;

    [When("the product {string} named {string} is added at {decimal} {word} in {string}")]
    public Task IsAdded(string sku, string name, decimal price, string currency, string category) =>
        world.Ask(world.Tempest.AddProductAsync(world.Own(sku), name, price, currency, world.Own(category)));

    [When("{string} is repriced to {decimal} {word}")]
    public Task Reprice(string sku, decimal price, string currency) =>
        world.Ask(world.Tempest.RepriceAsync(world.Own(sku), price, currency));

    [When("{word} reprices what she saw of {string} to {decimal} {word}")]
    public Task RepriceSeen(string who, string sku, decimal price, string currency) =>
        world.Ask(world.Tempest.RepriceAsync(world.Own(sku), price, currency, world.Seen[who]));

    [When("{string} is discontinued")]
    public Task Discontinue(string sku) => world.Ask(world.Tempest.DiscontinueAsync(world.Own(sku)));

    [When("{string} is reinstated")]
    public Task Reinstate(string sku) => world.Ask(world.Tempest.ReinstateAsync(world.Own(sku)));

    [When("the product {string} is deleted")]
    public Task Delete(string sku) => world.Ask(world.Tempest.DeleteProductAsync(world.Own(sku)));

    [Then("the product {string} is {word} at {decimal} {word}")]
    public async Task TheProductIs(string sku, string status, decimal price, string currency)
    {
        var product = (await world.Tempest.ProductAsync(world.Own(sku))).ShouldNotBeNull();
        product.Status.ShouldBe(status);
        product.Price.ShouldBe(price);
        product.Currency.ShouldBe(currency);
    }

    [Then("searching for {string} finds {string}")]
    public async Task Finds(string words, string skus) => world.Ours(await world.Tempest.ProductsAsync(words)).ShouldBe(skus);

    [Then("searching for {string} finds nothing")]
    public Task FindsNothing(string words) => Finds(words, "");

    [Then("products of {string} from {decimal} to {decimal} are {string}")]
    public async Task AtPrices(string category, decimal from, decimal to, string skus) =>
        InOrder(await world.Tempest.ProductsAsync(category: world.Own(category), from: from, to: to)).ShouldBe(skus);

    [Then("active products of {string} are {string}")]
    public async Task Active(string category, string skus) =>
        InOrder(await world.Tempest.ProductsAsync(category: world.Own(category), status: "active")).ShouldBe(skus);

    private string InOrder(IReadOnlyList<string> skus) => world.Ours(skus.Order(StringComparer.Ordinal));

    private Task Add(string sku, string name, decimal price, string currency, string category)
    {
        world.Skus.Add(sku);
        return World.Arrange(world.Given.AddProductAsync(world.Own(sku), name, price, currency, world.Own(category)));
    }
}
