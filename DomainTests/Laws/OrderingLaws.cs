using FsCheck.Fluent;
using Shouldly;
using Tempest.Application;
using Tempest.Application.Ordering;
using Tempest.Application.Storage;
using Tempest.Domain.Ordering;
using Xunit;

namespace Tempest.DomainTests.Laws;

public sealed class OrderLaws() : DeciderLaws<OrderDecider, Order, OrderCommand, OrderEvent>(
    OrderStreams.Orders, AnyOrders.Command)
{
    protected override (Type, Type)[] Follows { get; } =
    [
        (typeof(NotPlaced), typeof(OrderPlaced)),
        (typeof(OpenOrder), typeof(OrderAmended)),
        (typeof(OpenOrder), typeof(OrderApproved)),
        (typeof(OpenOrder), typeof(OrderCancelled)),
        (typeof(ApprovedOrder), typeof(OrderCancelled)),
        (typeof(ApprovedOrder), typeof(OrderHandedOver)),
        (typeof(OrderInShipping), typeof(OrderTakenBack)),
        (typeof(OpenOrder), typeof(OrderCompleted)),
        (typeof(ApprovedOrder), typeof(OrderCompleted)),
        (typeof(OrderInShipping), typeof(OrderCompleted)),
    ];
}

public sealed class OfferLaws() : DeciderLaws<OfferDecider, Offer, OfferCommand, OfferEvent>(
    OrderStreams.Offers,
    from name in Any.Text
    from price in Any.Price
    from command in Gen.Elements<OfferCommand>(
        new OfferProduct(name, price), new OfferProduct("Tea", price), new OfferProduct(name, Rules.Trade.Dollars(1)),
        new WithdrawOffer(), new WithdrawOffer(new(name, price)))
    select command)
{
    protected override (Type, Type)[] Follows { get; } =
    [
        (typeof(NeverOffered), typeof(ProductOffered)),
        (typeof(Withdrawn), typeof(ProductOffered)),
        (typeof(OnOffer), typeof(OfferRenamed)),
        (typeof(OnOffer), typeof(OfferRepriced)),
        (typeof(OnOffer), typeof(OfferWithdrawn)),
    ];
}

public sealed class BuyerLaws() : DeciderLaws<BuyerDecider, Buyer, BuyerCommand, BuyerEvent>(
    OrderStreams.Buyers,
    Gen.Frequency(
        (2, Any.Currency.Select(currency => (BuyerCommand)new AdmitBuyer(currency))),
        (1, Gen.Fresh(() => (BuyerCommand)new DismissBuyer()))))
{
    protected override (Type, Type)[] Follows { get; } =
    [
        (typeof(UnknownBuyer), typeof(BuyerAdmitted)),
        (typeof(FormerBuyer), typeof(BuyerAdmitted)),
        (typeof(KnownBuyer), typeof(BuyerCurrencyChanged)),
        (typeof(KnownBuyer), typeof(BuyerLeft)),
    ];
}

public sealed class EveryCategoryTests
{
    [Fact]
    public void Every_category_is_held_to_the_laws() =>
        Categories.All.Select(category => category.GetType()).Except(
            typeof(EveryCategoryTests).Assembly.GetTypes()
                .Where(type => type.BaseType is { IsGenericType: true } laws
                    && laws.GetGenericTypeDefinition() == typeof(DeciderLaws<,,,>))
                .Select(type => typeof(Category<,,>).MakeGenericType(type.BaseType!.GetGenericArguments()[1..])))
        .ShouldBeEmpty();
}
