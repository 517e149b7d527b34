using Shouldly;
using Tempest.Domain.Shipping;
using Xunit;
using static Tempest.DomainTests.Rules.Freight;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Rules;

public sealed class ShipmentRules : RulesOf<ShipmentDecider, Shipment, ShipmentCommand, ShipmentEvent>
{
    private static readonly DateTimeOffset Evening = Noon.AddHours(8);

    private static Past Waiting => Given(SubmittedAtNoon);

    private static Past OnRed => Given(SubmittedAtNoon, new TruckAssigned(Red));

    private static Past OnTheRoad => Given(SubmittedAtNoon, new TruckAssigned(Red), new ShipmentShipped(Noon));

    private static Past SignedFor => Given(
        SubmittedAtNoon, new TruckAssigned(Red), new ShipmentShipped(Noon), new ShipmentDelivered("Ann", Evening));

    [Fact]
    public void A_shipment_is_submitted_at_the_cost_of_the_moment() =>
        Given().When(Submit(OfCups)).Then(SubmittedAtNoon);

    [Theory]
    [InlineData("1", "0.28")]
    [InlineData("100", "28.00")]
    [InlineData("12.5", "3.50")]
    [InlineData("2.375", "0.67")] // 0.665 exactly: half goes away from zero
    [InlineData("1000000", "280000.00")]
    public void Carriage_costs_by_the_pound_and_is_rounded_once(string pounds, string cost) =>
        CarriageRate.Usual.Quote(decimal.Parse(pounds, System.Globalization.CultureInfo.InvariantCulture)).AmountText.ShouldBe(cost);

    [Fact]
    public void The_quote_stays_when_the_rate_moves() =>
        Waiting.When(Submit(OfCups) with { Rate = new CarriageRate(Dollars(9)), At = Evening }).ThenNothing();

    [Fact]
    public void A_shipment_abroad_needs_no_state_and_no_zip() =>
        Given().When(Submit(OfCups with { ShipTo = new("Ola", "Kirkegata 4", null, "Bergen", null, null, "NO") }))
            .Rejection.ShouldBeNull();

    [Fact]
    public void A_truck_is_assigned_once()
    {
        Waiting.When(new AssignTruck(Red)).Then(new TruckAssigned(Red));
        OnRed.When(new AssignTruck(Red)).ThenNothing();
    }

    [Fact]
    public void Another_truck_takes_over_before_and_after_it_was_picked_up()
    {
        OnRed.When(new ReassignTruck(Blue, " breakdown ")).Then(new TruckReassigned(Red, Blue, "breakdown"));
        OnTheRoad.When(new ReassignTruck(Blue, "breakdown")).After.ShouldBe(new Shipped(Terms, Blue, Noon));
        OnRed.When(new ReassignTruck(Red, "")).ThenNothing();
    }

    [Fact]
    public void It_is_shipped_and_everybody_knows_since_when()
    {
        OnRed.When(new ShipShipment(Evening)).After.ShouldBe(new Shipped(Terms, Red, Evening));
        OnTheRoad.When(new ShipShipment(Evening)).ThenNothing();
    }

    [Fact]
    public void It_is_delivered_and_signed_for()
    {
        OnTheRoad.When(new DeliverShipment(" Ann ", Evening)).After.ShouldBe(new Delivered(Terms, Red, Noon, Evening, "Ann"));
        SignedFor.When(new DeliverShipment("Ann", Evening.AddDays(1))).ThenNothing();
    }

    [Fact]
    public void It_is_cancelled_while_it_has_not_left()
    {
        Waiting.When(new CancelShipment(" too late ")).Then(new ShipmentCancelled("too late"));
        OnRed.When(new CancelShipment("too late")).After.ShouldBe(new Cancelled(Terms, "too late"));
        Given(SubmittedAtNoon, new ShipmentCancelled("too late")).When(new CancelShipment("too late")).ThenNothing();
    }

    [Fact]
    public void It_occupies_its_truck_from_assignment_to_delivery() =>
        ((Past[])[Given(), Waiting, OnRed, OnTheRoad, SignedFor]).Select(past => ShipmentDecider.TruckOf(past.State))
            .ShouldBe([null, null, Red, Red, null]);

    [Fact]
    public void The_past_keeps_its_cost_its_days_and_occupies_no_truck()
    {
        var details = Terms with { Cost = Dollars(32.38m), Consignment = OfCups with { ShipFrom = Quay with { Zip = null } } };
        Given().When(new RecordPastShipment(details)).Then(new ShipmentSubmitted(details));
        Given(new ShipmentSubmitted(details)).When(new RecordPastShipment(details)).ThenNothing();
        Given(new ShipmentSubmitted(details)).When(new RecordPastPickUp(Noon)).After.ShouldBe(new Shipped(details, null, Noon));
        var gone = Given(new ShipmentSubmitted(details), new ShipmentShipped(Noon));
        gone.When(new RecordPastPickUp(Noon)).ThenNothing();
        gone.When(new RecordPastDelivery(null, Evening)).After.ShouldBe(new Delivered(details, null, Noon, Evening, null));
        Given(new ShipmentSubmitted(details), new ShipmentShipped(Noon), new ShipmentDelivered(null, Evening))
            .When(new RecordPastPickUp(Noon)).ThenNothing();
        gone.When(new DeliverShipment("Ann", Evening)).Then(new ShipmentDelivered("Ann", Evening));
    }
}

public sealed class TruckRules : RulesOf<TruckDecider, Truck, TruckCommand, TruckEvent>
{
    private static readonly Past Free = Given(new TruckAdded());
    private static readonly Past WithCups = Given(new TruckAdded(), new TruckOccupied(First));
    private static readonly Past InTheShop = Given(new TruckAdded(), new TruckTakenOutOfService("brakes"));

    [Fact]
    public void A_truck_is_added_once()
    {
        Given().When(new AddTruck()).Then(new TruckAdded());
        WithCups.When(new AddTruck()).ThenNothing();
    }

    [Fact]
    public void One_shipment_occupies_it_and_only_that_one_releases_it()
    {
        Free.When(new OccupyTruck(Red, First)).Then(new TruckOccupied(First));
        WithCups.When(new OccupyTruck(Red, First)).ThenNothing();
        WithCups.When(new ReleaseTruck(First)).Then(new TruckReleased(First));
        WithCups.When(new ReleaseTruck(Second)).ThenNothing();
    }

    [Fact]
    public void It_is_taken_out_of_service_and_comes_back()
    {
        Free.When(new TakeTruckOutOfService("brakes ")).Then(new TruckTakenOutOfService("brakes"));
        InTheShop.When(new TakeTruckOutOfService("tyres")).ThenNothing();
        InTheShop.When(new ReturnTruckToService()).Then(new TruckReturnedToService());
        Free.When(new ReturnTruckToService()).ThenNothing();
    }

    [Fact]
    public void It_offers_what_it_takes() =>
        ((Past[])[Given(), Free, WithCups, InTheShop]).Select(past => string.Join(' ', TruckDecider.PossibleOn(past.State)))
            .ShouldBe(["", "TakeOutOfService", "", "ReturnToService"]);
}
