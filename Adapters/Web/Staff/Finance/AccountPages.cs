using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Application.Accounts;
using Tempest.Application.Storage;
using Tempest.Application.Timeline;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Web.Staff.Finance;

/// <summary>Who owes what, and what is done about it.</summary>
internal static class AccountPages
{
    public const string At = "/staff/accounts";

    private const int AtOnce = 50;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(At, ListAsync).WithName("staffAccountsPage");
        pages.MapGet($"{At}/{{id}}", ShowAsync).WithName("staffAccountPage");
        pages.MapGet($"{At}/{{id}}/statement", StatementAsync).WithName("staffStatementPage");
        AccountDeeds.Pages.Map(pages, [.. AccountDeeds.All, AccountDeeds.Refund, AccountDeeds.Reverse]);
        EntriesPages.Map(pages);
    }

    /// <summary>The one of an id; or those that are overdue, and then the others; or page by page, by id.</summary>
    private static async Task<IResult> ListAsync(
        string? id, string? by, int? limit, string? after, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (Identifier.IsValid(id?.Trim())) return Results.LocalRedirect($"{At}/{id!.Trim()}");

        var today = Book.Day(clock.GetUtcNow());
        if (by == "id")
        {
            var page = await storage.SelectAsync(AccountStreams.Accounts, AccountQueries.ById(Paging.After(after), Math.Clamp(limit ?? AtOnce, 1, 200)), cancel);
            return Views.Show<AccountsPage>(new AccountsModel([.. page.Items.Select(OwedOn(today))], ById: true, limit, after is null, page.Next));
        }

        var all = new List<Owed>();
        Place? next = null;
        do
        {
            var page = await storage.SelectAsync(AccountStreams.Accounts, AccountQueries.ById(next, 500), cancel);
            all.AddRange(page.Items.Select(OwedOn(today)));
            next = page.Next;
        }
        while (next is not null);
        return Views.Show<AccountsPage>(new AccountsModel(
            [.. all.OrderByDescending(one => one.Overdue.Amount).ThenByDescending(one => one.Book.Owed.Amount).Take(AccountsModel.Most)], ById: false, null, true, null)
            { Total = all.Count });
    }

    private static async Task<IResult> ShowAsync(
        string id, string? at, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (!Identifier.IsValid(id)) return Views.Missing($"There is no account {id}.");

        if (Moments.Of(at) is { } then)
        {
            var pasts = new AccountPasts(storage);
            return await pasts.AtAsync(AccountId.Of(id), then, cancel) is { } past
                && await pasts.AtAsync(AccountId.Of(id), clock.GetUtcNow(), cancel) is { } now
                ? Views.Show<PastAccountPage>(new PastAccountModel(past, now))
                : Views.Missing($"There was no account {id} then.");
        }

        var held = await storage.LoadAsync(AccountStreams.Accounts.Stream(id), cancel);
        var history = caller.May("getAccountEvents") ? await Histories.OfAsync(AccountStreams.Accounts, id, storage, cancel) : [];
        return Views.Show<AccountPage>(new AccountModel(id, (Account)held.State, Book.Day(clock.GetUtcNow()), history),
            held.Exists ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);
    }

    /// <summary>Of this month unless it says otherwise.</summary>
    private static async Task<IResult> StatementAsync(
        string id, string? from, string? to, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var today = Book.Day(clock.GetUtcNow());
        var (first, last) = (Day(from) ?? Book.FirstOf(today), Day(to) ?? today);
        try
        {
            return Identifier.IsValid(id) && await new AccountPasts(storage).StatementAsync(AccountId.Of(id), first, last, cancel) is { } statement
                ? Views.Show<StatementPage>(statement)
                : Views.Missing($"There is no account {id}.");
        }
        catch (StatementTooLongException)
        {
            return Views.Fault(StatusCodes.Status400BadRequest, $"A statement has at most {AccountPasts.MostLines} lines: choose fewer days.");
        }
    }

    private static Func<Held, Owed> OwedOn(DateOnly today) => held => new((KeptAccount)held.State, ((KeptAccount)held.State).Book.OverdueOn(today));

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

public sealed record Owed(KeptAccount Account, Money Overdue)
{
    public Book Book => Account.Book;

    public string? Holder => (Account as OpenedAccount)?.Holder;
}

/// <param name="ById">Rather than those that are overdue first.</param>
public sealed record AccountsModel(IReadOnlyList<Owed> Accounts, bool ById, int? Limit, bool IsFirst, Place? Next)
{
    public const int Most = 200;

    /// <summary>How many there are.</summary>
    public int Total { get; init; }

    public string At(Place? after = null) => Paging.Address(AccountPages.At, ("by", "id"),
        ("limit", Limit is { } limit ? FormattableString.Invariant($"{limit}") : null), ("after", after is null ? null : Paging.Text(after)));
}

public sealed record PastAccountModel(PastAccount Then, PastAccount Now)
{
    public IReadOnlyList<Change> DifferentNow => Differences.Between(Figures(Then), Figures(Now));

    private static JsonObject Figures(PastAccount account) => new()
    {
        ["balance"] = Words.Money(account.Balance), ["overdue"] = Words.Money(account.Overdue),
    };
}

public sealed record AccountModel(string Id, Account Account, DateOnly Today, IReadOnlyList<TimelineLine> History);
