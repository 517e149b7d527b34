using FsCheck;
using FsCheck.Fluent;
using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.DomainTests.Laws;

/// <summary>Values of all kinds, with a liking for the awkward ones.</summary>
internal static class Any
{
    public static Gen<string> Text { get; } = Gen.Elements(
        "Tea", "Ceylon \"Orange\" <Pekoe>", "Guaraná Fantástica", "茶 🍵", " spaced ", "O'Brien\\n", "a\nb\tc", "1.50");

    public static Gen<Sku> Sku { get; } = Gen.Elements("a", "b", "c", "d", "e").Select(Tempest.Domain.Sku.Of);

    public static Gen<Currency> Currency { get; } = Gen.Frequency(
        (8, Gen.Constant("USD")), (1, Gen.Constant("JPY")), (1, Gen.Constant("KWD"))).Select(Tempest.Domain.Currency.Of);

    /// <summary>At most two digits after the point, and none at all most of the time.</summary>
    public static Gen<decimal> Discount { get; } = Gen.Frequency(
        (4, Gen.Constant(0m)), (1, Gen.Elements(100m, 50m, 12.5m, 33.33m, 0.01m, 99.99m)),
        (2, Gen.Choose(0, 10_000).Select(hundredths => hundredths / 100m)));

    public static Gen<int> Quantity { get; } = Gen.Frequency(
        (6, Gen.Choose(1, 9)), (1, Gen.Elements(OrderLines.LargestQuantity, 999, 12)));

    public static Gen<Address> Address { get; } = Gen.Elements<Address>(
        new("Ann", "1 Main Street", null, "Salem", "OR", "97301"),
        new("Ødegård & Søn", "Kirkegata 4", "c/o \"Ola\"", "Bergen", null, "5015", "NO"),
        new("李", "1-2-3", "", "京都", "京都府", null, "JP"));

    /// <summary>As commands carry it: to the microsecond.</summary>
    public static Gen<DateTimeOffset> Instant { get; } =
        from seconds in Gen.Choose(0, 400_000_000)
        from microseconds in Gen.Choose(0, 999_999)
        select new DateTimeOffset(2014, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds).AddMicroseconds(microseconds);

    public static Gen<DateOnly?> Day { get; } =
        Gen.Choose(-1, 4_000).Select(days => days < 0 ? (DateOnly?)null : new DateOnly(2024, 2, 29).AddDays(days));

    public static Gen<Channel> Channel { get; } = Gen.Elements(Enum.GetValues<Channel>());

    public static Gen<Money> PriceIn(Currency currency)
    {
        var units = Gen.Frequency(
            (8, Gen.Choose(0, 100_000).Select(n => (decimal)n)), (1, Gen.Elements(0m, 1m, 99_999_999_999_999m)));
        var unit = new decimal(1, 0, 0, false, (byte)currency.MinorDigits);
        return units.Select(count => new Money(Math.Min(count * unit, Money.Largest), currency));
    }

    public static Gen<Money> Price { get; } = Currency.SelectMany(PriceIn);

    public static Gen<ValueList<T>> ListOf<T>(Gen<T> item, int least, int most) =>
        from length in Gen.Choose(least, most)
        from items in item.ArrayOf(length)
        select items.ToValueList();
}
