using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Customers;
using Tempest.Domain.Ordering;
using static Tempest.Application.Ordering.OrderStreams;

namespace Tempest.Application.Ordering;

/// <summary>What the catalogue says of a product becomes what Ordering offers.</summary>
public sealed class OffersFollowTheCatalogue : ITranslator<ProductNotice>
{
    public StreamRef Stream(string id) => Offers.Stream(id);

    public Outcome Translate(string id, ProductNotice notice, Situation now) => now.Decide(Offers, id, Told(notice));

    private static OfferCommand Told(ProductNotice notice) => notice.Now switch
    {
        { Status: ProductStatus.Active } product => new OfferProduct(product.Name, product.Price),
        { } product => new WithdrawOffer(new(product.Name, product.Price)),
        null => new WithdrawOffer(),
    };
}

/// <summary>What is said of a customer becomes whom Ordering sells to.</summary>
public sealed class BuyersFollowTheCustomers : ITranslator<CustomerNotice>
{
    public StreamRef Stream(string id) => Buyers.Stream(id);

    public Outcome Translate(string id, CustomerNotice notice, Situation now) => now.Decide(Buyers, id, Told(notice));

    private static BuyerCommand Told(CustomerNotice notice) => notice.Now is { } customer
        ? new AdmitBuyer(customer.Currency)
        : new DismissBuyer();
}
