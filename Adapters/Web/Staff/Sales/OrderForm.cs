using Tempest.Domain;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Web.Staff.Sales;

/// <summary>The lines of an order as they are typed: a row for each product, and some that are still empty.</summary>
public static class OrderForm
{
    private const int Fewest = 5;

    private const int Spare = 3;

    public const string More = "more";

    public static string Sku(int row) => $"sku-{row}";

    public static string Quantity(int row) => $"quantity-{row}";

    public static string Discount(int row) => $"discount-{row}";

    public static int RowsOf(Form form)
    {
        var last = Enumerable.Range(1, OrderLines.Most).LastOrDefault(row => !IsEmpty(form, row));
        return Math.Min(OrderLines.Most, Math.Max(Fewest, last + Spare));
    }

    public static IEnumerable<(string Name, string? Value)> Of(IEnumerable<OrderLine> lines) => lines.SelectMany((line, at) => new (string, string?)[]
    {
        (Sku(at + 1), line.Sku.Value), (Quantity(at + 1), FormattableString.Invariant($"{line.Quantity}")),
        (Discount(at + 1), line.DiscountPercent == 0 ? null : FormattableString.Invariant($"{line.DiscountPercent}")),
    });

    internal static ValueList<RequestedLine> Read(Filled filled) => Enumerable.Range(1, RowsOf(filled.Form))
        .Where(row => !IsEmpty(filled.Form, row))
        .Select(row => new RequestedLine(filled.Id<Sku>(Sku(row)),
            filled.Form.Text(Quantity(row)) is null ? 1 : filled.Whole(Quantity(row)), filled.OptionalNumber(Discount(row)) ?? 0)).ToValueList();

    /// <summary>As the error summary calls the fields.</summary>
    public static IReadOnlyDictionary<string, string> Labels(Form form) => Enumerable.Range(1, RowsOf(form)).SelectMany(row => new[]
        {
            KeyValuePair.Create(Sku(row), $"Product {row}"), KeyValuePair.Create(Quantity(row), $"Quantity {row}"), KeyValuePair.Create(Discount(row), $"Discount {row}"),
        }).Concat(AddressInputs.Labels()).Append(KeyValuePair.Create("id", "Order number")).Append(KeyValuePair.Create("customer", "Customer"))
        .ToDictionary(StringComparer.Ordinal);

    private static bool IsEmpty(Form form, int row) =>
        form.Text(Sku(row)) is null && form.Text(Quantity(row)) is null && form.Text(Discount(row)) is null;
}
