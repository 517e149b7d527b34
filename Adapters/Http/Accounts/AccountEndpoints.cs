using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Accounts;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>Accounts: one endpoint for each kind of entry, balances now and then, and statements.</summary>
internal static class AccountEndpoints
{
    private const string Missing = "account-not-found";

    private static readonly string[] OfEveryEntry =
        ["currency-not-the-accounts", "amount-not-payable", "entry-reason-missing", "entry-differs"];

    private static readonly StreamResource Resource = new(
        AccountStreams.Accounts, "account", Missing, Tag,
        (held, now, created) => Answers.Show(
            AccountRepresentation.Of((KeptAccount)held.State, held.Version, now), Tag(held.Version, now),
            created && IsNew(held) ? AccountLinks.Self(held.Stream.Id) : null),
        held => AccountLinks.Of(held.Stream.Id, (Account)held.State));

    public static void Map(IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/api/accounts").WithTags("Accounts");
        accounts.MapGet("", ListAsync).Reads<Collection<AccountRepresentation>>("listAccounts", "Accounts and their balances",
            "By id. Follow the link `next`, in `_links` and in the `Link` header, until there is none.", AccountExamples.Accounts);
        accounts.MapGet("/{accountId}", GetAsync).Reads<AccountRepresentation>("getAccount", "One account, as it is or as it was",
            "`at` shows balance and overdue at a past moment, with all that is known of it today. The `ETag` changes with the "
            + "day too, as what is overdue does.", AccountExamples.Account, Missing);
        accounts.MapGet("/{accountId}/events", EventsAsync).Reads<Collection<EventRepresentation>>("getAccountEvents",
            "All that ever happened to an account", "In the order in which it was told; nothing is ever taken out.",
            AccountExamples.AccountEvents, Missing);
        accounts.MapGet("/{accountId}/statement", StatementEndpoint.GetAsync).Describe(Missing);
        accounts.MapPost("/entries", OutsideFeed.PostAsync).Describe();

        Post<OpenAccountBody>("open", (id, body, now) => AccountUseCases.Open(
                id, body.Holder, Currency.Of(body.Currency), body.CreditLimit?.ToMoney(), now), creates: true)
            .Commands<OpenAccountBody, AccountRepresentation>("openAccount", "Open an account",
                "One that exists from its entries is opened in their currency.", AccountExamples.OpenAccount, AccountExamples.OpenedAccount, null,
                "account-already-open", "holder-missing", "currency-not-the-accounts", "credit-limit-not-usable");
        Post<ReceiveBody>("pay", (id, body, now) => AccountUseCases.Pay(
                id, EntryId.Of(body.EntryId), body.Amount.ToMoney(), body.Reason, now, body.At), body => body.At, creates: true)
            .Commands<ReceiveBody, AccountRepresentation>("pay", "Record a payment",
                "A fact: it is recorded whatever the balance is. An account that does not exist yet exists from now on.",
                AccountExamples.Pay, AccountExamples.Account, null, [.. OfEveryEntry, "entry-in-the-future"]);
        Post<ReceiveBody>("deposit", (id, body, now) => AccountUseCases.Deposit(
                id, EntryId.Of(body.EntryId), body.Amount.ToMoney(), body.Reason, now, body.At), body => body.At, creates: true)
            .Commands<ReceiveBody, AccountRepresentation>("deposit", "Record a deposit",
                "A fact, like a payment: money for what is yet to be ordered.",
                AccountExamples.Deposit, AccountExamples.AccountWithDeposit, null, [.. OfEveryEntry, "entry-in-the-future"]);
        Post<WithdrawBody>("withdraw", (id, body, now) => AccountUseCases.Withdraw(
                id, EntryId.Of(body.EntryId), body.Amount.ToMoney(), body.Reason, now))
            .Commands<WithdrawBody, AccountRepresentation>("withdraw", "Give money out",
                "Decided on the balance, the credit limit and what is held for orders.",
                AccountExamples.Withdraw, AccountExamples.AccountAfterWithdrawal, Missing, [.. OfEveryEntry, "credit-limit-exceeded"]);
        Post<RefundBody>("refund", (id, body, now) => AccountUseCases.Refund(
                id, EntryId.Of(body.EntryId), EntryId.Of(body.Refunds), body.Amount?.ToMoney(), body.Reason, now))
            .Commands<RefundBody, AccountRepresentation>("refund", "Give a payment or deposit back, or a part of it",
                "It names what it gives back, and never more than is left of it.", AccountExamples.Refund, AccountExamples.AccountAfterRefund, Missing,
                [.. OfEveryEntry, "entry-not-known", "entry-not-refundable", "entry-already-undone", "refund-too-large"]);
        Post<ReverseBody>("reverse", (id, body, now) => AccountUseCases.Reverse(
                id, EntryId.Of(body.EntryId), EntryId.Of(body.Reverses), body.Reason, now))
            .Commands<ReverseBody, AccountRepresentation>("reverseEntry", "Take an entry back that should not have been",
                "The entry stays visible and says what undid it.", AccountExamples.Reverse, AccountExamples.AccountAfterRefund, Missing,
                "entry-reason-missing", "entry-differs", "entry-not-known", "entry-not-reversible", "entry-already-undone");
        Post<CreditLimitBody>("set-credit-limit", (id, body, _) => AccountUseCases.SetCreditLimit(id, body.Limit.ToMoney()))
            .Commands<CreditLimitBody, AccountRepresentation>("setCreditLimit", "Set how much may be owed",
                "It binds withdrawals and orders on credit; invoices and refunds are facts.",
                AccountExamples.SetCreditLimit, AccountExamples.AccountWithLimit, Missing, "currency-not-the-accounts", "credit-limit-not-usable");
        Post<HoldCreditBody>("hold-credit", (id, body, _) => AccountUseCases.HoldCredit(
                id, OrderId.Of(body.OrderId), body.Amount.ToMoney()))
            .Commands<HoldCreditBody, AccountRepresentation>("holdCredit", "Promise credit to an order",
                "Decided like a withdrawal. The order's invoice uses the promise up.", AccountExamples.HoldCredit, AccountExamples.AccountWithHold,
                Missing, "currency-not-the-accounts", "amount-not-payable", "credit-limit-exceeded", "credit-held-otherwise");
        Post<ReleaseCreditBody>("release-credit", (id, body, _) => AccountUseCases.ReleaseCredit(id, OrderId.Of(body.OrderId)))
            .Commands<ReleaseCreditBody, AccountRepresentation>("releaseCredit", "Let an order's credit go",
                "For an order that is cancelled or paid in advance.", AccountExamples.ReleaseCredit, AccountExamples.AccountWithLimit, Missing);

        RouteHandlerBuilder Post<TBody>(
            string name, Func<AccountId, TBody, DateTimeOffset, UseCase> useCase, Func<TBody, DateTimeOffset?>? happened = null,
            bool creates = false) =>
            accounts.MapPost($"/{{accountId}}/commands/{name}",
                (string accountId, CommandRequest<TBody> request, IStorage storage, CancellationToken cancel) =>
            {
                var id = AccountId.Of(RouteIds.Checked(accountId, "accountId"));
                var asked = happened?.Invoke(request.Body) is { } at ? request with { Command = request.Command with { At = at } } : request;
                return Resource.RunAsync(accountId, asked, useCase(id, request.Body, request.Now), creates, storage, cancel);
            });
    }

