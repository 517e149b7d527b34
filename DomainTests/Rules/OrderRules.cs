using Tempest.Domain;
using Shouldly;
using Tempest.Domain.Ordering;
using Xunit;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Rules;

public sealed class OrderRules : RulesOf<OrderDecider, Order, OrderCommand, OrderEvent>
{
    [Fact]
    public void An_order_is_placed_at_the_names_and_prices_on_offer() =>
        Given().When(Place(Ask(Tea, 3), Ask(Cup))).Then(Placed(Teas(3), Cups(1)));

    [Fact]
    public void A_discount_stays_on_its_line() =>
        Given().When(Place(Ask(Tea, 3, 12.5m))).Then(Placed(Teas(3, discount: 12.5m)));

    [Fact]
    public void The_same_order_again_changes_nothing() =>
        Given(Placed(Teas(3))).When(Place(Ask(Tea, 3))).ThenNothing();

    [Fact]
    public void The_same_order_again_changes_nothing_though_prices_and_the_hour_have_moved() =>
        Given(Placed(Teas(3, price: 4.00m))).When(Place(Ask(Tea, 3)) with { At = Noon.AddDays(1) }).ThenNothing();

    [Fact]
    public void A_past_order_keeps_the_prices_it_was_sold_at() =>
        Given().When(Record(Teas(2, price: 3.99m))).Then(Placed(Teas(2, price: 3.99m)));

    [Fact]
    public void A_past_order_may_hold_what_is_no_longer_on_offer() =>
        Given().When(Record(Wines(2))).Then(Placed(Wines(2)));

    [Fact]
    public void A_past_order_recorded_again_changes_nothing() =>
        Given(Placed(Wines(2))).When(Record(Wines(2))).ThenNothing();

    [Fact]
    public void An_open_order_can_be_amended() =>
        Given(Placed(Teas(3))).When(Amend(Ask(Tea, 1), Ask(Cup, 2))).Then(new OrderAmended([Teas(1), Cups(2)]));

    [Fact]
    public void What_was_ordered_before_keeps_its_price() =>
        Given(Placed(Teas(3, price: 4.00m))).When(Amend(Ask(Tea, 9))).Then(new OrderAmended([Teas(9, price: 4.00m)]));

    [Fact]
    public void Amending_to_what_it_is_changes_nothing() =>
        Given(Placed(Teas(3))).When(Amend(Ask(Tea, 3))).ThenNothing();

    [Fact]
    public void Withdrawn_goods_may_stay_on_an_order_and_become_fewer() =>
        Given(Placed(Wines(3))).When(Amend(Ask(Wine, 2), Ask(Tea))).Then(new OrderAmended([Wines(2), Teas(1)]));

    [Fact]
    public void An_open_order_is_approved_once()
    {
        Given(Placed(Teas(3))).When(new ApproveOrder()).Then(new OrderApproved());
        Given(Placed(Teas(3)), new OrderApproved()).When(new ApproveOrder()).ThenNothing();
    }

    [Fact]
    public void An_open_or_approved_order_is_cancelled_with_a_reason()
    {
        Given(Placed(Teas(3))).When(new CancelOrder(" too late ")).Then(new OrderCancelled("too late"));
        Given(Placed(Teas(3)), new OrderApproved()).When(new CancelOrder("too late"))
            .Then(new OrderCancelled("too late"));
    }

    [Fact]
    public void An_approved_order_is_handed_over_once_and_completed_once()
    {
        var shipment = ShipmentId.Of("G-1");
        Given(Placed(Teas(3)), new OrderApproved()).When(new HandOver(shipment)).Then(new OrderHandedOver(shipment));
        var over = Given(Placed(Teas(3)), new OrderApproved(), new OrderHandedOver(shipment));
        over.When(new HandOver(shipment)).ThenNothing();
        over.When(new CompleteOrder(shipment, Noon)).Then(new OrderCompleted(shipment, Noon));
        Given(Placed(Teas(3)), new OrderCompleted(shipment, Noon)).When(new CompleteOrder(shipment, Noon)).ThenNothing();
    }

    [Fact]
    public void An_order_whose_shipment_is_cancelled_waits_for_another()
    {
        var shipment = ShipmentId.Of("G-1");
        var over = Given(Placed(Teas(3)), new OrderApproved(), new OrderHandedOver(shipment));
        over.When(new TakeBack(shipment, "no truck")).Then(new OrderTakenBack(shipment, "no truck"));
        over.When(new TakeBack(ShipmentId.Of("G-2"), "no truck")).ThenNothing();
        Given(Placed(Teas(3)), new OrderApproved(), new OrderHandedOver(shipment), new OrderTakenBack(shipment, "no truck"))
            .When(new HandOver(ShipmentId.Of("G-2"))).Then(new OrderHandedOver(ShipmentId.Of("G-2")));
    }

    [Fact]
    public void A_delivery_is_a_fact_also_where_nobody_had_approved() =>
        Given(Placed(Teas(3))).When(new CompleteOrder(ShipmentId.Of("G-1"), Noon)).Then(new OrderCompleted(ShipmentId.Of("G-1"), Noon));

    [Fact]
    public void Cancelling_again_for_the_same_reason_changes_nothing() =>
        Given(Placed(Teas(3)), new OrderCancelled("too late")).When(new CancelOrder("too late ")).ThenNothing();

    [Fact]
    public void A_phase_has_the_word_that_everybody_uses() =>
        ((Order[])[Given().State, Given(Placed(Teas(1))).State, Given(Placed(Teas(1)), new OrderApproved()).State,
            Given(Placed(Teas(1)), new OrderApproved(), new OrderHandedOver(ShipmentId.Of("G-1"))).State,
            Given(Placed(Teas(1)), new OrderCompleted(ShipmentId.Of("G-1"), Noon)).State,
            Given(Placed(Teas(1)), new OrderCancelled("no")).State])
        .Select(OrderDecider.StatusOf).ShouldBe(["not placed", "open", "approved", "shipping", "completed", "cancelled"]);

    [Fact]
    public void A_cancelled_order_still_says_what_was_agreed() =>
        Given(Placed(Teas(3)), new OrderAmended([Cups(2)])).When(new CancelOrder("no"))
            .After.ShouldBe(new CancelledOrder(Agreed(Cups(2)), "no"));
}
