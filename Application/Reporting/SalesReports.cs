using Tempest.Application.Catalogue;
using Tempest.Domain;
using Tempest.Domain.Catalogue;

namespace Tempest.Application.Reporting;

/// <summary>Orders and revenue, seen from different sides.</summary>
internal static class SalesReports
{
    private const string Meaning =
        "What was ordered on these days, by the day on which it was placed, and is not cancelled: the sum of the lines' totals, in each currency for itself.";

    public static ReportKind ByDay { get; } = new("revenue-by-day", "Revenue by day", Meaning, [Sales.Name], true,
        ["day", "currency", "orders#", "revenue#", "cancelled#", "cancelled-value#"], "revenue", async (source, period, cancel) =>
        [.. (await source.OfDaysAsync(Sales.Name, Sales.ByDay, period, cancel)).Select(line =>
        {
            var (parts, figures) = (line.Parts(2), line.Figures);
            return new ReportRow(
                [parts[0], parts[1], figures[Sales.Orders], Money(figures[Sales.Revenue], parts[1]), figures[Sales.Cancelled], Money(figures[Sales.Value], parts[1])],
                Sales.Name, [Count.LineOf(Sales.ByDay, line.Key)]);
        })]);

    public static ReportKind ByProduct { get; } = new("revenue-by-product", "Revenue by product", Meaning, [Sales.Name], true,
        ["product", "currency", "orders#", "pieces#", "revenue#"], "revenue", async (source, period, cancel) =>
        Summed(Sales.ByProduct, await source.OfDaysAsync(Sales.Name, Sales.ByProduct, period, cancel), key => key[2], withPieces: true));

    /// <summary>Events do not say what category a product had; the catalogue says which it has now.</summary>
    public static ReportKind ByCategory { get; } = new("revenue-by-category", "Revenue by category",
        $"{Meaning} The categories are those that the catalogue has now.", [Sales.Name], true,
        ["category", "currency", "orders#", "pieces#", "revenue#"], "revenue", async (source, period, cancel) =>
        {
            var lines = await source.OfDaysAsync(Sales.Name, Sales.ByProduct, period, cancel);
            var categories = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var sku in lines.Select(line => line.Parts(3)[2]).Distinct())
            {
                categories[sku] = await source.Records.FindAsync(CatalogueUseCases.Products.Record(sku), cancel) is Product { Category: { Length: > 0 } category }
                    ? category
                    : "(none)";
            }

            return Summed(Sales.ByProduct, lines, key => categories[key[2]], withPieces: true);
        });

    public static ReportKind ByCustomer { get; } = new("revenue-by-customer", "Revenue by customer", Meaning, [Sales.Name], true,
        ["customer", "currency", "orders#", "revenue#"], "revenue", async (source, period, cancel) =>
        Summed(Sales.ByCustomer, await source.OfDaysAsync(Sales.Name, Sales.ByCustomer, period, cancel), key => key[2], withPieces: false));

    public static ReportKind Cancellations { get; } = new("cancellations", "Cancellations by reason",
        "Orders placed on these days that were cancelled, and what they would have brought.", [Sales.Name], true,
        ["reason", "currency", "cancelled#", "value#"], "cancelled", async (source, period, cancel) =>
        [.. (await source.OfDaysAsync(Sales.Name, Sales.ByReason, period, cancel)).GroupBy(line => (Reason: line.Parts(3)[2], Currency: line.Parts(3)[1]))
            .Select(same => (same, Sum: Sum(same))).OrderByDescending(one => one.Sum[Sales.Cancelled]).Select(one => new ReportRow(
                [one.same.Key.Reason, one.same.Key.Currency, one.Sum[Sales.Cancelled], Money(one.Sum[Sales.Value], one.same.Key.Currency)],
                Sales.Name, Lines(Sales.ByReason, one.same)))]);

    /// <summary>The most first.</summary>
    private static List<ReportRow> Summed(string part, IEnumerable<ProjectedLine> lines, Func<string[], string> by, bool withPieces) =>
        [.. lines.GroupBy(line => (Of: by(line.Parts(3)), Currency: line.Parts(3)[1]))
            .Select(same => (same, Sum: Sum(same))).OrderByDescending(one => one.Sum[Sales.Revenue]).ThenBy(one => one.same.Key.Of, StringComparer.Ordinal)
            .Select(one => new ReportRow(
                [
                    one.same.Key.Of, one.same.Key.Currency, one.Sum[Sales.Orders], .. withPieces ? (ReportCell[])[one.Sum[Sales.Pieces]] : [],
                    Money(one.Sum[Sales.Revenue], one.same.Key.Currency),
                ], Sales.Name, Lines(part, one.same)))];

    internal static Figures Sum(IEnumerable<ProjectedLine> lines) => lines.Aggregate(Figures.None, (sum, line) => sum + line.Figures);

    internal static string[] Lines(string part, IEnumerable<ProjectedLine> lines) => [.. lines.Select(line => Count.LineOf(part, line.Key))];

    internal static Money Money(decimal amount, string currency) => new(amount, Currency.Of(currency));
}
