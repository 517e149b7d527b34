using Tempest.Application.Import;

namespace Tempest.Adapters.Csv;

/// <summary>Puts rows together that belong together.</summary>
public static class CsvItems
{
    /// <summary>Rows with the same id, which need not follow each other.</summary>
    public static IReadOnlyList<Item> ById(IReadOnlyList<Row> rows, string idColumn) =>
        [.. rows.GroupBy(row => IdOf(row, idColumn)).SelectMany(group => group.Key.Length == 0
            ? group.Select(row => new Item(group.Key, [row]))
            : [new Item(group.Key, [.. group])])];

    /// <summary>Each row for itself; a second one of the same id is broken.</summary>
    public static IReadOnlyList<Item> OneEach(IReadOnlyList<Row> rows, string idColumn)
    {
        var firstAt = new Dictionary<string, long>(StringComparer.Ordinal);
        return [.. rows.Select(row =>
        {
            var id = IdOf(row, idColumn);
            var again = id.Length > 0 && !firstAt.TryAdd(id, row.Line);
            return new Item(id, [again ? row with { Broken = $"{idColumn} {id} stands on line {firstAt[id]} already" } : row]);
        })];
    }

    /// <summary>Orders from one table and their lines from another.</summary>
    public static IReadOnlyList<Item> Joined(
        IReadOnlyList<Row> orders, IReadOnlyList<Row> lines, string idColumn, string orderColumn)
    {
        var byOrder = lines.ToLookup(line => IdOf(line, orderColumn), StringComparer.Ordinal);
        var known = orders.Select(order => IdOf(order, idColumn)).ToHashSet(StringComparer.Ordinal);
        var items = OneEach(orders, idColumn).Select(order => byOrder[order.Id].ToArray() switch
        {
            _ when order.First.Broken is not null => order,
            [] => order with { Rows = [order.First with { Broken = "the order has no lines" }] },
            var own => order with { Rows = [.. own.Select(line => Merge(order.First, line))] },
        });
        var strays = lines.Where(line => !known.Contains(IdOf(line, orderColumn)))
            .Select(line => new Item(IdOf(line, orderColumn), [line with { Broken = $"there is no order '{IdOf(line, orderColumn)}' for this line" }]));
        return [.. items, .. strays];
    }

    private static Row Merge(Row order, Row line) => new(
        order.Line,
        order.Values.Concat(line.Values).GroupBy(v => v.Key, StringComparer.Ordinal)
            .ToDictionary(v => v.Key, v => v.Last().Value, StringComparer.Ordinal),
        order.Broken ?? (line.Broken is null ? null : $"line {line.Line} of the lines: {line.Broken}"));

    private static string IdOf(Row row, string column) => row.Values.GetValueOrDefault(column) ?? "";
}
