using Tempest.Application.Policies;

namespace Tempest.Application.WhatIf;

/// <summary>The decisions of every category there is.</summary>
public static class DecisionBook
{
    public static IReadOnlyList<DecisionsOf> All(TradeTerms terms) =>
    [
        OrderingAsked.OfOrders, OrderingAsked.OfOffers, OrderingAsked.OfBuyers,
        ShippingAsked.OfShipments(terms.Carriage), ShippingAsked.OfTrucks, ShippingAsked.OfGoods,
        AccountsAsked.OfAccounts, AccountsAsked.OfEntries, AccountsAsked.OfBalances,
    ];
}
