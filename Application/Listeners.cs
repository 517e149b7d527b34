using Tempest.Application.Accounts;
using Tempest.Application.Ordering;
using Tempest.Application.Shipping;
using Tempest.Domain.Accounts;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Customers;

namespace Tempest.Application;

/// <summary>Who listens to whom. Those who are listened to know none of these names.</summary>
public static class Listeners
{
    public static IReadOnlyList<ITranslator<ProductNotice>> OfTheCatalogue { get; } = 
        [new OffersFollowTheCatalogue(), new GoodsFollowTheCatalogue()];

    public static IReadOnlyList<ITranslator<CustomerNotice>> OfTheCustomers { get; } = [new BuyersFollowTheCustomers()];

    public static IReadOnlyList<ITranslator<BalanceUpdated>> OfTheAccounts { get; } = [new BalancesArePublished()];
}
