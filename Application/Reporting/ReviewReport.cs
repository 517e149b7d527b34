using static Tempest.Application.Reporting.SalesReports;

namespace Tempest.Application.Reporting;

/// <summary>What somebody should look at: none of it proves anything, each leads to its evidence.</summary>
internal static class ReviewReport
{
    /// <summary>How many times as large as the customer's others.</summary>
    public const int Unusual = 4;

    /// <summary>How many others there must be to say what is usual.</summary>
    public const int Usual = 4;

    /// <summary>How many cancellations are more than a change of mind.</summary>
    public const int Many = 3;

    public static ReportKind Signals { get; } = new("review", "To be reviewed",
        $"Nothing here proves anything. On these days: orders {Unusual} times as large as the customer's others on average, if there are {Usual} or more; "
        + $"{Many} or more orders of a customer that were cancelled while the account held as much in the customer's favour as they came to; "
        + "shipments that carry an approved order elsewhere than it said, since an order's own address never changes; entries that were reversed.",
        [Sales.Name, Evidence.Name, Receivables.Name], true,
        ["signal", "about", "currency", "value#", "usual#"], "value", async (source, period, cancel) =>
        [
            .. Unusually(await source.AllAsync(Sales.Name, Sales.ByOrder, cancel), period),
            .. await CancelledWhenPaidAsync(source, period, cancel),
            .. SentElsewhere(
                await source.OfDaysAsync(Evidence.Name, Evidence.Sent, period, cancel), await source.AllAsync(Evidence.Name, Evidence.Agreed, cancel)),
            .. (await source.OfDaysAsync(Receivables.Name, Receivables.Reversals, period, cancel)).Select(line => new ReportRow(
                [
                    "entry reversed", $"{line.Parts(4)[2]}/{line.Parts(4)[3]}", line.Parts(4)[1],
                    Money(line.Figures[Receivables.Amount], line.Parts(4)[1]), "",
                ], Receivables.Name, [Count.LineOf(Receivables.Reversals, line.Key)])),
        ]);

    private static IEnumerable<ReportRow> Unusually(IReadOnlyList<ProjectedLine> all, Period period) =>
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

    private static async Task<IReadOnlyList<ReportRow>> CancelledWhenPaidAsync(ReportSource source, Period period, CancellationToken cancel)
    {
        var cancelled = (await source.OfDaysAsync(Evidence.Name, Evidence.Cancelled, period, cancel)).ToLookup(line => string.Join('/', line.Parts(5)[1..3]));
        var rows = new List<ReportRow>();
        foreach (var same in cancelled.Where(same => same.Count() >= Many))
        {
            var moved = await source.UnderAsync(Evidence.Name, Evidence.Moved, same.Key, cancel);
            var paid = same.Where(new Paid(moved).IsFor).ToArray();
            if (paid.Length < Many) continue;

            var (currency, customer, last) = (paid[0].Parts(5)[1], paid[0].Parts(5)[2], paid.Max(MomentOf)!);
            var money = moved.Where(line => line.Figures[Evidence.Amount] > 0 && string.CompareOrdinal(line.Parts(4)[2], last) <= 0);
            rows.Add(new(
                ["many cancellations after payment", $"{paid.Length} orders of {customer}", currency, Money(paid.Sum(line => line.Figures[Evidence.Value]), currency), ""],
                Evidence.Name, [.. Lines(Evidence.Cancelled, paid), .. Lines(Evidence.Moved, money)]));
        }

        return rows;
    }

    private static string MomentOf(ProjectedLine cancelled) => cancelled.Parts(5)[3];

    private static IEnumerable<ReportRow> SentElsewhere(IEnumerable<ProjectedLine> shipments, IEnumerable<ProjectedLine> orders) =>
        from shipment in shipments
        join order in orders on shipment.Parts(4)[1] equals order.Parts(4)[0]
        let agreed = order.Parts(4)
        where shipment.Parts(4)[2] != agreed[3]
        select new ReportRow(
            ["address changed after approval", $"{agreed[0]} of {agreed[2]} by {shipment.Parts(4)[3]}", agreed[1],
                Money(order.Figures[Evidence.Value], agreed[1]), ""],
            Evidence.Name, [Count.LineOf(Evidence.Agreed, order.Key), Count.LineOf(Evidence.Sent, shipment.Key)]);

    /// <summary>What an account stood at, at any moment.</summary>
    private sealed class Paid(IReadOnlyList<ProjectedLine> moved)
    {
        private readonly (string Moment, decimal Amount)[] entries =
            [.. moved.Select(line => (line.Parts(4)[2], line.Figures[Evidence.Amount]))];

        public bool IsFor(ProjectedLine order) =>
            order.Figures[Evidence.Value] is > 0 and var value && BalanceAt(MomentOf(order)) >= value;

        private decimal BalanceAt(string moment) =>
            entries.TakeWhile(entry => string.CompareOrdinal(entry.Moment, moment) <= 0).Sum(entry => entry.Amount);
    }
}
