using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>Where an account leads, and what can be done with it: what its decider would accept now.</summary>
internal static class AccountLinks
{
    private static readonly TemplateProperty EntryId = new("entryId", true, "Your own id of it");

    private static readonly TemplateProperty Amount = new("amount", true, "How much: amount and currency");

    private static readonly TemplateProperty Reason = new("reason", true, "What it is for");

    private static readonly TemplateProperty At = new("at", false, "When it came in");

    private static readonly TemplateProperty OrderId = new("orderId", true, "Which order");

    /// <param name="id">The account's.</param>
    /// <param name="now">The account as it is; null when it is shown as it was.</param>
    public static Dictionary<string, Link> Of(string id, Account? now)
    {
        var links = Link.ToHistory(Self(id), "/api/accounts");
        links["statement"] = new($"{Self(id)}/statement{{?from,to}}", Templated: true);
        if (now is null) return links;

        foreach (var transition in AccountTransitions.PossibleOn(now))
            links[NameOf(transition)] = new(Target(id, NameOf(transition)));
        return links;
    }

    public static Dictionary<string, Template> Templates(KeptAccount account) => AccountTransitions.PossibleOn(account)
        .ToDictionary(NameOf, transition => Form(account.Book.Account.Value, transition));

    private static Template Form(string id, AccountTransition transition)
    {
        (string Title, TemplateProperty[] Properties) form = transition switch
        {
            AccountTransition.Open => ("Open", [new("holder", true, "Whose account it is"),
                new("currency", true, "That of its entries"), new("creditLimit", false, "How much may be owed")]),
            AccountTransition.Pay => ("Record a payment", [EntryId, Amount, Reason, At]),
            AccountTransition.Deposit => ("Record a deposit", [EntryId, Amount, Reason, At]),
            AccountTransition.Withdraw => ("Withdraw", [EntryId, Amount, Reason]),
            AccountTransition.SetCreditLimit => ("Set the credit limit", [new("limit", true, "Zero or more")]),
            AccountTransition.HoldCredit => ("Hold credit for an order", [OrderId, Amount]),
            AccountTransition.ReleaseCredit => ("Release an order's credit", [OrderId]),
            _ => throw new InvalidOperationException($"No form for {transition}."),
        };
        return Template.Post(form.Title, Target(id, NameOf(transition)), form.Properties);
    }

    /// <summary>What can be done to an entry: as long as something of it is left.</summary>
    public static Dictionary<string, Link> Of(BookedEntry booked)
    {
        var account = booked.Entry.Account.Value;
        var links = new Dictionary<string, Link>();
        if (booked is { IsRefundable: true, Left.Amount: > 0 }) links["refund"] = new(Target(account, "refund"));
        if (booked is { IsReversible: true, Left.Amount: > 0 }) links["reverse"] = new(Target(account, "reverse"));
        return links;
    }

    public static string Self(string id) => $"/api/accounts/{id}";

    private static string NameOf(AccountTransition transition) => transition switch
    {
        AccountTransition.SetCreditLimit => "set-credit-limit",
        AccountTransition.HoldCredit => "hold-credit",
        AccountTransition.ReleaseCredit => "release-credit",
        _ => transition.ToString().ToLowerInvariant(),
    };

    private static string Target(string id, string name) => $"{Self(id)}/commands/{name}";
}
