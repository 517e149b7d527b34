using Shouldly;
using Tempest.Domain.Ordering;
using Xunit;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Rules;

public sealed class OfferRules : RulesOf<OfferDecider, Offer, OfferCommand, OfferEvent>
{
    private static readonly ProductOffered TeaOffered = new("Tea", Dollars(4.50m));

    [Fact]
    public void A_product_is_offered_by_name_and_price() =>
        Given().When(new OfferProduct("Tea", Dollars(4.50m))).Then(TeaOffered);

    [Fact]
    public void What_is_on_offer_already_is_not_offered_again() =>
        Given(TeaOffered).When(new OfferProduct("Tea", Dollars(4.5m))).ThenNothing();

    [Fact]
    public void A_new_name_and_a_new_price_are_two_events()
    {
        Given(TeaOffered).When(new OfferProduct("Ceylon", Dollars(4.50m))).Then(new OfferRenamed("Ceylon"));
        Given(TeaOffered).When(new OfferProduct("Tea", Dollars(5))).Then(new OfferRepriced(Dollars(5)));
        Given(TeaOffered).When(new OfferProduct("Ceylon", Dollars(5)))
            .Then(new OfferRenamed("Ceylon"), new OfferRepriced(Dollars(5)));
    }

    [Fact]
    public void An_offer_is_withdrawn_once_and_its_name_stays_known()
    {
        Given(TeaOffered).When(new WithdrawOffer()).Then(new OfferWithdrawn());
        Given(TeaOffered, new OfferWithdrawn()).When(new WithdrawOffer()).ThenNothing();
        Given(TeaOffered, new OfferWithdrawn()).State.ShouldBe(new Withdrawn("Tea"));
    }

    [Fact]
    public void What_was_never_offered_needs_no_withdrawing() => Given().When(new WithdrawOffer()).ThenNothing();

    [Fact]
    public void What_comes_already_withdrawn_was_offered_once() =>
        Given().When(new WithdrawOffer(new("Tea", Dollars(4.50m)))).Then(TeaOffered, new OfferWithdrawn());

    [Fact]
    public void A_withdrawn_product_can_be_offered_again() =>
        Given(TeaOffered, new OfferWithdrawn()).When(new OfferProduct("Tea", Dollars(4.50m))).Then(TeaOffered);
}

public sealed class BuyerRules : RulesOf<BuyerDecider, Buyer, BuyerCommand, BuyerEvent>
{
    [Fact]
    public void A_customer_is_admitted_in_a_currency() =>
        Given().When(new AdmitBuyer(Usd)).Then(new BuyerAdmitted(Usd));

    [Fact]
    public void Who_is_admitted_is_not_admitted_again() =>
        Given(new BuyerAdmitted(Usd)).When(new AdmitBuyer(Usd)).ThenNothing();

    [Fact]
    public void A_buyer_may_change_currency() =>
        Given(new BuyerAdmitted(Usd)).When(new AdmitBuyer(Jpy)).Then(new BuyerCurrencyChanged(Jpy));

    [Fact]
    public void A_buyer_leaves_once()
    {
        Given(new BuyerAdmitted(Usd)).When(new DismissBuyer()).Then(new BuyerLeft());
        Given(new BuyerAdmitted(Usd), new BuyerLeft()).When(new DismissBuyer()).ThenNothing();
        Given().When(new DismissBuyer()).ThenNothing();
    }

    [Fact]
    public void Who_left_may_come_back() =>
        Given(new BuyerAdmitted(Usd), new BuyerLeft()).When(new AdmitBuyer(Jpy)).Then(new BuyerAdmitted(Jpy));
}
