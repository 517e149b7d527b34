using System.Globalization;
using static Tempest.Application.Reporting.SalesReports;

namespace Tempest.Application.Reporting;

/// <summary>What is owed and for how long, and what became of what was ordered.</summary>
internal static class FinanceReports
{
    private static readonly (string Label, int Most)[] Ages =
        [("not yet due", 0), ("1 to 30 days late", 30), ("31 to 60 days late", 60), ("61 to 90 days late", 90), ("more than 90 days late", int.MaxValue)];

    private const string Unbilled = "without an invoice";

    public static ReportKind OwedByAge { get; } = new("owed-by-age", "What is owed, by age",
        "What accounts owe today, by how long it should have been paid. Nobody says what a payment is for: it settles what was due first.", [Receivables.Name], false,
        ["age", "currency", "accounts#", "owed#"], "owed", async (source, period, cancel) =>
        {
            var open = await OpenAsync(source, cancel);
            return
            [
                .. Ages.Select(age => age.Label).Append(Unbilled).SelectMany(age => open
                    .Where(bill => AgeOf(bill, period.Today) == age).GroupBy(bill => bill.Currency)
                    .OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => new ReportRow(
                        [age, same.Key, (decimal)same.Select(bill => bill.Account).Distinct().Count(), Money(same.Sum(bill => bill.Unpaid), same.Key)],
                        Receivables.Name, [.. same.Select(bill => bill.Line)]))),
            ];
        });

    /// <summary>Not by days: nobody pays on the day on which he orders.</summary>
    public static ReportKind Conversion { get; } = new("conversion", "From placed to paid",
        "How far orders have come, of all that were ever placed. Paid is what was billed for an order and is settled, what was due first coming first.", [Sales.Name, Receivables.Name], false,
        ["stage", "orders#", "percent#"], "orders", async (source, period, cancel) =>
        {
            var sales = await source.AllAsync(Sales.Name, Sales.ByDay, cancel);
            var bills = await source.AllAsync(Receivables.Name, Receivables.Bills, cancel);
            var unpaid = (await OpenAsync(source, cancel)).Select(bill => bill.Order).ToHashSet(StringComparer.Ordinal);
            var billed = bills.Where(line => line.Parts(4)[3] != Receivables.NoOrder).ToArray();
            var paid = billed.Where(line => !unpaid.Contains(line.Parts(4)[3])).ToArray();
            var all = Sum(sales);
            var placed = all[Sales.Orders] + all[Sales.Cancelled];
            var days = Lines(Sales.ByDay, sales);

            ReportRow Stage(string name, decimal orders, string projection, string[] lines) =>
                new([name, orders, placed == 0 ? 0m : Math.Round(100 * orders / placed, 1)], projection, lines);

            return
            [
                Stage("placed", placed, Sales.Name, days),
                Stage("approved", all[Sales.Approved], Sales.Name, days),
                Stage("handed to shipping", all[Sales.Shipped], Sales.Name, days),
                Stage("delivered", all[Sales.Completed], Sales.Name, days),
                Stage("billed", billed.Select(line => line.Parts(4)[3]).Distinct().Count(), Receivables.Name, Lines(Receivables.Bills, billed)),
                Stage("paid", paid.Select(line => line.Parts(4)[3]).Distinct().Count(), Receivables.Name, Lines(Receivables.Bills, paid)),
                Stage("cancelled", all[Sales.Cancelled], Sales.Name, days),
            ];
        });

    private static string AgeOf(OpenBill bill, DateOnly today) =>
        bill.Due is not { } due ? Unbilled : Ages.First(age => today.DayNumber - due.DayNumber <= age.Most).Label;

    /// <summary>What is owed is owed for what is due last. What was undone of a day's bills is taken off that day.</summary>
    private static async Task<IReadOnlyList<OpenBill>> OpenAsync(ReportSource source, CancellationToken cancel)
    {
        var bills = (await source.AllAsync(Receivables.Name, Receivables.Bills, cancel)).ToLookup(line => string.Join('/', line.Parts(4)[..2]));
        var open = new List<OpenBill>();
        foreach (var account in (await source.AllAsync(Receivables.Name, Receivables.Balances, cancel)).Where(line => Amount(line) < 0))
        {
            var (currency, id, owed) = (account.Parts(2)[0], account.Parts(2)[1], -Amount(account));
            foreach (var day in bills[account.Key].GroupBy(line => line.Parts(4)[2]).OrderByDescending(day => day.Key, StringComparer.Ordinal))
            {
                var left = Math.Min(owed, day.Sum(Amount));
                foreach (var bill in day.Where(line => Amount(line) > 0))
                {
                    var unpaid = Math.Min(left, Amount(bill));
                    if (unpaid <= 0) break;

                    open.Add(new(currency, id, Day(day.Key), bill.Parts(4)[3], unpaid, Count.LineOf(Receivables.Bills, bill.Key)));
                    (left, owed) = (left - unpaid, owed - unpaid);
                }
            }

            if (owed > 0) open.Add(new(currency, id, null, Receivables.NoOrder, owed, Count.LineOf(Receivables.Balances, account.Key)));
        }

        return open;
    }

    private static decimal Amount(ProjectedLine line) => line.Figures[Receivables.Amount];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record OpenBill(string Currency, string Account, DateOnly? Due, string Order, decimal Unpaid, string Line);
}
