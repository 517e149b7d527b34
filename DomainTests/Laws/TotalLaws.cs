using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using Xunit;

namespace Tempest.DomainTests.Laws;

/// <summary>Totals, checked in whole numbers of the smallest unit, where nothing can round.</summary>
public sealed class TotalLaws
{
    private static readonly Gen<ValueList<OrderLine>> Lines =
        from currency in Any.Currency
        from lines in Any.ListOf(
            from sku in Any.Sku
            from price in Any.PriceIn(currency)
            from quantity in Any.Quantity
            from discount in Any.Discount
            select new OrderLine(sku, "Any", price, quantity, discount), 1, 8)
        select lines;

    [Fact]
    public void A_printed_order_adds_up() => Law.Holds(Lines, lines =>
        Units(Rules.Trade.Agreed([.. lines]).Total).ShouldBe(
            lines.Aggregate(BigInteger.Zero, (sum, line) => sum + Units(line.Total))));

    [Fact]
    public void A_line_is_never_more_than_half_a_unit_off_and_a_half_goes_up() => Law.Holds(Lines, lines =>
    {
        foreach (var line in lines)
        {
            var exact = Units(line.UnitPrice) * line.Quantity * (10_000 - (BigInteger)(line.DiscountPercent * 100));
            var off = (Units(line.Total) * 10_000) - exact;
            off.ShouldBeGreaterThan(-5_000);
            off.ShouldBeLessThanOrEqualTo(5_000);
            line.Total.IsPayable.ShouldBeTrue();
        }
    });

    [Fact]
    public void Rounding_twice_is_rounding_once() => Law.Holds(Any.Currency.Zip(Gen.Choose(-10_000_000, 10_000_000)), one =>
    {
        var once = new Money(one.Item2 / 100_000m, one.Item1).Rounded();
        once.Rounded().ShouldBe(once);
        once.IsPayable.ShouldBeTrue();
    });

    private static BigInteger Units(Money money)
    {
        var units = money.Amount;
        for (var digit = 0; digit < money.Currency.MinorDigits; digit++) units *= 10;
        (units == decimal.Truncate(units)).ShouldBeTrue();
        return (BigInteger)units;
    }
}
