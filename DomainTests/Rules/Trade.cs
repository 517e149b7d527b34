using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.DomainTests.Rules;

/// <summary>A small trade to tell rules with: tea and cups are sold in dollars, sake in yen, wine no longer.</summary>
internal static class Trade
{
    public static readonly Currency Usd = Currency.Of("USD");
    public static readonly Currency Jpy = Currency.Of("JPY");
    public static readonly CustomerId Ann = CustomerId.Of("ann");
    public static readonly Sku Tea = Sku.Of("tea");
    public static readonly Sku Cup = Sku.Of("cup");
    public static readonly Sku Sake = Sku.Of("sake");
    public static readonly Sku Wine = Sku.Of("wine");
    public static readonly Sku Unicorn = Sku.Of("unicorn");
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly Address Home = new("Ann", "1 Main Street", null, "Salem", "OR", "97301");

    public static KnownOffers Shop { get; } = new(new Dictionary<Sku, Offer>
    {
        [Tea] = new OnOffer("Tea", Dollars(4.50m)),
        [Cup] = new OnOffer("Cup", Dollars(12m)),
        [Sake] = new OnOffer("Sake", new(900, Jpy)),
        [Wine] = new Withdrawn("Wine"),
    });

    public static Money Dollars(decimal amount) => new(amount, Usd);

    public static RequestedLine Ask(Sku sku, int quantity = 1, decimal discount = 0) => new(sku, quantity, discount);

    public static OrderLine Teas(int quantity, decimal price = 4.50m, decimal discount = 0) =>
        new(Tea, "Tea", Dollars(price), quantity, discount);

    public static OrderLine Cups(int quantity) => new(Cup, "Cup", Dollars(12), quantity, 0);

    public static OrderLine Wines(int quantity) => new(Wine, "Wine", Dollars(20), quantity, 0);

    public static OrderDetails Agreed(params OrderLine[] lines) =>
        new(Ann, lines.ToValueList(), Home, Channel.Web, Noon, null);

    public static OrderPlaced Placed(params OrderLine[] lines) => new(Agreed(lines));

    public static PlaceOrder Place(params RequestedLine[] lines) =>
        new(Ann, lines.ToValueList(), Home, Channel.Web, Noon, null, new KnownBuyer(Usd), Shop);

    public static RecordPastOrder Record(params OrderLine[] lines) => new(Agreed(lines), new KnownBuyer(Usd), Shop);

    public static AmendOrder Amend(params RequestedLine[] lines) => new(lines.ToValueList(), Shop);
}
