namespace Tempest.Domain.Shipping;

/// <summary>What carriage costs by weight.</summary>
public sealed record CarriageRate(Money PerPound)
{
    /// <summary>0.28 USD a pound.</summary>
    public static CarriageRate Usual { get; } = new(new Money(0.28m, Currency.Of("USD")));

    /// <summary>Rounded once, at the end.</summary>
    public Money Quote(decimal pounds) => (PerPound * pounds).Rounded();
}
