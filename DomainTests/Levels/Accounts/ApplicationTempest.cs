using Tempest.Application.Accounts;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.DomainTests.Levels;

public sealed partial class ApplicationTempest
{
    public Task<Reply> OpenAccountAsync(string account, string holder, string currency, decimal? creditLimit = null) =>
        Ask(AccountUseCases.Open(
            Id(account), holder, Currency.Of(currency), creditLimit is { } limit ? Money(limit, currency) : null, Now));

    public Task<Reply> InvoiceAsync(
        string account, string entry, decimal goods, decimal carriage, string currency, DateOnly dueOn, string? order = null, DateTimeOffset? at = null) =>
        Ask(AccountUseCases.Invoice(Id(account), EntryId.Of(entry),
            new(dueOn, Money(goods, currency), Money(carriage, currency), order is null ? null : OrderId.Of(order)), "delivered", Now, at));

    public Task<Reply> PayAsync(
        string account, string entry, decimal amount, string currency, DateTimeOffset? at = null, string reason = "a cheque") =>
        Ask(AccountUseCases.Pay(Id(account), EntryId.Of(entry), Money(amount, currency), reason, Now, at));

    public Task<Reply> DepositAsync(string account, string entry, decimal amount, string currency, DateTimeOffset? at = null) =>
        Ask(AccountUseCases.Deposit(Id(account), EntryId.Of(entry), Money(amount, currency), "in advance", Now, at));

    public Task<Reply> WithdrawAsync(string account, string entry, decimal amount, string currency) =>
        Ask(AccountUseCases.Withdraw(Id(account), EntryId.Of(entry), Money(amount, currency), "at the counter", Now));

    public Task<Reply> RefundAsync(string account, string entry, string refunds, decimal? amount, string currency) =>
        Ask(AccountUseCases.Refund(Id(account), EntryId.Of(entry), EntryId.Of(refunds),
            amount is { } some ? Money(some, currency) : null, "paid twice", Now));

    public Task<Reply> ReverseAsync(string account, string entry, string reverses, string reason) =>
        Ask(AccountUseCases.Reverse(Id(account), EntryId.Of(entry), EntryId.Of(reverses), reason, Now));

    public Task<Reply> SetCreditLimitAsync(string account, decimal limit, string currency) =>
        Ask(AccountUseCases.SetCreditLimit(Id(account), Money(limit, currency)));

    public Task<Reply> HoldCreditAsync(string account, string order, decimal amount, string currency) =>
        Ask(AccountUseCases.HoldCredit(Id(account), OrderId.Of(order), Money(amount, currency)));

    public Task<Reply> ReleaseCreditAsync(string account, string order) =>
        Ask(AccountUseCases.ReleaseCredit(Id(account), OrderId.Of(order)));

    public async Task<IReadOnlyList<string>> TellFromOutsideAsync(IReadOnlyList<OutsideEntry> entries)
    {
        var results = new List<string>();
        foreach (var told in entries)
        {
            var kind = Enum.Parse<EntryKind>(told.Kind, ignoreCase: true);
            var entry = new Entry(
                Id(told.Account), EntryId.Of(told.Id), kind, Money(told.Amount, told.Currency), told.At, "told from outside",
                kind is EntryKind.Invoice ? new(told.DueOn!.Value, Money(told.Amount, told.Currency), Money(0, told.Currency)) : null,
                told.Undoes is null ? null : new(EntryId.Of(told.Undoes), Enum.Parse<EntryKind>(told.UndoesKind!, ignoreCase: true), told.DueOn));
            results.Add(await storage.ExecuteAsync(
                new Command(HistoryIds.OfEntry($"{Guid.NewGuid()}"), "", "outside", told.At), AccountUseCases.RecordFromOutside(entry, Now)) switch
            {
                Done { Changed: true } => "booked",
                Done => "already-booked",
                Rejected { Why.Code: var code } => code,
                var other => throw new InvalidOperationException($"{other}"),
            });
        }

        return results;
    }

    public async Task<AccountView?> AccountAsync(string account, DateTimeOffset? at = null)
    {
        if (at is { } moment)
        {
            return await new AccountPasts(storage).AtAsync(Id(account), moment) is { } past
                ? new(past.Balance.Amount, past.Balance.Currency.Code, past.Overdue.Amount, null, null, [])
                : null;
        }

        return (await storage.LoadAsync(AccountStreams.Accounts.Stream(account))).State is KeptAccount { Book: var book } kept
            ? new(book.Balance.Amount, book.Currency.Code, book.OverdueOn(Book.Day(Now)).Amount, (kept as OpenedAccount)?.Holder,
                book.Available.Amount, [.. AccountTransitions.PossibleOn(kept).Select(Spelled)])
            : null;
    }

    public Task<IReadOnlyList<string>> AccountsAsync(int pageSize = 50) =>
        IdsAsync(AccountStreams.Accounts, after => AccountQueries.ById(after, pageSize));

    public Task<IReadOnlyList<HistoryLine>> AccountHistoryAsync(string account) => HistoryAsync(AccountStreams.Accounts, account);

    public async Task<StatementView?> StatementAsync(string account, DateOnly from, DateOnly to) =>
        await new AccountPasts(storage).StatementAsync(Id(account), from, to) is { } statement
            ? new(statement.Opening.Amount, statement.Closing.Amount, [.. statement.Lines.Select(line => new StatementLineView(
                line.Booked.Entry.Id.Value, Word.Of(line.Booked.Entry.Kind), line.Booked.Entry.Effect.Amount, line.Balance.Amount,
                string.Join(", ", line.Booked.Undoings.Select(undoing => undoing.By))))])
            : null;

    private static AccountId Id(string account) => AccountId.Of(account);

    private static string Spelled(AccountTransition transition) => transition switch
    {
        AccountTransition.SetCreditLimit => "set-credit-limit",
        AccountTransition.HoldCredit => "hold-credit",
        AccountTransition.ReleaseCredit => "release-credit",
        _ => Word.Of(transition),
    };
}
