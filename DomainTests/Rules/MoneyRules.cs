using System.Globalization;
using Shouldly;
using Tempest.Domain;
using Tempest.Domain.Ordering;
using Xunit;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Rules;

/// <summary>Money is exact; it is rounded in one place and by one rule.</summary>
public sealed class MoneyRules
{
    [Theory]
    [InlineData("2.345", "USD", "2.35")]
    [InlineData("2.344999", "USD", "2.34")]
    [InlineData("-2.345", "USD", "-2.35")]
    [InlineData("2.5", "JPY", "3")]
    [InlineData("-0.5", "JPY", "-1")]
    [InlineData("1.0005", "KWD", "1.001")]
    [InlineData("12.5", "USD", "12.50")]
    public void Rounding_is_half_away_from_zero_to_the_smallest_unit(string exact, string currency, string rounded) =>
        In(exact, currency).Rounded().AmountText.ShouldBe(rounded);

    [Theory]
    [InlineData("0", "USD", true)]
    [InlineData("4.50", "USD", true)]
    [InlineData("4.505", "USD", false)]
    [InlineData("4.5", "JPY", false)]
    [InlineData("4.505", "KWD", true)]
    [InlineData("-0.01", "USD", false)]
    [InlineData("1000000000000", "USD", true)]
    [InlineData("1000000000000.01", "USD", false)]
    public void A_price_is_payable_and_neither_below_zero_nor_beyond_all_measure(string amount, string currency, bool price) =>
        In(amount, currency).IsPrice.ShouldBe(price);

    [Fact]
    public void Two_currencies_are_never_added() =>
        Should.Throw<InvalidOperationException>(() => Dollars(1) + new Money(1, Jpy)).Message.ShouldContain("1.00 USD");

    [Fact]
    public void What_cannot_be_paid_is_shown_as_it_is() => Dollars(0.125m).ToString().ShouldBe("0.125 USD");

    [Theory]
    [InlineData(3, "4.50", "0", "13.50")]
    [InlineData(3, "4.50", "12.5", "11.81")]
    [InlineData(1, "0.01", "50", "0.01")]
    [InlineData(1, "0.01", "50.01", "0.00")]
    [InlineData(7, "9.99", "100", "0.00")]
    public void A_line_is_price_times_quantity_less_the_discount_rounded_once(
        int quantity, string price, string discount, string total) =>
        Teas(quantity, Exactly(price), Exactly(discount)).Total.AmountText.ShouldBe(total);

    [Fact]
    public void A_printed_order_adds_up() =>
        Agreed(Teas(1, 0.01m, 50), Teas(1, 0.01m, 50)).Total.ShouldBe(Dollars(0.02m));

    [Fact]
    public void The_largest_order_is_still_exact() =>
        Agreed([.. Enumerable.Repeat(Teas(OrderLines.LargestQuantity, Money.Largest), OrderLines.Most)])
            .Total.Amount.ShouldBe(1_000_000_000_000_000_000_000m);

    [Theory]
    [InlineData("usd")]
    [InlineData("US")]
    [InlineData("")]
    public void A_currency_is_three_capital_letters(string text) =>
        Should.Throw<ArgumentException>(() => Currency.Of(text)).Message.ShouldContain("three capital letters");

    private static Money In(string amount, string currency) => new(Exactly(amount), Currency.Of(currency));

    private static decimal Exactly(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
