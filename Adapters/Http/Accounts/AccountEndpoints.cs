using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Accounts;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>Accounts: balances now and then, statements, histories, and entries from outside.</summary>
internal static class AccountEndpoints
{
    private const string Missing = "account-not-found";

    private static readonly StreamResource Resource = new(
        AccountStreams.Accounts, "account", Missing, Tag,
        (held, now, created) => Answers.Show(
            AccountRepresentation.Of((KeptAccount)held.State, held.Version, now), Tag(held.Version, now),
            created && IsNew(held) ? AccountLinks.Self(held.Stream.Id) : null),
        held => AccountLinks.Of(held.Stream.Id, (Account)held.State));

    public static void Map(IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/api/accounts").WithTags("Accounts");
        accounts.MapGet("", ListAsync).Reads<Collection<AccountRepresentation>>("listAccounts",
            "Accounts and their balances",
            "By id. Follow the link `next`, in `_links` and in the `Link` header, until there is none.",
            AccountExamples.Accounts);
        accounts.MapGet("/{accountId}", GetAsync).Reads<AccountRepresentation>("getAccount",
            "One account, as it is or as it was",
            "`at` shows balance and overdue at a past moment, with all that is known of it today. The `ETag` changes with the "
            + "day too, as what is overdue does.",
            AccountExamples.Account, Missing);
        accounts.MapGet("/{accountId}/events", EventsAsync).Reads<Collection<EventRepresentation>>("getAccountEvents",
            "All that ever happened to an account", "In the order in which it was told; nothing is ever taken out.",
            AccountExamples.AccountEvents, Missing);
        accounts.MapGet("/{accountId}/statement", StatementEndpoint.GetAsync).Describe(Missing);
        accounts.MapPost("/entries", OutsideFeed.PostAsync).Describe();
        AccountCommandEndpoints.Map(accounts, Resource);
    }

    /// <summary>Brought into being by its first entry, or opened before it had any.</summary>
    private static bool IsNew(Held held) => held is { Version: 1 } or { State: KeptAccount { Book.Entries: 0 } };

    /// <summary>With the day, because what is overdue changes though nothing happens.</summary>
    private static string Tag(long version, DateTimeOffset now) =>
        $"{StreamResource.Text(version)}-{Book.Day(now):yyyyMMdd}";

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
        var shown = page.Items.Select(held => AccountRepresentation.Of((KeptAccount)held.State, held.Version, now));
        return Paging.Answer(context, [.. shown], page.Next, "accounts");
    }
}
