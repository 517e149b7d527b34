using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Application.Commands;
using Tempest.Application.Shipping;
using Tempest.Domain;
using Tempest.Domain.Shipping;
using Tempest.DomainTests.Rules;
using Xunit;

namespace Tempest.DomainTests.Contracts;

/// <summary>Between the look and the decision somebody else is quicker.</summary>
public sealed class LookupTests
{
    private static readonly ShipmentId Shipment = Freight.First;

    [Fact]
    public async Task A_shipment_that_changed_trucks_meanwhile_is_looked_at_again()
    {
        await using var storage = await OnTheRoadAsync();
        var (looks, deliver) = (0, ShippingUseCases.Deliver(Shipment, "Ann", Trade.Noon));

        var answer = await storage.ExecuteAsync(Command(), deliver with
        {
            Ask = seen =>
            {
                if (looks++ == 0) Do(storage, ShippingUseCases.Reassign(Shipment, Freight.Blue, "breakdown"));
                return deliver.Ask(seen);
            },
        });

        answer.ShouldBeOfType<Done>();
        looks.ShouldBe(2);
        (await Truck(storage, Freight.Red)).ShouldBe(new Available());
        (await Truck(storage, Freight.Blue)).ShouldBe(new Available());
    }

    [Fact]
    public async Task A_shipment_that_changes_trucks_each_time_is_too_busy_and_nothing_is_done()
    {
        await using var storage = await OnTheRoadAsync();
        var (looks, deliver) = (0, ShippingUseCases.Deliver(Shipment, "Ann", Trade.Noon));

        await Should.ThrowAsync<TooBusyException>(() => storage.ExecuteAsync(Command(), deliver with
        {
            Ask = seen =>
            {
                Do(storage, ShippingUseCases.Reassign(Shipment, looks++ % 2 == 0 ? Freight.Blue : Freight.Red, "breakdown"));
                return deliver.Ask(seen);
            },
        }));

        (await storage.LoadAsync(ShippingStreams.Shipments.Stream(Shipment.Value))).State.ShouldBeOfType<Shipped>();
    }

    [Fact]
    public async Task Whoever_had_seen_another_state_is_told_so_after_one_more_look()
    {
        await using var storage = await OnTheRoadAsync();
        var (looks, deliver) = (0, ShippingUseCases.Deliver(Shipment, "Ann", Trade.Noon));

        (await storage.ExecuteAsync(Command(), deliver with
        {
            Ask = seen =>
            {
                looks++;
                return deliver.Ask(seen).Provided(_ => false);
            },
        })).ShouldBeOfType<SeenStale>();

        looks.ShouldBe(2);
    }

    private static async Task<MemoryStorage> OnTheRoadAsync()
    {
        var storage = new MemoryStorage();
        foreach (var truck in (TruckId[])[Freight.Red, Freight.Blue]) await storage.ExecuteAsync(Command(), ShippingUseCases.AddTruck(truck));
        await storage.ExecuteAsync(Command(), ShippingUseCases.Submit(Shipment, Freight.OfCups, CarriageRate.Usual, Trade.Noon));
        await storage.ExecuteAsync(Command(), ShippingUseCases.Assign(Shipment, Freight.Red));
        await storage.ExecuteAsync(Command(), ShippingUseCases.Ship(Shipment, Trade.Noon));
        return storage;
    }

    private static void Do(MemoryStorage storage, Lookup asked) =>
        Task.Run(() => storage.ExecuteAsync(Command(), asked)).GetAwaiter().GetResult().ShouldBeOfType<Done>();

    private static async Task<object> Truck(MemoryStorage storage, TruckId truck) =>
        (await storage.LoadAsync(ShippingStreams.Trucks.Stream(truck.Value))).State;

    private static Command Command() => new($"{Guid.NewGuid()}", "", "dispatch", Trade.Noon);
}
