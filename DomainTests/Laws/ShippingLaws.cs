using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tempest.Application.Commands;
using Tempest.Application.Shipping;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;
using Xunit;

namespace Tempest.DomainTests.Laws;

public sealed class ShipmentLaws() : DeciderLaws<ShipmentDecider, Shipment, ShipmentCommand, ShipmentEvent>(
    ShippingStreams.Shipments, AnyShipments.Command)
{
    protected override (Type, Type)[] Follows { get; } =
    [
        (typeof(NotSubmitted), typeof(ShipmentSubmitted)),
        (typeof(Submitted), typeof(TruckAssigned)),
        (typeof(Assigned), typeof(TruckReassigned)),
        (typeof(Shipped), typeof(TruckReassigned)),
        (typeof(Assigned), typeof(ShipmentShipped)),
        (typeof(Submitted), typeof(ShipmentShipped)),
        (typeof(Shipped), typeof(ShipmentDelivered)),
        (typeof(Submitted), typeof(ShipmentCancelled)),
        (typeof(Assigned), typeof(ShipmentCancelled)),
    ];
}

public sealed class TruckLaws() : DeciderLaws<TruckDecider, Truck, TruckCommand, TruckEvent>(
    ShippingStreams.Trucks, AnyShipments.TruckCommand)
{
    protected override (Type, Type)[] Follows { get; } =
    [
        (typeof(NotAdded), typeof(TruckAdded)),
        (typeof(Available), typeof(TruckOccupied)),
        (typeof(Occupied), typeof(TruckReleased)),
        (typeof(Available), typeof(TruckTakenOutOfService)),
        (typeof(OutOfService), typeof(TruckReturnedToService)),
    ];
}

public sealed class GoodsLaws() : DeciderLaws<GoodsDecider, Goods, WeighGoods, GoodsWeighed>(
    ShippingStreams.Goods, Gen.Elements<decimal?>(null, 0.5m, 12m).Select(pounds => new WeighGoods(pounds)))
{
    protected override (Type, Type)[] Follows { get; } = [(typeof(Goods), typeof(GoodsWeighed))];
}

/// <summary>Commands to shipments and trucks as they may come in, most of them sensible.</summary>
internal static class AnyShipments
{
    public static Gen<TruckId> Truck { get; } = Gen.Elements("red", "blue", "green").Select(TruckId.Of);

    private static readonly Gen<string> Reason = Gen.Elements("breakdown", " breakdown ", "茶 \"too hot\"", " ");

    private static readonly Gen<Consignment> Consignments =
        from shipFrom in Any.Address
        from shipTo in Gen.Frequency((9, Any.Address), (1, Gen.Constant(Rules.Trade.Home with { Zip = "1" })))
        from account in Gen.Elements("ann", "bob").Select(AccountId.Of)
        from weight in Gen.Frequency((9, Gen.Elements(1m, 100m, 12.375m, 1_000_000m)), (1, Gen.Constant(0.99m)))
        from order in Gen.Elements(null, "o-1", "o-2")
        select new Consignment(shipFrom, shipTo, account, weight, order is null ? null : OrderId.Of(order));

    public static Gen<ShipmentCommand> Command { get; } =
        from consignment in Consignments
        from price in Any.Price
        from at in Any.Instant
        from truck in Truck
        from reason in Reason
        from command in Gen.Frequency<ShipmentCommand>(
            (5, Gen.Constant<ShipmentCommand>(new SubmitShipment(consignment, CarriageRate.Usual, at))),
            (4, Gen.Constant<ShipmentCommand>(new AssignTruck(truck))),
            (4, Gen.Constant<ShipmentCommand>(new ReassignTruck(truck, reason))),
            (4, Gen.Constant<ShipmentCommand>(new ShipShipment(at))),
            (3, Gen.Constant<ShipmentCommand>(new DeliverShipment(reason, at))),
            (1, Gen.Constant<ShipmentCommand>(new CancelShipment(reason))),
            (1, Gen.Constant<ShipmentCommand>(new RecordPastShipment(new(consignment, price, at)))),
            (1, Gen.Constant<ShipmentCommand>(new RecordPastPickUp(at))),
            (1, Gen.Elements<ShipmentCommand>(new RecordPastDelivery(null, at), new RecordPastDelivery(reason, at))))
        select command;

    public static Gen<TruckCommand> TruckCommand { get; } =
        from shipment in Gen.Elements("first", "second").Select(ShipmentId.Of)
        from truck in Truck
        from reason in Reason
        from command in Gen.Elements<TruckCommand>(
            new AddTruck(), new OccupyTruck(truck, shipment), new OccupyTruck(truck, shipment), new ReleaseTruck(shipment),
            new TakeTruckOutOfService(), new TakeTruckOutOfService(reason), new ReturnTruckToService())
        select command;
}

