using System.Globalization;

namespace Tempest.Domain;

/// <summary>
/// An exact amount in one currency. Rounding happens in one place and by one rule: half away from zero, to the
/// currency's smallest unit (<see cref="Rounded"/>).
/// </summary>
public readonly record struct Money(decimal Amount, Currency Currency)
{
    /// <summary>
    /// The largest amount anyone may name, of either sign: sums and products stay far within decimal.
    /// </summary>
    public const decimal Largest = 1_000_000_000_000m;

    public static Money operator +(Money left, Money right) =>
        left.Currency == right.Currency
            ? left with { Amount = left.Amount + right.Amount }
            : throw new InvalidOperationException($"{left} and {right} cannot be added: two currencies.");

    public static Money operator -(Money left, Money right) => left + -right;

    public static Money operator -(Money money) => money with { Amount = -money.Amount };

    public static Money operator *(Money price, decimal times) => price with { Amount = price.Amount * times };

    public static Money Add(Money left, Money right) => left + right;

    public static Money Subtract(Money left, Money right) => left - right;

    public static Money Negate(Money money) => -money;

    public static Money Multiply(Money price, decimal times) => price * times;

    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>The least that can be paid: a cent, a yen.</summary>
    public static Money Smallest(Currency currency) =>
        new(new decimal(1, 0, 0, isNegative: false, (byte)currency.MinorDigits), currency);

    /// <summary>The amount, or zero when it is below.</summary>
    public Money NotBelowZero => Amount < 0 ? Zero(Currency) : this;

    /// <summary>To the currency's smallest unit, half away from zero: 2.345 USD is 2.35 USD.</summary>
    public Money Rounded() =>
        this with { Amount = decimal.Round(Amount, Currency.MinorDigits, MidpointRounding.AwayFromZero) };

    /// <summary>Whether the amount can be paid: it has no digits below the smallest unit.</summary>
    public bool IsPayable => Rounded() == this;

    /// <summary>Whether goods can be sold for it: payable, zero or more.</summary>
    public bool IsPrice => Amount is >= 0 and <= Largest && IsPayable;

    /// <summary>The amount with exactly the currency's digits: <c>12.50</c>.</summary>
    public string AmountText =>
        IsPayable
            ? Amount.ToString($"F{Currency.MinorDigits}", CultureInfo.InvariantCulture)
            : Amount.ToString(CultureInfo.InvariantCulture);

    public override string ToString() => $"{AmountText} {Currency}";
}

public sealed record PriceNotPayable(decimal Amount, Currency Currency) : Rejection("price-not-payable",
    $"A price is zero or more, with at most {Currency.MinorDigits} digits after the point in {Currency}.");

/// <summary>A currency by its three-letter code (ISO 4217).</summary>
public readonly record struct Currency
{
    private Currency(string code) => Code = code;

    public string Code { get; }

    /// <summary>Digits after the point of the smallest unit, as ISO 4217 lists them.</summary>
    public int MinorDigits => Code switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "VND"
            or "VUV" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        _ => 2,
    };

    public static bool IsValid(string? code) => code is { Length: 3 } && code.All(char.IsAsciiLetterUpper);

    /// <exception cref="ArgumentException">Not three capital letters.</exception>
    public static Currency Of(string code) =>
        IsValid(code)
            ? new(code)
            : throw new ArgumentException($"'{code}' is no currency: three capital letters.", nameof(code));

    public override string ToString() => Code;
}
