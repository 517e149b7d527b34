using System.Globalization;
using Tempest.Domain;

namespace Tempest.Adapters.Web;

/// <summary>Figures and moments as people read them.</summary>
public static class Words
{
    /// <summary>Exact, in groups of three: <c>-1,184.00</c>.</summary>
    public static string Amount(Money money) => money.Amount.ToString(
        $"N{(money.IsPayable ? money.Currency.MinorDigits : 4)}", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>With its currency: <c>1,184.00 USD</c>.</summary>
    public static string Money(Money money) => $"{Amount(money)} {money.Currency}";

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What one piece weighs: <c>52 lb</c>.</summary>
    public static string Pounds(decimal pounds) => $"{pounds.ToString("#,0.####", CultureInfo.InvariantCulture)} lb";

    /// <summary><c>1 product</c>, <c>2 products</c>.</summary>
    public static string Count(long count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";
}
