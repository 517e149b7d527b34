using Tempest.Domain;
using Tempest.Domain.Shipping;
using static Tempest.DomainTests.Rules.Freight;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Rules;

/// <summary>What dispatch says no to, and how.</summary>
public sealed class ShippingRefusals : RulesOf<ShipmentDecider, Shipment, ShipmentCommand, ShipmentEvent>
{
    private static readonly Past New = Given();
    private static readonly Past Waiting = Given(SubmittedAtNoon);
    private static readonly Past OnRed = Given(SubmittedAtNoon, new TruckAssigned(Red));
    private static readonly Past OnTheRoad = Given(SubmittedAtNoon, new TruckAssigned(Red), new ShipmentShipped(Noon));
    private static readonly Past SignedFor = Given(
        SubmittedAtNoon, new TruckAssigned(Red), new ShipmentShipped(Noon), new ShipmentDelivered("Ann", Noon));
    private static readonly Past Stopped = Given(SubmittedAtNoon, new ShipmentCancelled("too late"));

    public static IEnumerable<Refused> All =>
    [
        Rule("everything wrong with a submission is said at once", New,
            Submit(OfCups with { ShipFrom = Quay with { Zip = "6810" }, ShipTo = Home with { State = "Oregon", City = "" }, WeightInPounds = 0.5m }),
            new ShipmentNotAcceptable(
            [
                new("shipFrom.zip", "must be five digits in the US"), new("shipTo.city", "must be given"),
                new("shipTo.state", "must be two capital letters in the US"), new("weightInPounds", "must be 1 to 1000000"),
            ])),
        Rule("nothing weighs more than a million pounds", New, Submit(OfCups with { WeightInPounds = 1_000_000.01m }),
            new ShipmentNotAcceptable([new("weightInPounds", "must be 1 to 1000000")])),
        Rule("what was carried once weighed something too", New, Recorded(Terms with { Consignment = OfCups with { WeightInPounds = 0 } }),
            new ShipmentNotAcceptable([new("weightInPounds", "must be 1 to 1000000")])),
        Rule("and cost what can be paid", New, Recorded(Terms with { Cost = Dollars(0.005m) }), new PriceNotPayable(0.005m, Usd)),
        Rule("an id belongs to one shipment", Waiting, Submit(OfCups with { WeightInPounds = 101 }), new ShipmentAlreadySubmitted()),
        Rule("also among past shipments", Waiting, Recorded(Terms with { Cost = Dollars(1) }), new ShipmentAlreadySubmitted()),
        Rule("only what was submitted gets a truck", New, new AssignTruck(Red), new ShipmentNotSubmitted()),
        Rule("a second truck is not assigned", OnRed, new AssignTruck(Blue), new ShipmentNotWaiting("Assigned")),
        Rule("nor once it is on the road", OnTheRoad, new AssignTruck(Blue), new ShipmentNotWaiting("Shipped")),
        Rule("nor when it was cancelled", Stopped, new AssignTruck(Red), new ShipmentNotWaiting("Cancelled")),
        Rule("without a truck there is none to change", Waiting, new ReassignTruck(Blue, "why not"), new ShipmentNotAssigned("Submitted")),
        Rule("a change of trucks needs a reason", OnRed, new ReassignTruck(Blue, " "), new ReasonMissing()),
        Rule("nothing is shipped without a truck", Waiting, new ShipShipment(Noon), new ShipmentNotAssigned("Submitted")),
        Rule("nothing is delivered before it was shipped", OnRed, new DeliverShipment("Ann", Noon), new ShipmentNotShipped("Assigned")),
        Rule("nor after it was cancelled", Stopped, new DeliverShipment("Ann", Noon), new ShipmentNotShipped("Cancelled")),
        Rule("somebody signs", OnTheRoad, new DeliverShipment(" ", Noon), new SignatureMissing()),
        Rule("the first signature stands", SignedFor, new DeliverShipment("Bob", Noon), new ShipmentAlreadyDelivered("Ann")),
        Rule("what is on the road is not cancelled", OnTheRoad, new CancelShipment("too late"), new ShipmentOnTheRoad()),
        Rule("nor what was delivered", SignedFor, new CancelShipment("too late"), new ShipmentAlreadyDelivered("Ann")),
        Rule("the reason to cancel stands", Stopped, new CancelShipment("too dear"), new ShipmentAlreadyCancelled("too late")),
        Rule("a shipment is not cancelled without one", Waiting, new CancelShipment(""), new ReasonMissing()),
        Rule("the past has no truck of ours", OnRed, new RecordPastPickUp(Noon), new ShipmentNotWaiting("Assigned")),
        Rule("what is on our truck is delivered by it", OnTheRoad, new RecordPastDelivery("Ann", Noon), new ShipmentOnTheRoad()),
        .. Trucks,
    ];

    private static IEnumerable<Refused> Trucks =>
    [
        Rule("a truck carries one shipment", [new TruckAdded(), new TruckOccupied(First)], new OccupyTruck(Red, Second),
            new TruckAlreadyOccupied(First)),
        Rule("and is not repaired with it", [new TruckAdded(), new TruckOccupied(First)], new TakeTruckOutOfService("brakes"),
            new TruckAlreadyOccupied(First)),
        Rule("a truck out of service takes none", [new TruckAdded(), new TruckTakenOutOfService("brakes")], new OccupyTruck(Red, First),
            new TruckOutOfService("brakes")),
        Rule("a truck that nobody has is not assigned", [], new OccupyTruck(Red, First), new UnknownTruck(Red)),
        Rule("nor taken out of service", [], new TakeTruckOutOfService(), new TruckNotAdded()),
        Rule("nor returned", [], new ReturnTruckToService(), new TruckNotAdded()),
    ];

    private static RecordPastShipment Recorded(ShipmentDetails details) => new(details);

    private static Refused Rule(string sentence, Past given, ShipmentCommand when, Rejection then) =>
        new(sentence, given.When(when).Rejection, then);

    private static Refused Rule(string sentence, TruckEvent[] given, TruckCommand when, Rejection then) =>
        new(sentence, TruckDecider.Decide(given.Aggregate(TruckDecider.Initial, TruckDecider.Evolve), when).Rejection, then);
}
