using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Tempest.Domain;

namespace Tempest.Adapters.Http;

/// <summary>An exact amount of money.</summary>
public sealed record MoneyBody
{
    /// <summary>As text, so that nobody makes a binary fraction of it.</summary>
    [RegularExpression(@"^-?[0-9]{1,13}(\.[0-9]{1,4})?$", ErrorMessage = "must be an amount as text, such as \"12.50\"")]
    public required string Amount { get; init; }

    /// <summary>Three capital letters (ISO 4217).</summary>
    [RegularExpression("^[A-Z]{3}$", ErrorMessage = "must be three capital letters, such as \"USD\"")]
    public required string Currency { get; init; }

    public Money ToMoney() => new(decimal.Parse(Amount, CultureInfo.InvariantCulture), Domain.Currency.Of(Currency));

    public static MoneyBody Of(Money money) => new() { Amount = money.AmountText, Currency = money.Currency.Code };
}

/// <summary>Where goods go.</summary>
public sealed record AddressBody
{
    /// <summary>Who receives.</summary>
    [StringLength(100)]
    public required string Name { get; init; }

    /// <summary>Street and number, or a box.</summary>
    [StringLength(100)]
    public required string Line1 { get; init; }

    /// <summary>What else a carrier needs.</summary>
    [StringLength(100)]
    public string? Line2 { get; init; }

    /// <summary>Town or city.</summary>
    [StringLength(100)]
    public required string City { get; init; }

    /// <summary>In the US two capital letters; elsewhere what the country has, or nothing.</summary>
    [StringLength(50)]
    public string? State { get; init; }

    /// <summary>In the US five digits; elsewhere what the country has, or nothing.</summary>
    [StringLength(20)]
    public string? Zip { get; init; }

    /// <summary>US unless given.</summary>
    [StringLength(60)]
    public string? Country { get; init; }

    public Address ToAddress() => new(Name, Line1, Line2, City, State, Zip, Country ?? Address.UnitedStates);

    public static AddressBody Of(Address address) => new()
    {
        Name = address.Name, Line1 = address.Line1, Line2 = address.Line2, City = address.City,
        State = address.State, Zip = address.Zip, Country = address.Country,
    };
}

/// <summary>Nothing need be said.</summary>
public sealed record EmptyBody;

/// <summary>An id, as <see cref="Identifier"/> says.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdTextAttribute : RegularExpressionAttribute
{
    public IdTextAttribute() : base($"^{Identifier.Pattern}$") => ErrorMessage = $"must be {Identifier.InWords}";

    public override bool IsValid(object? value) => value is null || Identifier.IsValid(value as string);
}
