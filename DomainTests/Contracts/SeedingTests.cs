using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Adapters.Postgres;
using Tempest.Application;
using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Customers;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Contracts;

/// <summary>Products and customers that were there before anybody listened: a context that comes later is told of each, once.</summary>
public abstract class SeedingContract
{
    private const int Products = 450;

    protected abstract Task<IStorage> OpenAsync();

    [Fact]
    public async Task A_context_that_came_later_knows_what_it_would_have_been_told()
    {
        await using var storage = await WithoutListenersAsync();
        var seeding = new Seeding(storage, TimeProvider.System);

        (await seeding.RunAsync("shipping")).ShouldBe(new Seeded(Products + 1, Products));

        (await WeightAsync(storage, "P-1")).ShouldBe(1m);
        (await WeightAsync(storage, $"P-{Products}")).ShouldBe(Products);
        (await storage.LoadAsync(OrderStreams.Offers.Stream("P-1"))).Exists.ShouldBeFalse("only Shipping was asked for");

        (await seeding.RunAsync("ordering")).ShouldBe(new Seeded(Products + 1, Products + 1));
        (await storage.LoadAsync(OrderStreams.Offers.Stream("P-1"))).State.ShouldBeOfType<OnOffer>();
        (await storage.LoadAsync(OrderStreams.Offers.Stream("P-2"))).State.ShouldBeOfType<Withdrawn>();
        (await storage.LoadAsync(OrderStreams.Buyers.Stream("polar"))).State.ShouldBeOfType<KnownBuyer>();
    }

    [Fact]
    public async Task Told_again_it_makes_nothing_of_what_it_knows()
    {
        await using var storage = await WithoutListenersAsync();
        var seeding = new Seeding(storage, TimeProvider.System);
        await seeding.RunAsync("shipping");
        await storage.ExecuteAsync(Jars.Anonymous, CatalogueUseCases.Change(Sku.Of("P-1"), new RepriceProduct(new Money(9, Currency.Of("USD")))));
        var head = await storage.HeadAsync();

        (await seeding.RunAsync("shipping")).New.ShouldBe(0);

        (await storage.HeadAsync()).ShouldBe(head);
    }

    private async Task<IStorage> WithoutListenersAsync()
    {
        var storage = await OpenAsync();
        for (var n = 1; n <= Products; n++)
        {
            var product = new Product(Sku.Of($"P-{n}"), $"Pump {n % 7}", "", "Pumps", new Money(n, Currency.Of("USD")), n,
                n % 2 == 0 ? ProductStatus.Discontinued : ProductStatus.Active);
            await storage.ExecuteAsync(Jars.Anonymous, Kept(CatalogueUseCases.Products, product.Sku.Value, product));
        }

        await storage.ExecuteAsync(Jars.Anonymous, Kept(CustomerUseCases.Customers, "polar",
            new Customer(CustomerId.Of("polar"), "Polar Foods", new(null, null, null), [], Currency.Of("USD"))));
        return storage;
    }

    private static UseCase Kept<T>(RecordKind<T> kind, string id, T record) where T : class =>
        new([], [kind.Record(id)], _ => Accepted.Put(kind, id, record));

    private static async Task<decimal?> WeightAsync(IStorage storage, string sku) =>
        ((Goods)(await storage.LoadAsync(ShippingStreams.Goods.Stream(sku))).State).WeightInPounds;
}

public sealed class MemorySeedingTests : SeedingContract
{
    protected override Task<IStorage> OpenAsync() => Task.FromResult<IStorage>(new MemoryStorage());
}

public sealed class PostgresSeedingTests(TestServer server) : SeedingContract
{
    protected override async Task<IStorage> OpenAsync() => new PostgresStorage(new(await server.MigratedAsync()));
}
