using System.Globalization;

namespace Tempest.DomainTests.Levels;

public sealed partial class BrowserTempest
{
    public Task<Reply> OpenAccountAsync(string account, string holder, string currency, decimal? creditLimit = null) =>
        On(account, "open", "Open account", ("Whose account it is", holder), ("Currency", currency), ("Credit limit", creditLimit is { } limit ? Typed(limit) : null));

    public Task<Reply> PayAsync(
        string account, string entry, decimal amount, string currency, DateTimeOffset? at = null, string reason = "a cheque") =>
        On(account, "pay", "Post a payment", [.. Entry(entry, amount, currency, reason), When(at)]);

    public Task<Reply> DepositAsync(string account, string entry, decimal amount, string currency, DateTimeOffset? at = null) =>
        On(account, "deposit", "Post a deposit", [.. Entry(entry, amount, currency, "in advance"), When(at)]);

    public Task<Reply> WithdrawAsync(string account, string entry, decimal amount, string currency) =>
        On(account, "withdraw", "Withdraw", Entry(entry, amount, currency, "at the counter"));

    public Task<Reply> RefundAsync(string account, string entry, string refunds, decimal? amount, string currency) =>
        On(account, "refund", "Refund", [("Payment or deposit", refunds), .. Entry(entry, amount, currency, "paid twice")]);

    public Task<Reply> ReverseAsync(string account, string entry, string reverses, string reason) =>
        On(account, "reverse", "Reverse an entry", ("Entry", reverses), ("Number of the entry", entry), ("Reason", reason));

    public Task<Reply> SetCreditLimitAsync(string account, decimal limit, string currency) =>
        On(account, "set-credit-limit", "Set credit limit", ("Amount", Typed(limit)), ("Currency", currency));

    public Task<Reply> HoldCreditAsync(string account, string order, decimal amount, string currency) =>
        On(account, "hold-credit", "Hold credit for an order", ("Order", order), ("Amount", Typed(amount)), ("Currency", currency));

    public Task<Reply> ReleaseCreditAsync(string account, string order) =>
        On(account, "release-credit", "Let an order's credit go", ("Order", order));

    public async Task<IReadOnlyList<string>> TellFromOutsideAsync(IReadOnlyList<OutsideEntry> entries)
    {
        await SendAsync("/staff/accounts/entries", "Post entries", ("Entries", string.Join('\n', entries.Select(entry => string.Join("; ",
            entry.Account, entry.Id, entry.Kind, Typed(entry.Amount), entry.Currency, entry.At.ToString("O"), Typed(entry.DueOn), entry.Undoes, entry.UndoesKind,
            "told from outside")))));
        return [.. (await window.RowsAsync("What became of them")).Select(row => FirstLine(row["Result"]))];
    }

    public async Task<AccountView?> AccountAsync(string account, DateTimeOffset? at = null)
    {
        if (!await window.OpenAsync(Address($"/staff/accounts/{account}", ("at", at?.ToString("O"))))) return null;

        var facts = await window.FactsAsync();
        var (balance, currency) = Money(facts["Balance"]);
        return new(balance, currency, Money(facts["Overdue"]).Amount, facts.GetValueOrDefault("Holder"),
            facts.TryGetValue("Available", out var available) ? Money(available).Amount : null,
            await OffersAsync(("Open account", "open"), ("Post a payment", "pay"), ("Post a deposit", "deposit"), ("Withdraw", "withdraw"),
                ("Set credit limit", "set-credit-limit"), ("Hold credit for an order", "hold-credit"), ("Let an order's credit go", "release-credit")));
    }

    public Task<IReadOnlyList<string>> AccountsAsync(int pageSize = 50) =>
        ListAsync(Address("/staff/accounts", ("by", "id"), ("limit", $"{pageSize}")), "Accounts", "Account");

    public Task<IReadOnlyList<HistoryLine>> AccountHistoryAsync(string account) => HistoryAsync($"/staff/accounts/{account}");

    public async Task<StatementView?> StatementAsync(string account, DateOnly from, DateOnly to)
    {
        if (!await window.OpenAsync(Address($"/staff/accounts/{account}/statement", ("from", Typed(from)), ("to", Typed(to))))) return null;

        var facts = await window.FactsAsync();
        return new(Money(facts["Balance before"]).Amount, Money(facts["Balance after"]).Amount,
            [.. (await window.RowsAsync("Entries")).Select(row => new StatementLineView(
                row["Entry"], row["Kind"], Money(row["Change"]).Amount, Money(row["Balance"]).Amount, row["Undone by"]))]);
    }

    private Task<Reply> On(string account, string deed, string button, params IEnumerable<(string Label, string? Value)> fields) =>
        SendAsync($"/staff/accounts/{account}/{deed}", button, fields);

    private static (string Label, string? Value)[] Entry(string entry, decimal? amount, string currency, string reason) =>
        [("Amount", amount is { } some ? Typed(some) : null), ("Currency", currency), ("Reason", reason), ("Number of the entry", entry)];

    private static (string Label, string? Value) When(DateTimeOffset? at) =>
        ("When, in UTC", at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));

    private static string? Typed(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
