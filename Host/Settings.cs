using System.Globalization;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Host;

/// <summary>What the business may set.</summary>
public static class Settings
{
    /// <summary><c>Shipping:RatePerPound</c> and <c>Shipping:Currency</c>; 0.28 USD a pound unless set.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be understood.</exception>
    public static CarriageRate Carriage(IConfiguration settings)
    {
        var usual = CarriageRate.Usual.PerPound;
        var currency = settings["Shipping:Currency"] is { Length: > 0 } code
            ? Currency.IsValid(code) ? Currency.Of(code) : throw Wrong("Shipping__Currency", code, "three capital letters, such as USD")
            : usual.Currency;
        var rate = settings["Shipping:RatePerPound"] is { Length: > 0 } text
            ? decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 10_000
                ? amount
                : throw Wrong("Shipping__RatePerPound", text, "an amount of at most 10000, such as 0.28")
            : usual.Amount;
        return new(new Money(rate, currency));
    }

    private static InvalidOperationException Wrong(string setting, string value, string must) =>
        new($"{setting} is '{value}' and must be {must}.");
}
