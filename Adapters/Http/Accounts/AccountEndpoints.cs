using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Http.Timeline;
using Tempest.Application.Accounts;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>Accounts: balances now and then, statements, histories, and entries from outside.</summary>
internal static class AccountEndpoints
{
    public const string Missing = "account-not-found";

    public static HistoryEndpoints<AccountId, AccountRepresentation> Accounts { get; } = new(
        AccountStreams.Accounts, "account", Missing)
    {
        Self = AccountLinks.Self,
        Representation = (held, now) => AccountRepresentation.Of((KeptAccount)held.State, held.Version, now!.Value),
        Links = held => AccountLinks.Of(held.Stream.Id, (Account)held.State),
        Tag = Tag,
        IsNew = IsNew,
        Then = (held, recorded) => AccountRepresentation.Of((KeptAccount)held.State, held.Version, recorded, isNow: false),
        Past = async (id, at, storage, cancel) => await new AccountPasts(storage).AtAsync(id, at, cancel) is { } past
            ? AccountRepresentation.Of(past)
            : null,
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/api/accounts").WithTags("Accounts");
        accounts.MapGet("", ListAsync).Reads<Collection<AccountRepresentation>>("listAccounts",
            "Accounts and their balances",
            "By id. Follow the link `next`, in `_links` and in the `Link` header, until there is none.",
            AccountExamples.Accounts);
        accounts.MapGet("/{accountId}", GetAsync).Reads<AccountRepresentation>("getAccount",
            "One account, as it is or as it was",
            "`at` shows balance and overdue at a past moment, with all that is known of it today; `version` shows what was known then, "
            + "without `_templates`. The `ETag` changes with the day too, as what is overdue does.",
            AccountExamples.Account, Missing);
        accounts.MapGet("/{accountId}/events", EventsAsync).Reads<Collection<EventRepresentation>>("getAccountEvents",
            "All that ever happened to an account", "In the order in which it was told; nothing is ever taken out.",
            AccountExamples.AccountEvents, Missing);
        accounts.MapGet("/{accountId}/history", HistoryAsync).Reads<Collection<TimelineLineRepresentation>>("getAccountHistory",
            "What happened to an account, in words", "With who and when, the oldest first.", AccountExamples.AccountHistory, Missing);
        accounts.MapGet("/{accountId}/difference", DifferenceAsync).Reads<DifferenceRepresentation>("getAccountDifference",
            "What is different between two moments, and why",
            $"Every value that is another one, and what happened in between. {PointInTime.Words} By moments it holds all that is known of them today.",
            AccountExamples.AccountDifference, Missing, tagged: false);
        accounts.MapGet("/{accountId}/statement", StatementEndpoint.GetAsync).Describe(Missing);
        accounts.MapPost("/entries", OutsideFeed.PostAsync).Describe();
        AccountCommandEndpoints.Map(accounts);
    }

    /// <summary>Brought into being by its first entry, or opened before it had any.</summary>
    private static bool IsNew(Held held) => held is { Version: 1 } or { State: KeptAccount { Book.Entries: 0 } };

    /// <summary>With the day, because what is overdue changes though nothing happens.</summary>
    private static string Tag(long version, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{version}-{Book.Day(now):yyyyMMdd}");

    private static Task<IResult> GetAsync(
        [Description("The account's id.")] string accountId,
        [Description("Show it as it was told after so many events.")] long? version,
        [Description("Show balance and overdue at this moment (RFC 3339).")] DateTimeOffset? at,
        IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Accounts.GetAsync(accountId, version, at, storage, clock, cancel);

    private static Task<IResult> EventsAsync(
        [Description("The account's id.")] string accountId, int? limit, string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel) =>
        Accounts.EventsAsync(accountId, limit, cursor, context, storage, cancel);

    private static Task<IResult> HistoryAsync(
        [Description("The account's id.")] string accountId, int? limit, string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel) =>
        Accounts.HistoryAsync(accountId, limit, cursor, context, storage, cancel);

    private static Task<IResult> DifferenceAsync(
        [Description("The account's id.")] string accountId, string? from, string? to,
        IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Accounts.DifferenceAsync(accountId, from, to, storage, clock, cancel);

    private static Task<IResult> ListAsync(
        int? limit, string? cursor,
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        Accounts.ListAsync(AccountQueries.ById, "accounts", limit, cursor, context, storage, clock, cancel);
}
