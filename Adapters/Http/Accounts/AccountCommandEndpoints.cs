using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Accounts;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Shown = Tempest.Adapters.Http.Accounts.AccountExamples;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>One endpoint for each thing that can be asked of an account.</summary>
internal static class AccountCommandEndpoints
{
    private const string Missing = AccountEndpoints.Missing;

    private static readonly string[] OfEveryEntry =
        ["currency-not-the-accounts", "amount-not-payable", "entry-reason-missing", "entry-differs"];

    public static void Map(RouteGroupBuilder accounts)
    {
        Creating<OpenAccountBody>("open", (id, body, now) => AccountUseCases.Open(
                id, body.Holder, Currency.Of(body.Currency), body.CreditLimit?.ToMoney(), now))
            .Commands<OpenAccountBody, AccountRepresentation>("openAccount", "Open an account",
                "One that exists from its entries is opened in their currency.",
                Shown.OpenAccount, Shown.OpenedAccount, null,
                "account-already-open", "holder-missing", "currency-not-the-accounts", "credit-limit-not-usable");
        Creating<ReceiveBody>("pay", (id, body, now) => AccountUseCases.Pay(
                id, EntryId.Of(body.EntryId), body.Amount.ToMoney(), body.Reason, now, body.At), body => body.At)
            .Commands<ReceiveBody, AccountRepresentation>("pay", "Record a payment",
                "A fact: it is recorded whatever the balance is. An account that does not exist yet exists from now on.",
                Shown.Pay, Shown.Account, null, [.. OfEveryEntry, "entry-in-the-future"]);
        Creating<ReceiveBody>("deposit", (id, body, now) => AccountUseCases.Deposit(
                id, EntryId.Of(body.EntryId), body.Amount.ToMoney(), body.Reason, now, body.At), body => body.At)
            .Commands<ReceiveBody, AccountRepresentation>("deposit", "Record a deposit",
                "A fact, like a payment: money for what is yet to be ordered.",
                Shown.Deposit, Shown.AccountWithDeposit, null, [.. OfEveryEntry, "entry-in-the-future"]);

        On<WithdrawBody>("withdraw", (id, body, now) => AccountUseCases.Withdraw(
                id, EntryId.Of(body.EntryId), body.Amount.ToMoney(), body.Reason, now))
            .Commands<WithdrawBody, AccountRepresentation>("withdraw", "Give money out",
                "Decided on the balance, the credit limit and what is held for orders.",
                Shown.Withdraw, Shown.AccountAfterWithdrawal, Missing, [.. OfEveryEntry, "credit-limit-exceeded"]);
        On<RefundBody>("refund", (id, body, now) => AccountUseCases.Refund(
                id, EntryId.Of(body.EntryId), EntryId.Of(body.Refunds), body.Amount?.ToMoney(), body.Reason, now))
            .Commands<RefundBody, AccountRepresentation>("refund", "Give a payment or deposit back, or a part of it",
                "It names what it gives back, and never more than is left of it.",
                Shown.Refund, Shown.AccountAfterRefund, Missing,
                [.. OfEveryEntry, "entry-not-known", "entry-not-refundable", "entry-already-undone", "refund-too-large"]);
        On<ReverseBody>("reverse", (id, body, now) => AccountUseCases.Reverse(
                id, EntryId.Of(body.EntryId), EntryId.Of(body.Reverses), body.Reason, now))
            .Commands<ReverseBody, AccountRepresentation>("reverseEntry", "Take an entry back that should not have been",
                "The entry stays visible and says what undid it.", Shown.Reverse, Shown.AccountAfterRefund, Missing,
                "entry-reason-missing", "entry-differs", "entry-not-known", "entry-not-reversible", "entry-already-undone");

        On<CreditLimitBody>("set-credit-limit", (id, body, _) => AccountUseCases.SetCreditLimit(id, body.Limit.ToMoney()))
            .Commands<CreditLimitBody, AccountRepresentation>("setCreditLimit", "Set how much may be owed",
                "It binds withdrawals and orders on credit; invoices and refunds are facts.",
                Shown.SetCreditLimit, Shown.AccountWithLimit, Missing, "currency-not-the-accounts", "credit-limit-not-usable");
        On<HoldCreditBody>("hold-credit", (id, body, _) => AccountUseCases.HoldCredit(
                id, OrderId.Of(body.OrderId), body.Amount.ToMoney()))
            .Commands<HoldCreditBody, AccountRepresentation>("holdCredit", "Promise credit to an order",
                "Decided like a withdrawal. The order's invoice uses the promise up.",
                Shown.HoldCredit, Shown.AccountWithHold, Missing,
                "currency-not-the-accounts", "amount-not-payable", "credit-limit-exceeded", "credit-held-otherwise");
        On<ReleaseCreditBody>("release-credit", (id, body, _) =>
                AccountUseCases.ReleaseCredit(id, OrderId.Of(body.OrderId)))
            .Commands<ReleaseCreditBody, AccountRepresentation>("releaseCredit", "Let an order's credit go",
                "For an order that is cancelled or paid in advance.", Shown.ReleaseCredit, Shown.AccountWithLimit, Missing);

        RouteHandlerBuilder Creating<TBody>(
            string name, Func<AccountId, TBody, DateTimeOffset, UseCase> useCase, Func<TBody, DateTimeOffset?>? at = null) =>
            Post(name, useCase, at, creates: true);

        RouteHandlerBuilder On<TBody>(string name, Func<AccountId, TBody, DateTimeOffset, UseCase> useCase) =>
            Post(name, useCase, null, creates: false);

        RouteHandlerBuilder Post<TBody>(
            string name, Func<AccountId, TBody, DateTimeOffset, UseCase> useCase, Func<TBody, DateTimeOffset?>? at,
            bool creates) =>
#pragma warning disable RDG011 // Their bodies are of many types: what calls these is made when a host has its first request.
            accounts.MapPost($"/{{accountId}}/commands/{name}",
                (string accountId, CommandRequest<TBody> request, IStorage storage, CancellationToken cancel) =>
                AccountEndpoints.Accounts.RunAsync(accountId, request.HappenedAt(at?.Invoke(request.Body)),
                    id => useCase(id, request.Body, request.Now), storage, cancel, creates));
#pragma warning restore RDG011
    }
}