/// <summary>What an offer is worth: it is there when some command of its kind makes a difference, and not when none does.</summary>
public sealed class ShipmentTransitionLaws
{
    /// <summary>At least one of each kind that is fine in itself, so that what is possible is tried.</summary>
    private static readonly ShipmentCommand[] Sensible =
    [
        new AssignTruck(TruckId.Of("red")), new ReassignTruck(TruckId.Of("red"), "why not"), new ReassignTruck(TruckId.Of("blue"), "why not"),
        new ShipShipment(DateTimeOffset.UnixEpoch), new DeliverShipment("somebody", DateTimeOffset.UnixEpoch), new CancelShipment("why not"),
    ];

    private static readonly Gen<(Shipment Shipment, ShipmentCommand[] Tried)> Cases =
        from asked in Any.ListOf(AnyShipments.Command, 0, 12)
        from tried in AnyShipments.Command.ArrayOf(60)
        select (asked.Aggregate(ShipmentDecider.Initial, (state, command) =>
            ShipmentDecider.Decide(state, command).Aggregate(state, ShipmentDecider.Evolve)), tried.Concat(Sensible).ToArray());

    [Fact]
    public void A_shipment_offers_exactly_what_makes_a_difference() => Law.Holds(Cases, one =>
        ShipmentTransitions.PossibleOn(one.Shipment).ShouldBe(
            one.Tried.Where(command => ShipmentDecider.Decide(one.Shipment, command) is { Rejection: null, Events.Count: > 0 })
                .Select(KindOf).OfType<ShipmentTransition>().Distinct().Order()));

    private static ShipmentTransition? KindOf(ShipmentCommand command) => command switch
    {
        AssignTruck => ShipmentTransition.Assign,
        ReassignTruck => ShipmentTransition.Reassign,
        ShipShipment => ShipmentTransition.Ship,
        DeliverShipment => ShipmentTransition.Deliver,
        CancelShipment => ShipmentTransition.Cancel,
        _ => null,
    };
}

/// <summary>Whatever is asked of some shipments and trucks, in whatever order: both sides agree on who is where.</summary>
public sealed class FleetLaws
{
    private static readonly string[] Shipments = ["a", "b", "c", "d"];

    private static readonly Gen<ValueList<Func<IReadOnlyDictionary<StreamId, Held>, UseCase>>> Work = Any.ListOf(
        from shipment in Gen.Elements(Shipments).Select(ShipmentId.Of)
        from truck in AnyShipments.Truck
        from at in Any.Instant
        from ask in Gen.Elements<Func<IReadOnlyDictionary<StreamId, Held>, UseCase>>(
            _ => ShippingUseCases.Submit(shipment, Rules.Freight.OfCups, CarriageRate.Usual, at),
            _ => ShippingUseCases.AddTruck(truck),
            _ => ShippingUseCases.Assign(shipment, truck),
            _ => ShippingUseCases.Assign(shipment, truck),
            now => Seen(ShippingUseCases.Reassign(shipment, truck, "why not"), now),
            _ => ShippingUseCases.Ship(shipment, at),
            now => Seen(ShippingUseCases.Deliver(shipment, "Ann", at), now),
            now => Seen(ShippingUseCases.Cancel(shipment, "no"), now),
            _ => ShippingUseCases.TakeOutOfService(truck, null),
            _ => ShippingUseCases.ReturnToService(truck))
        select ask, 0, 60);

    [Fact]
    public void A_truck_is_occupied_exactly_while_one_shipment_is_on_it() => Law.Holds(Work, work =>
    {
        var all = new Dictionary<StreamId, Held>();
        foreach (var ask in work)
        {
            var useCase = ask(all);
            var now = new Situation(
                useCase.Streams.ToDictionary(stream => stream.Stream, stream => Of(stream, all)), new Dictionary<RecordId, object?>());
            var outcome = useCase.Decide(now);
            outcome.ShouldNotBeOfType<Stale>();
            foreach (var change in (outcome as Accepted)?.Streams ?? [])
            {
                all[change.Stream.Stream] = change.Events.Aggregate(Of(change.Stream, all), (held, happened) =>
                {
                    var (type, schema, data) = change.Stream.Category.Encode(happened);
                    return change.Stream.Category.Evolve(held, held.Version + 1, type, schema, data);
                });
            }

            var onTrucks = all.Values.Where(held => held.State is Shipment).Select(held => (On: ShipmentDecider.TruckOf((Shipment)held.State), By: held.Stream.Id))
                .Where(one => one.On is not null).Select(one => ($"{one.On}", one.By));
            var occupied = all.Values.Where(held => held.State is Occupied).Select(held => (held.Stream.Id, $"{((Occupied)held.State).By}"));
            onTrucks.Order().ShouldBe(occupied.Order());
        }
    });

    private static UseCase Seen(Lookup lookup, IReadOnlyDictionary<StreamId, Held> now) => lookup.Ask(Of(lookup.At!.Value, now).State);

    private static Held Of(StreamRef stream, IReadOnlyDictionary<StreamId, Held> all) =>
        all.GetValueOrDefault(stream.Stream, stream.Category.Nothing(stream.Id));
}
