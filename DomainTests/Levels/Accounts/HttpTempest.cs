using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tempest.DomainTests.Levels;

public partial class HttpTempest
{
    public Task<Reply> OpenAccountAsync(string account, string holder, string currency, decimal? creditLimit = null) =>
        On(account, "open", new { holder, currency, creditLimit = creditLimit is { } limit ? Money(limit, currency) : null });

    public Task<Reply> PayAsync(
        string account, string entry, decimal amount, string currency, DateTimeOffset? at = null, string reason = "a cheque") =>
        On(account, "pay", new { entryId = entry, amount = Money(amount, currency), reason, at });

    public Task<Reply> DepositAsync(string account, string entry, decimal amount, string currency, DateTimeOffset? at = null) =>
        On(account, "deposit", new { entryId = entry, amount = Money(amount, currency), reason = "in advance", at });

    public Task<Reply> WithdrawAsync(string account, string entry, decimal amount, string currency) =>
        On(account, "withdraw", new { entryId = entry, amount = Money(amount, currency), reason = "at the counter" });

    public Task<Reply> RefundAsync(string account, string entry, string refunds, decimal? amount, string currency) =>
        On(account, "refund", new { entryId = entry, refunds, amount = amount is { } some ? Money(some, currency) : null, reason = "paid twice" });

    public Task<Reply> ReverseAsync(string account, string entry, string reverses, string reason) =>
        On(account, "reverse", new { entryId = entry, reverses, reason });

    public Task<Reply> SetCreditLimitAsync(string account, decimal limit, string currency) =>
        On(account, "set-credit-limit", new { limit = Money(limit, currency) });

    public Task<Reply> HoldCreditAsync(string account, string order, decimal amount, string currency) =>
        On(account, "hold-credit", new { orderId = order, amount = Money(amount, currency) });

    public Task<Reply> ReleaseCreditAsync(string account, string order) => On(account, "release-credit", new { orderId = order });

    public Task<IReadOnlyList<string>> TellFromOutsideAsync(IReadOnlyList<OutsideEntry> entries) =>
        TellAsync([.. entries.Select(entry => JsonSerializer.Serialize(new
        {
            account = entry.Account, id = entry.Id, kind = entry.Kind, amount = Money(entry.Amount, entry.Currency), at = entry.At,
            reason = "told from outside",
            bill = entry.Kind == "invoice" ? new { dueOn = entry.DueOn } : null,
            undoes = entry.Undoes is null ? null : new { id = entry.Undoes, kind = entry.UndoesKind, dueOn = entry.DueOn },
        }))]);

    private protected async Task<IReadOnlyList<string>> TellAsync(params IReadOnlyList<string> entries)
    {
        using var body = new StringContent(string.Join('\n', entries), Encoding.UTF8, "application/x-ndjson");
        using var answer = await http.PostAsync("api/accounts/entries", body);
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .Select(told => (string?)told["problem"]?["type"] is { } problem ? problem.Split('/')[^1] : Text(told["result"]))];
    }

    public async Task<AccountView?> AccountAsync(string account, DateTimeOffset? at = null) =>
        await Get($"api/accounts/{account}" + (at is { } moment ? At(moment) : "")) is { } found
            ? new(Amount(found["balance"]), Text(found["balance"]!["currency"]), Amount(found["overdue"]), (string?)found["holder"],
                found["available"] is { } available ? Amount(available) : null,
                Offers(found))
            : null;

    public Task<IReadOnlyList<string>> AccountsAsync(int pageSize = 50) => Collect("api/accounts", "id", ("limit", $"{pageSize}"));

    public Task<IReadOnlyList<HistoryLine>> AccountHistoryAsync(string account) => History($"api/accounts/{account}");

    public async Task<StatementView?> StatementAsync(string account, DateOnly from, DateOnly to) =>
        await Get($"api/accounts/{account}/statement?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}") is { } statement
            ? new(Amount(statement["opening"]), Amount(statement["closing"]), [.. statement["lines"]!.AsArray().Select(line =>
                new StatementLineView(Text(line!["entryId"]), Text(line["kind"]), Amount(line["change"]), Amount(line["balance"]),
                    string.Join(", ", (line["undoneBy"]?.AsArray() ?? []).Select(Text))))])
            : null;

    private Task<Reply> On(string account, string command, object body) => Post($"api/accounts/{account}/commands/{command}", body);
}
