using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Customers;
using static Tempest.DomainTests.Rules.Trade;

namespace Tempest.DomainTests.Rules;

/// <summary>What the catalogue and the customers' office say no to, and how.</summary>
public static class OtherRefusals
{
    internal static readonly Product TeaProduct = new(
        Tea, "Tea", "Black", "Drinks", Dollars(4.50m), 0.5m, ProductStatus.Active);
    internal static readonly ProductText TeaText = new("Tea", "Black", "Drinks", 0.5m);
    internal static readonly Customer AnnHerself = new(
        Ann, "Ann", new(null, "ann@example.com", null), [Home], Usd);

    public static IEnumerable<Refused> All =>
    [
        Rule("a SKU belongs to one product", TeaProduct, new AddProduct(TeaText, Dollars(5)), new ProductExists(Tea)),
        Rule("what is not there is not revised", null, new ReviseProduct(TeaText), new ProductNotFound(Tea)),
        Rule("what is not there is not repriced", null, new RepriceProduct(Dollars(1)), new ProductNotFound(Tea)),
        Rule("what is not there is not discontinued", null, new DiscontinueProduct(), new ProductNotFound(Tea)),
        Rule("what is not there is not reinstated", null, new ReinstateProduct(), new ProductNotFound(Tea)),
        Rule("a product has a name", null, new AddProduct(TeaText with { Name = " " }, Dollars(5)),
            new ProductNameMissing(Tea)),
        Rule("and keeps one", TeaProduct, new ReviseProduct(TeaText with { Name = "" }), new ProductNameMissing(Tea)),
        Rule("a currency does not change", TeaProduct, new RepriceProduct(new(500, Jpy)), new CurrencyFixed(Tea, Usd)),
        Rule("a price can be paid", TeaProduct, new RepriceProduct(Dollars(4.505m)), new PriceNotPayable(4.505m, Usd)),
        Rule("a price is not below zero", null, new AddProduct(TeaText, Dollars(-1)), new PriceNotPayable(-1, Usd)),
        Rule("a price is not beyond all measure", null, new AddProduct(TeaText, Dollars(Money.Largest + 1)),
            new PriceNotPayable(Money.Largest + 1, Usd)),
        Rule("everything weighs something", null, new AddProduct(TeaText with { WeightInPounds = 0 }, Dollars(5)),
            new WeightNotAboveZero(0)),
        Rule("nothing lifts itself", TeaProduct, new ReviseProduct(TeaText with { WeightInPounds = -1 }),
            new WeightNotAboveZero(-1)),

        Rule("a customer has a name", AnnHerself with { Name = " " }, new CustomerNameMissing()),
        .. ((string[])["ann", "@example.com", "ann@", "a@nn@example.com", "ann @example.com"]).Select(email =>
            Rule($"'{email}' is no e-mail address", AnnHerself with { Contact = new(null, email, null) },
                new EmailNotUsable(email))),
        Rule("every address can be delivered to",
            AnnHerself with { Addresses = [Home, Home with { City = "", Line1 = "" }] },
            new AddressNotDeliverable([new("line1", "must have a street or box"), new("city", "must be given")])),
        new("an id belongs to one customer",
            Added(AnnHerself, AnnHerself with { Name = "Another Ann" }), new CustomerExists(Ann)),
    ];

    private static Refused Rule(string sentence, Product? given, CatalogueCommand when, Rejection then) =>
        new(sentence, CatalogueRules.Decide(Tea, given, when).Rejection, then);

    private static Refused Rule(string sentence, Customer saved, Rejection then) =>
        new(sentence, CustomerRules.Save(saved).Rejection, then);

    private static Rejection? Added(Customer present, Customer another)
    {
        var now = new Situation(
            new Dictionary<StreamId, Held>(),
            new Dictionary<RecordId, object?> { [CustomerUseCases.Customers.Record(present.Id.Value).Record] = present });
        return (CustomerUseCases.Add(another).Decide(now) as Application.Commands.Refused)?.Why;
    }
}
