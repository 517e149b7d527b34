using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Application.Accounts.Payments;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Web.Accounts;

/// <summary>Paying what is due, and what became of it.</summary>
internal static class PaymentPages
{
    public const string Amount = "amount", Seen = "seen";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/account/pay", ShowAsync).WithName("payPage");
        pages.MapPost("/account/pay", BeginAsync).WithName("beginPayment");
        pages.MapGet("/account/pay/{id}", SettleAsync).WithName("paymentPage");
    }

    private static async Task<IResult> ShowAsync(AccountReader accounts, PaymentDesk desk, TransferTerms transfer, CancellationToken cancel)
    {
        var book = await accounts.BookAsync(cancel);
        return Show(book, desk, transfer, Form.Fresh((Amount, book.Owed.Amount > 0 ? book.Owed.AmountText : null), (Seen, Words.Money(book.Balance))));
    }

    private static async Task<IResult> BeginAsync(
        HttpRequest request, AccountReader accounts, PaymentDesk desk, TransferTerms transfer, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        var book = await accounts.BookAsync(cancel);
        if (!desk.TakesPayments) return Show(book, desk, transfer, form, StatusCodes.Status409Conflict);

        var id = EntryId.Of($"payment-{form.Key}");
        if (await desk.SettleAsync(book.Account, id, cancel) is PaymentBooked) return Results.LocalRedirect(PageOf(id));
        if (AmountIn(form[Amount], book.Currency) is not { } amount)
        {
            return Show(book, desk, transfer, form.Wrong(Amount, $"Give an amount above zero in {book.Currency}, such as {Example(book)}."),
                StatusCodes.Status422UnprocessableEntity);
        }

        if (form[Seen] != Words.Money(book.Balance))
        {
            return Show(book, desk, transfer, form.Wrong(null,
                $"Your account has changed since you opened this page: {Words.Money(book.Owed)} is to be paid now. Nothing was paid yet."),
                StatusCodes.Status409Conflict);
        }

        var address = await desk.BeginAsync(new(id, book.Account, amount, PageOf(id)), cancel);
        return Uri.IsWellFormedUriString(address, UriKind.Relative) ? Results.LocalRedirect(address) : Results.Redirect(address);
    }

    private static async Task<IResult> SettleAsync(string id, Caller caller, PaymentDesk desk, CancellationToken cancel)
    {
        if (!Identifier.IsValid(id)) return Missing(id);

        try
        {
            return await desk.SettleAsync(Ownership.AccountOf(caller.Customer!.Value), EntryId.Of(id), cancel) switch
            {
                PaymentMissing => Missing(id),
                PaymentBooked { Entry.Entry.Kind: not EntryKind.Payment } => Missing(id),
                var outcome => Views.Show<PaymentPage>(new PaymentModel(PageOf(EntryId.Of(id)), outcome)),
            };
        }
        catch (PaymentUnclearException)
        {
            return Views.Show<PaymentPage>(new PaymentModel(PageOf(EntryId.Of(id)), null));
        }
    }

    private static string PageOf(EntryId payment) => $"/account/pay/{payment}";

    private static IResult Missing(string id) => Views.Missing($"There is no payment {id} of yours. Your account shows what was paid.");

    private static string Example(Book book) => (book.Owed.Amount > 0 ? book.Owed : new(10, book.Currency)).AmountText;

    private static Money? AmountIn(string text, Currency currency) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount)
        && new Money(amount, currency) is { IsPrice: true, Amount: > 0 } money ? money : null;

    private static RazorComponentResult<PayPage> Show(
        Book book, PaymentDesk desk, TransferTerms transfer, Form form, int status = StatusCodes.Status200OK) =>
        Views.Show<PayPage>(new PayModel(book, form, desk.TakesPayments, transfer), status);
}

/// <summary>How to pay where nobody takes payments for us.</summary>
/// <param name="To">Our bank and account; null: our office says it.</param>
public sealed record TransferTerms(string? To);

/// <param name="TakesCards">Whether somebody takes payments for us.</param>
public sealed record PayModel(Book Book, Form Form, bool TakesCards, TransferTerms Transfer);

/// <param name="Outcome">What became of it; null: nobody knows yet.</param>
public sealed record PaymentModel(string Self, PaymentOutcome? Outcome);
