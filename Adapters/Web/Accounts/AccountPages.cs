using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Web.Parts;
using Tempest.Application.Access;
using Tempest.Application.Accounts;
using Tempest.Application.Accounts.Payments;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Web.Accounts;

/// <summary>What a customer owes and why: the account, statements of it, and each entry.</summary>
internal static class AccountPages
{
    public const string At = "at", From = "from", To = "to";

    /// <summary>What the chart on the account's own page looks back on.</summary>
    private const int DaysBack = 90;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/account", ShowAsync).WithName("accountPage");
        pages.MapGet("/account/statement", StatementAsync).WithName("statementPage");
        pages.MapGet("/account/statement.csv", CsvAsync).WithName("statementCsv");
        pages.MapGet("/account/entries/{id}", EntryAsync).WithName("entryPage");
    }

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? DayIn(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static async Task<IResult> ShowAsync(string? at, AccountReader accounts, PaymentDesk desk, CancellationToken cancel)
    {
        if (at is not null) return await ThenAsync(at, accounts, cancel);

        var book = await accounts.BookAsync(cancel);
        var today = accounts.Today;
        return Views.Show<AccountPage>(new AccountModel(
            book, await accounts.OpenAsync(book, cancel), await RecentAsync(accounts, cancel), await desk.NotBookedAsync(book.Account, cancel),
            today, Form.Fresh((At, Day(today)))));
    }

    private static async Task<IResult> ThenAsync(string at, AccountReader accounts, CancellationToken cancel)
    {
        if (DayIn(at) is not { } day || day > accounts.Today)
        {
            return Views.Show<PastAccountPage>(
                new PastAccountModel(null, null, Form.Fresh((At, at)).Wrong(At, "Give a day up to today as year, month and day: 2026-12-24.")),
                StatusCodes.Status422UnprocessableEntity);
        }

        return Views.Show<PastAccountPage>(new PastAccountModel(day, await accounts.AtEndOfAsync(day, cancel), Form.Fresh((At, at))));
    }

    private static async Task<IResult> StatementAsync(string? from, string? to, AccountReader accounts, CancellationToken cancel)
    {
        var (form, statement) = await ReadAsync(from, to, accounts, cancel);
        return Views.Show<StatementPage>(
            new StatementModel(form, statement), form.IsFaulty ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> CsvAsync(string? from, string? to, AccountReader accounts, CancellationToken cancel) =>
        await ReadAsync(from, to, accounts, cancel) is (var form, { } statement)
            ? Results.File(StatementCsv.Of(statement), "text/csv; charset=utf-8", $"statement-{form[From]}-{form[To]}.csv")
            : Views.Fault(StatusCodes.Status400BadRequest, "A statement goes from one day to another: 2026-11-01 to 2026-11-30.");

    private static async Task<(Form Form, Statement? Statement)> ReadAsync(string? from, string? to, AccountReader accounts, CancellationToken cancel)
    {
        var (last, today) = (DayIn(to), accounts.Today);
        var first = DayIn(from) ?? (string.IsNullOrEmpty(from) ? new DateOnly((last ?? today).Year, (last ?? today).Month, 1) : null);
        last ??= string.IsNullOrEmpty(to) ? today : null;
        var form = Form.Fresh((From, first is { } f ? Day(f) : from), (To, last is { } l ? Day(l) : to));
        if (first is null) form = form.Wrong(From, "Give a day as year, month and day: 2026-11-01.");
        if (last is null) form = form.Wrong(To, "Give a day as year, month and day: 2026-11-30.");
        if (first > last) form = form.Wrong(From, "Let it begin before it ends.");
        if (form.IsFaulty) return (form, null);

        try
        {
            return (form, await accounts.StatementAsync(first!.Value, last!.Value, cancel));
        }
        catch (StatementTooLongException e)
        {
            return (form.Wrong(From, $"{e.Message} Choose fewer days."), null);
        }
    }

    /// <summary>Null where too much has happened for a look at all of it.</summary>
    private static async Task<Statement?> RecentAsync(AccountReader accounts, CancellationToken cancel)
    {
        try
        {
            return await accounts.StatementAsync(accounts.Today.AddDays(-DaysBack), accounts.Today, cancel);
        }
        catch (StatementTooLongException)
        {
            return null;
        }
    }

    private static async Task<IResult> EntryAsync(string id, Caller caller, AccountReader accounts, CancellationToken cancel)
    {
        if (!Identifier.IsValid(id) || await accounts.EntryAsync(EntryId.Of(id), cancel) is not ({ } booked, { } happened))
            return Views.Missing($"Your account has no entry {id}.");

        var unpaid = booked.Entry.Bill is null ? null
            : (await accounts.OpenAsync(await accounts.BookAsync(cancel), cancel)).FirstOrDefault(open => open.Invoice.Entry.Id == booked.Entry.Id)?.Unpaid;
        return Views.Show<EntryPage>(new EntryModel(
            booked, booked.Entry.Bill is null ? null : new ShownInvoice(booked, unpaid ?? Money.Zero(booked.Entry.Amount.Currency), accounts.Today),
            [.. happened.Select(one => Told.To(caller.Actor, one))]));
    }
}

/// <param name="Open">What is not yet paid, the one that is due first coming first.</param>
/// <param name="Recent">The last weeks.</param>
/// <param name="NotBooked">Paid, and nobody came back to say so.</param>
public sealed record AccountModel(
    Book Book, IReadOnlyList<OpenInvoice> Open, Statement? Recent, IReadOnlyList<PaymentTaken> NotBooked, DateOnly Today, Form Form)
{
    public Money Overdue => Book.OverdueOn(Today);

    public bool IsEmpty => Book.Entries == 0;
}

/// <param name="Day">At whose end; null: none was understood.</param>
/// <param name="Account">As it was; null: there was none yet.</param>
public sealed record PastAccountModel(DateOnly? Day, PastAccount? Account, Form Form);

/// <param name="Form">From which day to which.</param>
/// <param name="Statement">Null when these are no days.</param>
public sealed record StatementModel(Form Form, Statement? Statement)
{
    public string Csv => Paging.Address("/account/statement.csv", (AccountPages.From, Form[AccountPages.From]), (AccountPages.To, Form[AccountPages.To]));
}

/// <param name="Invoice">What of it is paid, when it is an invoice.</param>
/// <param name="History">When it happened, and when it was told of.</param>
public sealed record EntryModel(BookedEntry Booked, ShownInvoice? Invoice, IReadOnlyList<Occurrence> History)
{
    public Entry Entry => Booked.Entry;
}

/// <summary>A balance over time, for a chart.</summary>
internal static class BalancePoints
{
    public static IReadOnlyList<ChartPoint> Of(Statement statement) =>
    [
        new(Beginning(statement.From), statement.Opening),
        .. statement.Lines.Select(line => new ChartPoint(line.Booked.Entry.At, line.Balance, $"/account/entries/{line.Booked.Entry.Id}")),
        new(Beginning(statement.To).AddDays(1).AddSeconds(-1), statement.Closing),
    ];

    private static DateTimeOffset Beginning(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
