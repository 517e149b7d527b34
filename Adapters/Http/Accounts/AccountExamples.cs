using Tempest.Application.Accounts;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>An account for the OpenAPI document: paid into before it was opened, billed, and made use of.</summary>
public static class AccountExamples
{
    public const string AccountId = "polar";

    public const string OpenAccount = """
        { "holder": "Polar Foods", "currency": "USD", "creditLimit": { "amount": "500.00", "currency": "USD" } }
        """;

    public const string Pay = """
        {
          "entryId": "cheque-4711",
          "amount": { "amount": "800.00", "currency": "USD" },
          "reason": "Cheque 4711",
          "at": "2026-03-31T14:05:00Z"
        }
        """;

    public const string Deposit = """
        {
          "entryId": "wire-12",
          "amount": { "amount": "100.00", "currency": "USD" },
          "reason": "In advance for April",
          "at": "2026-03-31T14:05:00Z"
        }
        """;

    public const string Withdraw = """
        { "entryId": "w-1", "amount": { "amount": "50.00", "currency": "USD" }, "reason": "Paid out at the counter" }
        """;

    public const string Refund = """{ "entryId": "r-1", "refunds": "cheque-4711", "reason": "Paid twice" }""";

    public const string Reverse = """{ "entryId": "r-1", "reverses": "cheque-4711", "reason": "Another customer's cheque" }""";

    public const string SetCreditLimit = """{ "limit": { "amount": "500.00", "currency": "USD" } }""";

    public const string HoldCredit = """{ "orderId": "S-1042", "amount": { "amount": "783.75", "currency": "USD" } }""";

    public const string ReleaseCredit = """{ "orderId": "S-1042" }""";

    public const string EntryLines = """
        {"account":"polar","id":"bank-7","kind":"payment","amount":{"amount":"20.00","currency":"USD"},"at":"2026-03-30T09:00:00Z","reason":"Transfer"}
        {"account":"polar","id":"old-3","kind":"invoice","amount":{"amount":"27.20","currency":"USD"},"at":"2026-03-02T12:00:00Z","reason":"Delivered","bill":{"dueOn":"2026-04-01","carriage":{"amount":"7.20","currency":"USD"}}}

        """;

    private static readonly Currency Dollars = Examples.Price.Currency;

    private static readonly Entry Cheque = new(
        Domain.AccountId.Of(AccountId), EntryId.Of("cheque-4711"), EntryKind.Payment, new(800, Dollars), Examples.PlacedAt, "Cheque 4711");

    private static readonly Entry WithdrawnThen = Cheque with
    {
        Id = EntryId.Of("w-1"), Kind = EntryKind.Withdrawal, Amount = new(50, Dollars), Reason = "Paid out at the counter",
    };

    private static readonly Entry RefundedThen = Cheque with
    {
        Id = EntryId.Of("r-1"), Kind = EntryKind.Refund, Reason = "Paid twice", Undoes = new(Cheque.Id, EntryKind.Payment),
    };

    private static readonly CreditLimitSet Limit = new(new(500, Dollars));

    public static string Account { get; } = After(new PaymentReceived(Cheque));

    public static string OpenedAccount { get; } = After(
        new AccountOpened(Cheque.Account, "Polar Foods", Dollars, Examples.PlacedAt), Limit);

    public static string AccountWithDeposit { get; } = After(new DepositReceived(Cheque with { Amount = new(100, Dollars) }));

    public static string AccountAfterWithdrawal { get; } = After(new PaymentReceived(Cheque), new MoneyWithdrawn(WithdrawnThen));

    public static string AccountAfterRefund { get; } = After(new PaymentReceived(Cheque), new PaymentRefunded(RefundedThen));

    public static string AccountWithLimit { get; } = After(new PaymentReceived(Cheque), Limit);

    public static string AccountWithHold { get; } = After(
        new PaymentReceived(Cheque), Limit, new CreditHeld(OrderId.Of(Examples.OrderId), new(783.75m, Dollars)));

    public static string Accounts { get; } = Examples.Page(
        Shown(new PaymentReceived(Cheque)), "/api/accounts", WireJson.Shown.CollectionAccountRepresentation);

    public static string AccountEvents { get; } = Examples.Page(
        EventRepresentation.Of(AccountStreams.Accounts, Examples.Happened(AccountStreams.Accounts, AccountId, new PaymentReceived(Cheque))),
        $"/api/accounts/{AccountId}/events", WireJson.Shown.CollectionEventRepresentation);

    public static string AccountHistory { get; } = Examples.HistoryOf(
        AccountStreams.Accounts, AccountId, new PaymentReceived(Cheque), $"/api/accounts/{AccountId}/history");

    public static string AccountDifference { get; } = Examples.DifferenceOf(
        AccountStreams.Accounts, AccountId, new MoneyWithdrawn(WithdrawnThen), $"/api/accounts/{AccountId}", Account, AccountAfterWithdrawal);

    public static string Statement { get; } = Examples.Json(ShownStatement(), WireJson.Shown.StatementRepresentation);

    public static string StatementCsv { get; } = StatementText.Csv(ShownStatement());

    public static string StatementPage { get; } = StatementText.Page(ShownStatement());

    public static string EntryAnswers { get; } = string.Concat(
        new EntryAnswer[]
        {
            new(1, AccountId, "bank-7", "booked", 1, MoneyBody.Of(new(20, Dollars)), 17),
            new(2, AccountId, "old-3", "booked", 2, MoneyBody.Of(new(-7.20m, Dollars)), 18),
        }.Select(answer => $"{Examples.Json(answer, WireJson.Shown.EntryAnswer)}\n"));

    private static string After(params AccountEvent[] events) => Examples.Json(Shown(events), WireJson.Shown.AccountRepresentation);

    private static AccountRepresentation Shown(params AccountEvent[] events) => AccountRepresentation.Of(
        (KeptAccount)events.Aggregate(AccountDecider.Initial, AccountDecider.Evolve), events.Length, Examples.PlacedAt);

    private static StatementRepresentation ShownStatement()
    {
        var day = Book.Day(Examples.PlacedAt);
        return StatementRepresentation.Of(new(
            Cheque.Account, null, Book.FirstOf(day), day, Money.Zero(Dollars), Cheque.Amount,
            [new(new(Cheque, 1, []), Cheque.Amount)]));
    }
}