    /// <summary>Brought into being by its first entry, or opened before it had any.</summary>
    private static bool IsNew(Held held) => held is { Version: 1 } or { State: KeptAccount { Book.Entries: 0 } };

    /// <summary>With the day, because what is overdue changes though nothing happens.</summary>
    private static string Tag(long version, DateTimeOffset now) => $"{StreamResource.Text(version)}-{Book.Day(now):yyyyMMdd}";

    private static async Task<IResult> GetAsync(
        [Description("The account's id.")] string accountId,
        [Description("Show balance and overdue at this moment (RFC 3339).")] DateTimeOffset? at,
        IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var stream = Resource.Stream(accountId);
        if (at is { } moment)
        {
            return await new AccountPasts(storage).AtAsync(AccountId.Of(accountId), moment, cancel) is { } past
                ? Answers.Show(AccountRepresentation.Of(past), tag: null)
                : Resource.NotFoundThen(accountId);
        }

        var (held, now) = (await storage.LoadAsync(stream, cancel), clock.GetUtcNow());
        return held.State is KeptAccount account
            ? Answers.Show(AccountRepresentation.Of(account, held.Version, now), Tag(held.Version, now))
            : Resource.NotFound(accountId);
    }

    private static Task<IResult> EventsAsync(
        [Description("The account's id.")] string accountId,
        [Description("How many at most, 1 to 500; 50 unless given.")] int? limit,
        [Description("Opaque; from the link named next.")] string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel) =>
        Resource.EventsAsync(accountId, limit, cursor, context, storage, cancel);

    private static async Task<IResult> ListAsync(
        [Description("How many at most, 1 to 500; 50 unless given.")] int? limit,
        [Description("Opaque; from the link named next.")] string? cursor,
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var page = await storage.SelectAsync(
            AccountStreams.Accounts, AccountQueries.ById(Paging.After(cursor, "accounts"), Paging.Limit(limit)), cancel);
        return Paging.Answer(context,
            [.. page.Items.Select(h => AccountRepresentation.Of((KeptAccount)h.State, h.Version, now))], page.Next, "accounts");
    }
}
