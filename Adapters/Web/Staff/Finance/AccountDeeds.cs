using Tempest.Application.Accounts;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Web.Staff.Finance;

/// <summary>What can be asked of accounts. What was paid was paid, whatever has been seen of the account.</summary>
internal static class AccountDeeds
{
    private static readonly Blank Entry = new("entry", "Number of the entry")
    {
        Optional = true, Width = "medium", Hint = "A cheque's or transfer's own: the same again changes nothing.",
    };

    private static readonly Blank[] Amount =
    [
        new("amount", "Amount") { InputMode = "decimal", Width = "short" }, new("currency", "Currency") { Usual = "USD", Width = "short" },
    ];

    private static readonly Blank At = new("at", "When, in UTC") { Type = "datetime-local", Optional = true, Width = "medium", Hint = "If it was not now." };

    private static readonly Blank Order = new("order", "Order") { Width = "medium" };

    public static DeedPages<AccountId> Pages { get; } = new("/staff/accounts", "Account")
    {
        Known = async (id, storage, cancel) => Known((Account)(await storage.LoadAsync(AccountStreams.Accounts.Stream(id.Value), cancel)).State),
    };

    public static Deed<AccountId> Refund { get; } = new("refund", "refund", "Refund",
        [new("refunds", "Payment or deposit") { Width = "medium" }, Amount[0] with { Optional = true, Hint = "All that is left of it unless given." }, Amount[1], Blank.Reason, Entry],
        (id, filled) => AccountUseCases.Refund(
            id, EntryOf(filled), filled.Id<EntryId>("refunds"), filled.OptionalMoney("amount"), filled.Text("reason"), filled.Now));

    public static Deed<AccountId> Reverse { get; } = new("reverseEntry", "reverse", "Reverse an entry",
        [new("reverses", "Entry") { Width = "medium" }, Blank.Reason, Entry],
        (id, filled) => AccountUseCases.Reverse(id, EntryOf(filled), filled.Id<EntryId>("reverses"), filled.Text("reason"), filled.Now))
    {
        Hint = "It should not have been, and stays visible.",
    };

    public static IReadOnlyList<Deed<AccountId>> All { get; } =
    [
        new("openAccount", "open", "Open account",
            [new("holder", "Whose account it is"), Amount[1], new("creditLimit", "Credit limit") { Optional = true, InputMode = "decimal", Width = "short" }],
            (id, filled) => AccountUseCases.Open(id, filled.Text("holder", 200), filled.Currency(), filled.OptionalMoney("creditLimit"), filled.Now)),
        new("pay", "pay", "Post a payment", [.. Amount, Blank.Reason, Entry, At],
            (id, filled) => AccountUseCases.Pay(id, EntryOf(filled), filled.Money(), filled.Text("reason"), filled.Now, filled.HappenedAt("at"))),
        new("deposit", "deposit", "Post a deposit", [.. Amount, Blank.Reason, Entry, At],
            (id, filled) => AccountUseCases.Deposit(id, EntryOf(filled), filled.Money(), filled.Text("reason"), filled.Now, filled.HappenedAt("at"))),
        new("withdraw", "withdraw", "Withdraw", [.. Amount, Blank.Reason, Entry],
            (id, filled) => AccountUseCases.Withdraw(id, EntryOf(filled), filled.Money(), filled.Text("reason"), filled.Now)),
        new("setCreditLimit", "set-credit-limit", "Set credit limit", Amount,
            (id, filled) => AccountUseCases.SetCreditLimit(id, filled.Money())),
        new("holdCredit", "hold-credit", "Hold credit for an order", [Order, .. Amount],
            (id, filled) => AccountUseCases.HoldCredit(id, filled.Id<OrderId>("order"), filled.Money())),
        new("releaseCredit", "release-credit", "Let an order's credit go", [Order],
            (id, filled) => AccountUseCases.ReleaseCredit(id, filled.Id<OrderId>("order"))),
    ];

    /// <summary>Where there is none yet, what would bring it into being.</summary>
    public static IReadOnlyList<Deed> PossibleOn(Account account) => account is NoAccount
        ? [.. All.Where(deed => deed.Name is "open" or "pay" or "deposit")]
        : [.. AccountTransitions.PossibleOn(account).Select(transition => All[(int)transition])];

    public static IReadOnlyList<(string Name, string? Value)> Known(Account account) =>
        account is KeptAccount { Book.Currency: var currency } ? [("currency", currency.Code)] : [];

    /// <summary>The form's own unless another is typed: sent twice, it is one entry.</summary>
    private static EntryId EntryOf(Filled filled) => filled.OptionalId<EntryId>("entry") ?? EntryId.Of(filled.Form.Key);
}
