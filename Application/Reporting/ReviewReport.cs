using static Tempest.Application.Reporting.SalesReports;

namespace Tempest.Application.Reporting;

/// <summary>What somebody should look at: none of it proves anything, each leads to its evidence.</summary>
internal static class ReviewReport
{
    /// <summary>How many times as large as the customer's others.</summary>
    public const int Unusual = 4;

    /// <summary>How many others there must be to say what is usual.</summary>
    public const int Usual = 4;

    public static ReportKind Signals { get; } = new("review", "To be reviewed",
        $"On these days: orders at least {Unusual} times as large as what the same customer's other orders come to on average, where there are {Usual} or more; "
        + "and entries of accounts that were reversed.", [Sales.Name, Receivables.Name], true,
        ["signal", "about", "currency", "value#", "usual#"], "value", async (source, period, cancel) =>
        [
            .. Orders(await source.AllAsync(Sales.Name, Sales.ByOrder, cancel), period),
            .. (await source.OfDaysAsync(Receivables.Name, Receivables.Reversals, period, cancel)).Select(line => new ReportRow(
                [
                    "entry reversed", $"{line.Parts(4)[2]}/{line.Parts(4)[3]}", line.Parts(4)[1],
                    Money(line.Figures[Receivables.Amount], line.Parts(4)[1]), "",
                ], Receivables.Name, [Count.LineOf(Receivables.Reversals, line.Key)])),
        ]);

    private static IEnumerable<ReportRow> Orders(IReadOnlyList<ProjectedLine> all, Period period) =>
        from same in all.GroupBy(line => (Currency: line.Parts(4)[1], Customer: line.Parts(4)[2]))
        let others = same.Count() - 1
        where others >= Usual
        let sum = same.Sum(line => line.Figures[Sales.Revenue])
        from line in same
        let value = line.Figures[Sales.Revenue]
        let usual = (sum - value) / others
        where value >= Unusual * usual && value > 0
        where string.CompareOrdinal(line.Key, period.FirstKey) >= 0 && string.CompareOrdinal(line.Key, period.KeyAfter) < 0
        select new ReportRow(
            ["unusually large order", $"{line.Parts(4)[3]} of {same.Key.Customer}", same.Key.Currency,
                Money(value, same.Key.Currency), Money(usual, same.Key.Currency).Rounded()],
            Sales.Name, [Count.LineOf(Sales.ByOrder, line.Key)]);
}
