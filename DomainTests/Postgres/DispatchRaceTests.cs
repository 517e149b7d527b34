using System.Collections.Concurrent;
using System.Globalization;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Commands;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;
using Xunit;
using Freight = Tempest.DomainTests.Rules.Freight;

namespace Tempest.DomainTests.Postgres;

/// <summary>
/// 32 dispatchers on two hosts want 8 trucks. <c>RACE_ATTEMPTS=10000</c> makes so many attempts of it; some hundreds
/// unless set.
/// </summary>
public sealed class DispatchRaceTests(TestServer server, ITestOutputHelper output)
{
    private const int Dispatchers = 32, Trucks = 8;

    private static readonly int Attempts =
        int.Parse(Environment.GetEnvironmentVariable("RACE_ATTEMPTS") ?? "400", CultureInfo.InvariantCulture);

    /// <summary>The lane makes conflicts rare; what is right rests on the transactions, so it holds without it too.</summary>
    [Theory]
    [InlineData(ExecutorKind.Lane, true)]
    [InlineData(ExecutorKind.Plain, false)]
    public async Task No_truck_is_booked_twice_and_every_loser_is_told_so(ExecutorKind executor, bool useLane)
    {
        var (tried, won, later) = (0, 0, 0);
        var database = await server.MigratedAsync();
        await using var one = Host();
        await using var other = Host();
        IStorage[] hosts = [one.Storage(TenantId.Default), other.Storage(TenantId.Default)];
        for (var truck = 0; truck < Trucks; truck++) await Done(hosts[0], ShippingUseCases.AddTruck(Truck(truck)));

        var refusals = new ConcurrentQueue<string>();
        await Task.WhenAll(Enumerable.Range(0, Dispatchers).Select(dispatcher => Task.Run(async () =>
        {
            var (host, chance) = (hosts[dispatcher % 2], new Random(dispatcher));
            var held = new Queue<ShipmentId>();
            for (int attempt; (attempt = Interlocked.Increment(ref tried)) <= Attempts;)
            {
                var shipment = ShipmentId.Of(string.Create(CultureInfo.InvariantCulture, $"{dispatcher}-{attempt}"));
                await Done(host, ShippingUseCases.Submit(shipment, Freight.OfCups, CarriageRate.Usual, DateTimeOffset.UtcNow));
                var reassigned = held.Count > 0 && chance.Next(4) == 0;
                var wanted = Truck(chance.Next(Trucks));
                switch (await Ask(host, reassigned
                    ? ShippingUseCases.Reassign(held.Peek(), wanted, "it is nearer")
                    : ShippingUseCases.Assign(shipment, wanted)))
                {
                    case Rejected rejected:
                        refusals.Enqueue(rejected.Why.Code);
                        break;
                    default:
                        Interlocked.Increment(ref won);
                        if (reassigned) break;
                        held.Enqueue(shipment);
                        continue; // kept for a while, so that the others meet it
                }

                if (held.Count > 0 && chance.Next(3) > 0) await LeaveAsync(host, held.Dequeue(), chance.Next(2) == 0);
            }

            while (held.TryDequeue(out var shipment)) await LeaveAsync(host, shipment, delivered: true);
        })));

        output.WriteLine($"{Attempts} attempts: {won} won, {refusals.Count} refused, {later} times too busy and asked again.");
        (won + refusals.Count).ShouldBe(Attempts);
        refusals.ShouldNotBeEmpty();
        refusals.Distinct().ShouldBe(["truck-occupied"]);
        (await DoubleBookingsAsync(hosts[0])).ShouldBeEmpty();
        for (var truck = 0; truck < Trucks; truck++)
            (await hosts[1].LoadAsync(ShippingStreams.Trucks.Stream($"{Truck(truck)}"))).State.ShouldBe(new Available());

        PostgresDatabase Host() => new(new(database) { Executor = executor, UseLane = useLane, Attempts = 40 });

        async Task<Answer> Ask(IStorage host, Lookup asked)
        {
            var command = new Command($"{Guid.NewGuid()}", "", "dispatch", DateTimeOffset.UtcNow);
            while (true)
            {
                try
                {
                    return await host.ExecuteAsync(command, asked);
                }
                catch (TooBusyException)
                {
                    Interlocked.Increment(ref later);
                }
            }
        }

        async Task Done(IStorage host, Lookup asked) => (await Ask(host, asked)).ShouldBeOfType<Done>();

        async Task LeaveAsync(IStorage host, ShipmentId shipment, bool delivered)
        {
            if (!delivered)
            {
                await Done(host, ShippingUseCases.Cancel(shipment, "no longer wanted"));
                return;
            }

            await Done(host, ShippingUseCases.Ship(shipment, DateTimeOffset.UtcNow));
            await Done(host, ShippingUseCases.Deliver(shipment, "Ann", DateTimeOffset.UtcNow));
        }
    }

    [Fact]
    public void A_double_booking_would_be_noticed()
    {
        var fleet = new Fleet();
        fleet.See("a", new TruckAssigned(Freight.Red));
        fleet.See("b", new TruckAssigned(Freight.Red));
        fleet.Faults.ShouldBe(["red is given to b while a has it"]);
    }

    /// <summary>Who had which truck when, told by the shipments alone: what the trucks say themselves is not asked.</summary>
    private static async Task<IReadOnlyList<string>> DoubleBookingsAsync(IStorage storage)
    {
        var fleet = new Fleet();
        var position = 0L;
        while (await storage.ReadAsync(position, 1_000) is { Count: > 0 } page)
        {
            foreach (var happened in page.Where(e => e.Stream.Category == "shipment"))
                fleet.See(happened.Stream.Id, ShippingStreams.Shipments.Decode(happened.Type, happened.Schema, happened.Data.Span));
            position = page[^1].Position;
        }

        return fleet.Faults;
    }

    private static TruckId Truck(int number) => TruckId.Of(string.Create(CultureInfo.InvariantCulture, $"truck-{number}"));

    private sealed class Fleet
    {
        private readonly Dictionary<TruckId, string> having = [];

        public List<string> Faults { get; } = [];

        public void See(string shipment, object happened)
        {
            if (happened is TruckReassigned or ShipmentDelivered or ShipmentCancelled)
            {
                foreach (var (truck, _) in having.Where(one => one.Value == shipment).ToArray()) having.Remove(truck);
            }

            var taken = happened switch
            {
                TruckAssigned assigned => assigned.Truck,
                TruckReassigned again => again.To,
                _ => default(TruckId?),
            };
            if (taken is { } on && !having.TryAdd(on, shipment)) Faults.Add($"{on} is given to {shipment} while {having[on]} has it");
        }
    }
}
