namespace Tempest.DomainTests.Levels;

public partial interface ITempest
{
    Task<Reply> OpenAccountAsync(string account, string holder, string currency, decimal? creditLimit = null);

    Task<Reply> PayAsync(string account, string entry, decimal amount, string currency, DateTimeOffset? at = null, string reason = "a cheque");

    Task<Reply> DepositAsync(string account, string entry, decimal amount, string currency, DateTimeOffset? at = null);

    Task<Reply> WithdrawAsync(string account, string entry, decimal amount, string currency);

    /// <param name="amount">Null: all that is left.</param>
    Task<Reply> RefundAsync(string account, string entry, string refunds, decimal? amount, string currency);

    Task<Reply> ReverseAsync(string account, string entry, string reverses, string reason);

    Task<Reply> SetCreditLimitAsync(string account, decimal limit, string currency);

    Task<Reply> HoldCreditAsync(string account, string order, decimal amount, string currency);

    Task<Reply> ReleaseCreditAsync(string account, string order);

    /// <returns>For each entry what became of it, with the code when it was refused.</returns>
    Task<IReadOnlyList<string>> TellFromOutsideAsync(IReadOnlyList<OutsideEntry> entries);

    /// <param name="at">Then, as far as is known today.</param>
    Task<AccountView?> AccountAsync(string account, DateTimeOffset? at = null);

    /// <param name="pageSize">All pages are read, so many at a time.</param>
    Task<IReadOnlyList<string>> AccountsAsync(int pageSize = 50);

    Task<IReadOnlyList<HistoryLine>> AccountHistoryAsync(string account);

    Task<StatementView?> StatementAsync(string account, DateOnly from, DateOnly to);
}

public sealed record OutsideEntry(
    string Account, string Id, string Kind, decimal Amount, string Currency, DateTimeOffset At, string? Undoes = null, string? UndoesKind = null,
    DateOnly? DueOn = null);

public sealed record AccountView(
    decimal Balance, string Currency, decimal Overdue, string? Holder, decimal? Available, IReadOnlyList<string> Offers);

public sealed record StatementView(decimal Opening, decimal Closing, IReadOnlyList<StatementLineView> Lines);

public sealed record StatementLineView(string Entry, string Kind, decimal Change, decimal Balance, string UndoneBy);
